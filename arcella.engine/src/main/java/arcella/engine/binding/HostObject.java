package arcella.engine.binding;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

import arcella.wit.ExternName;
import arcella.wit.resolved.FuncType;

/** A Java object that offers an interface, with the classes of the resources that it defines. Immutable. */
public final class HostObject {

    private final Object target;
    private final List<Class<?>> classes;

    /**
     * @param target its public methods are the functions
     * @param resources the classes of the interface's resources, named as those or by {@link WitName}
     */
    public HostObject(Object target, List<? extends Class<? extends AutoCloseable>> resources) {
        this.target = Objects.requireNonNull(target, "target");
        this.classes = List.copyOf(resources);
    }

    /** The class that stands for a resource of that name. */
    public Optional<Class<?>> resource(String name) {
        return classes.stream()
                .filter(type -> ShapeBuilder.isNamed(type, type.getSimpleName(), name, JavaNames::type))
                .findFirst();
    }

    /**
     * The method that stands for a function.
     *
     * @param iface the interface, for messages
     * @param name the function's name, such as {@code now} or {@code [method]blob.read}
     * @throws BindingException if there is none, or its types do not fit
     */
    public HostMethod method(String iface, String name, FuncType type, ResourceTypes types) {
        return bind(match(iface, name, type, types));
    }

    /** What {@link #match} depends on besides its arguments: equal for objects that it gives the same for. */
    public Object kind() {
        return new Kind(target.getClass(), classes);
    }

    private record Kind(Class<?> type, List<Class<?>> classes) {}

    /** A method that was matched for an object of the same {@link #kind}, as this object's. */
    public HostMethod bind(MatchedMethod method) {
        return method.of(target);
    }

    /** As {@link #method}, for any object of this {@link #kind}. */
    public MatchedMethod match(String iface, String name, FuncType type, ResourceTypes types) {
        String where = iface + "#" + name;
        Executable found = find(where, name, type.params().size());
        String place = where + " (" + found.getDeclaringClass().getSimpleName() + "." + found.getName() + ")";
        ShapeBuilder builder = new ShapeBuilder(types);
        List<JavaType> javaTypes = new ArrayList<>();
        // The receiver of a method is the first parameter in WIT.
        if (ExternName.parse(name) instanceof ExternName.Method(String resource, String _)) {
            Class<?> owner = resource(resource).orElseThrow();
            javaTypes.add(JavaType.of(owner));
        }
        for (Type parameter : found.getGenericParameterTypes()) {
            javaTypes.add(JavaType.of(parameter));
        }
        List<Shape> parameters = new ArrayList<>();
        for (int i = 0; i < javaTypes.size(); i++) {
            FuncType.Param parameter = type.params().get(i);
            parameters.add(builder.shape(parameter.type(), javaTypes.get(i),
                    place + ", parameter '" + parameter.name() + "'"));
        }
        return switch (found) {
            case Method method -> new MatchedMethod(Members.open(method), takesTarget(method, name), parameters,
                    Outcomes.of(type, method, false, builder, place), type.result());
            case Constructor<?> constructor -> new MatchedMethod(Members.open(constructor), false, parameters,
                    Outcomes.of(type, JavaType.of(constructor.getDeclaringClass()),
                            Arrays.asList(constructor.getExceptionTypes()), false, builder, place), type.result());
        };
    }

    /** Methods of resources take their receiver, all others are the target's or static. */
    private static boolean takesTarget(Method method, String name) {
        return !Modifier.isStatic(method.getModifiers()) && !(ExternName.parse(name) instanceof ExternName.Method);
    }

    private Executable find(String where, String name, int count) {
        return switch (ExternName.parse(name)) {
            case ExternName.Plain(String label) ->
                one(where, methods(target.getClass(), method -> MethodNames.isMember(method, label)), count)
                        .orElseThrow(() -> missing(where, target.getClass(), JavaNames.member(label)));
            case ExternName.Constructor(String resource) -> {
                String java = "new" + JavaNames.type(resource);
                yield one(where, methods(target.getClass(), method -> MethodNames.isFunction(method, name)), count)
                        .map(Executable.class::cast)
                        .or(() -> resource(resource).flatMap(type -> one(where, List.of(type.getConstructors()), count)))
                        .orElseThrow(() -> missing(where, target.getClass(), java));
            }
            case ExternName.Static(String resource, String label) -> {
                String java = JavaNames.member(resource) + JavaNames.type(label);
                yield one(where, methods(target.getClass(), method -> MethodNames.isFunction(method, name)), count)
                        .or(() -> resource(resource).flatMap(type -> one(where, methods(type, method ->
                                Modifier.isStatic(method.getModifiers())
                                        && MethodNames.isMember(method, label)), count)))
                        .orElseThrow(() -> missing(where, target.getClass(), java));
            }
            case ExternName.Method(String resource, String label) -> {
                Class<?> type = resource(resource).orElseThrow(() -> new BindingException(where,
                        "no class was given that stands for the resource '" + resource + "'"));
                yield one(where, methods(type, method -> !Modifier.isStatic(method.getModifiers())
                        && (MethodNames.isMember(method, label) || MethodNames.isFunction(method, name))), count - 1)
                        .orElseThrow(() -> missing(where, type, JavaNames.member(label)));
            }
            case ExternName.Interface _ -> throw new IllegalArgumentException(name);
        };
    }

    private static BindingException missing(String where, Class<?> type, String method) {
        return new BindingException(where, type.getName() + " has no public method '" + method + "'");
    }

    private static List<Method> methods(Class<?> type, Predicate<Method> wanted) {
        return Arrays.stream(type.getMethods())
                .filter(method -> !method.isBridge() && !method.isSynthetic() && wanted.test(method)).toList();
    }

    /** Of several with one name, the one with the right number of parameters. */
    private static <E extends Executable> Optional<E> one(String where, List<E> found, int count) {
        if (found.isEmpty()) {
            return Optional.empty();
        }
        List<E> fitting = found.stream().filter(executable -> executable.getParameterCount() == count).toList();
        if (fitting.size() != 1) {
            throw new BindingException(where, "it has " + count + " parameters, and " + (fitting.isEmpty() ? "no" : "more "
                    + "than one") + " Java method of " + found + " has as many");
        }
        return Optional.of(fitting.getFirst());
    }
}
