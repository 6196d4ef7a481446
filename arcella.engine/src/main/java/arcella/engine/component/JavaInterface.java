package arcella.engine.component;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import arcella.engine.EngineError;
import arcella.engine.binding.BindingException;
import arcella.engine.binding.HostMethod;
import arcella.engine.binding.HostObject;
import arcella.engine.binding.Loans;
import arcella.engine.binding.ResourceBinding;
import arcella.error.ArcellaException;
import arcella.wit.resolved.BorrowType;
import arcella.wit.resolved.ExternType;
import arcella.wit.resolved.FuncType;
import arcella.wit.resolved.InstanceType;
import arcella.wit.resolved.OwnType;
import arcella.wit.resolved.ResourceType;
import arcella.wit.resolved.ValueType;
import arcella.wit.typed.ClosedTypes;
import arcella.wit.value.WitValue;

/**
 * A Java object as an interface for guests that run elsewhere: what {@link Linker#implement} is for guests in this process,
 * with plain values and with numbers for resources. How names and types correspond is told by the package
 * {@code arcella.engine.binding}.
 *
 * <p>It is for one user, such as one instance of a component, and holds the resources that this user owns. The user is not
 * trusted: arguments that are not of the function's type, and numbers of resources that it does not hold, are refused with
 * {@code BAD_CALL}; then nothing of the object has run, and nothing was taken.
 *
 * <p>Interfaces of one user that share a resource type share a {@link JavaResources}; the one that defines the resource
 * comes first.
 *
 * <p>Safe for use by many threads, if the object and the objects of its resources are: methods run on the threads that call.
 */
public final class JavaInterface implements ForeignInterface, AutoCloseable {

    private final String path;
    private final JavaResources resources;
    private final Map<String, Function> functions = new LinkedHashMap<>();

    /** A function: its method, and what its arguments have to be. */
    private record Function(HostMethod method, CallCheck check, List<ValueType> params, boolean handles) {}

    /**
     * Matches an object with an interface, with resources of its own.
     *
     * @param path the interface's name, such as {@code ns:pkg/iface@1.0.0}, for messages
     * @param type the interface as it is imported; it may lack what the object can do beyond it
     * @param host its public methods are the functions
     * @param classes the classes that stand for the resources that the interface defines; an object of theirs is closed when
     *     the user drops it, or when this is closed
     * @throws ArcellaException with {@code UNLINKABLE} that names everything that does not fit, with both types
     */
    public JavaInterface(String path, InstanceType type, Object host,
            List<? extends Class<? extends AutoCloseable>> classes) {
        this(path, type, host, classes, new JavaResources());
    }

    /** As {@link #JavaInterface(String, InstanceType, Object, List)}, with resources that it shares with others. */
    public JavaInterface(String path, InstanceType type, Object host,
            List<? extends Class<? extends AutoCloseable>> classes, JavaResources resources) {
        this.path = path;
        this.resources = resources;
        HostObject object = new HostObject(host, classes);
        ClosedTypes types = new ClosedTypes();
        List<String> mismatches = new ArrayList<>();
        type.exports().forEach((name, export) -> {
            try {
                match(name, export, object, types);
            } catch (ArcellaException e) {
                mismatches.add(e.what());
            }
        });
        if (!mismatches.isEmpty()) {
            throw new ArcellaException(EngineError.UNLINKABLE, String.join("; ", mismatches),
                    "change the Java side to the mapping that arcella.engine.binding describes");
        }
    }

    private void match(String name, ExternType export, HostObject host, ClosedTypes types) {
        String where = path + "#" + name;
        switch (export) {
            case ExternType.Func(FuncType type) -> functions.put(name, new Function(
                    host.method(path, name, type, this::bind), new CallCheck(where, type, types),
                    type.params().stream().map(FuncType.Param::type).toList(), type.mentionsResources()));
            case ExternType.Type(ResourceType resource) -> {
                if (resources.type(resource.id()).isEmpty()) {
                    resources.define(resource.id(), host.resource(name).orElseThrow(() ->
                            new BindingException(where, "no class was given that stands for the resource '" + name + "'")));
                }
            }
            case ExternType.Type _ -> { }
            case ExternType.Instance _, ExternType.Component _, ExternType.Module _, ExternType.Value _ ->
                throw new BindingException(where, "a Java object cannot be " + export.kind() + " in an interface");
        }
    }

    private ResourceBinding bind(ResourceType resource, Class<?> type, String where) {
        Class<?> found = resources.type(resource.id()).orElseThrow(() -> new BindingException(where, "the resource '"
                + resource.id().label() + "' has no Java class here; " + type.getName() + " cannot stand for it"));
        if (!type.isAssignableFrom(found)) {
            throw new BindingException(where, "the resource is " + found.getName() + " in Java, and not " + type.getName());
        }
        return new Binding(resources, found);
    }

    /** Numbers and objects of one resource. Which numbers a call may use has been settled when it begins. */
    private record Binding(JavaResources resources, Class<?> type) implements ResourceBinding {
        @Override
        public Object lift(WitValue.Handle handle, boolean owned, Loans loans) {
            return resources.object(handle.id());
        }

        @Override
        public WitValue.Handle lower(Object object, boolean owned, Loans loans) {
            // There is no borrowed handle in a result, and only results are lowered here.
            return new WitValue.Handle(WitValue.HandleKind.OWN, resources.add(type, object));
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws ArcellaException {@code BAD_CALL} if the function does not exist or the arguments are refused; what the method
     *     throws, if it has a code, and {@code HOST_FUNCTION} if it has none
     */
    @Override
    public Optional<WitValue> call(String function, List<WitValue> arguments) {
        Function target = functions.get(function);
        if (target == null) {
            throw new ArcellaException(EngineError.BAD_CALL, path + " has no function '" + function + "'",
                    "it has " + functions.keySet());
        }
        target.check().arguments(arguments);
        if (!target.handles()) {
            return invoke(function, target, objects(function, target, arguments));
        }
        List<JavaResources.Use> uses = uses(target, arguments);
        resources.begin(uses);
        Optional<WitValue> result;
        try {
            @Nullable Object[] objects = objects(function, target, arguments);
            resources.give(uses);
            result = invoke(function, target, objects);
        } catch (RuntimeException | Error e) {
            try {
                resources.end(uses);
            } catch (ArcellaException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
        resources.end(uses);
        return result;
    }

    private List<JavaResources.Use> uses(Function target, List<WitValue> arguments) {
        List<JavaResources.Use> uses = new ArrayList<>();
        HandleMapping.all(target.params(), arguments, (type, handle) -> {
            ResourceType resource = switch (type) {
                case OwnType own -> own.resource();
                case BorrowType borrow -> borrow.resource();
                default -> throw new IllegalStateException(type.kind() + " was bound");
            };
            uses.add(new JavaResources.Use(handle.id(), type instanceof OwnType,
                    resources.type(resource.id()).orElseThrow()));
            return handle;
        });
        return uses;
    }

    /** Records may refuse what their constructors are given. */
    private @Nullable Object[] objects(String function, Function target, List<WitValue> arguments) {
        try {
            return target.method().objects(arguments, resources);
        } catch (ArcellaException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            throw new ArcellaException(EngineError.BAD_CALL, path + "#" + function + " does not take its arguments (" + e + ")",
                    "see the cause", e);
        }
    }

    /** Whatever Java code throws, who calls from another process needs an answer with a code. */
    private Optional<WitValue> invoke(String function, Function target, @Nullable Object[] objects) {
        try {
            return target.method().invoke(objects, resources);
        } catch (ArcellaException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            throw new ArcellaException(EngineError.HOST_FUNCTION, path + "#" + function + " failed (" + e + ")",
                    "see the cause; this is an error of the host's", e);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws ArcellaException if closing the object fails
     */
    @Override
    public void drop(String resource, long id) {
        resources.drop(id);
    }

    /** Closes the resources that are left, those of other interfaces that share them included: {@link JavaResources#close}. */
    @Override
    public void close() {
        resources.close();
    }
}
