package arcella.engine.component;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import arcella.engine.EngineError;
import arcella.engine.binding.BindingException;
import arcella.engine.binding.FaceMethod;
import arcella.engine.binding.HandleScope;
import arcella.engine.binding.Loans;
import arcella.engine.binding.MethodNames;
import arcella.engine.binding.ResourceBinding;
import arcella.error.ArcellaException;
import arcella.wit.ExternName;
import arcella.wit.resolved.ExternType;
import arcella.wit.resolved.FuncType;
import arcella.wit.resolved.InstanceType;
import arcella.wit.resolved.ResourceId;
import arcella.wit.resolved.ResourceType;
import arcella.wit.value.WitValue;

/**
 * An object of a Java interface whose methods are the functions of a {@link ForeignInterface}: what
 * {@link ComponentInstance#proxy} is for an instance at hand, for one elsewhere. Resources are objects of Java interfaces;
 * closing one drops it, and one that is not closed is held for ever.
 *
 * <p>As thread-safe as the other side.
 */
public final class ForeignFace {

    private final String path;
    private final InstanceType type;
    private final ForeignInterface side;
    private final Bindings resources = new Bindings();

    private ForeignFace(String path, InstanceType type, ForeignInterface side) {
        this.path = path;
        this.type = type;
        this.side = side;
    }

    /**
     * Matches a Java interface with the functions.
     *
     * @param path the interface's name, for messages
     * @param type its type
     * @param face a Java interface with some of the functions; its default methods stay what they are
     * @param side takes the calls
     * @throws ArcellaException if a method stands for no function or does not fit it
     */
    public static <T> T of(String path, InstanceType type, Class<T> face, ForeignInterface side) {
        if (!face.isInterface()) {
            throw new BindingException(path, face.getName() + " is no interface");
        }
        ForeignFace foreign = new ForeignFace(path, type, side);
        Map<Method, FaceMethod> methods = new HashMap<>();
        for (Method method : abstractMethods(face)) {
            String name = type.exports().keySet().stream().filter(wit -> type.exports().get(wit) instanceof ExternType.Func)
                    .filter(wit -> MethodNames.isFunction(method, wit)).findFirst()
                    .orElseThrow(() -> new BindingException(path, "no function stands for the method " + method.getName()
                            + " of " + face.getName() + "; there are " + type.exports().keySet()));
            methods.put(method, foreign.method(name, method, Optional.empty()));
        }
        return face.cast(Proxy.newProxyInstance(face.getClassLoader(), new Class<?>[] {face}, new Handler(path, methods)));
    }

    private static List<Method> abstractMethods(Class<?> face) {
        return Arrays.stream(face.getMethods()).filter(method -> Modifier.isAbstract(method.getModifiers())).toList();
    }

    private FaceMethod method(String name, Method method, Optional<Class<?>> receiver) {
        if (!(type.exports().get(name) instanceof ExternType.Func(FuncType function))) {
            throw new IllegalStateException(name + " is no function");
        }
        return FaceMethod.of(path + "#" + name, method, receiver, function, resources::bind,
                arguments -> side.call(name, arguments), resources);
    }

    /** The resources of the interface, each as the Java interface by which it was first met. */
    private final class Bindings implements HandleScope {

        private final Map<ResourceId, Foreign> known = new IdentityHashMap<>();

        ResourceBinding bind(ResourceType resource, Class<?> face, String where) {
            Foreign found = known.get(resource.id());
            if (found == null) {
                if (!face.isInterface()) {
                    throw new BindingException(where, "a resource of a module is an interface in Java, and not " + face.getName());
                }
                found = new Foreign(label(resource, where), face);
                // Known before its methods are matched: they mention it themselves.
                known.put(resource.id(), found);
                found.match(where);
            }
            if (found.face != face) {
                throw new BindingException(where, "the resource is " + found.face.getName() + " in one place and "
                        + face.getName() + " in another");
            }
            return found;
        }

        private String label(ResourceType resource, String where) {
            return type.exports().entrySet().stream()
                    .filter(export -> export.getValue() instanceof ExternType.Type(ResourceType exported)
                            && exported.id() == resource.id())
                    .map(Map.Entry::getKey).findFirst().orElseThrow(() -> new BindingException(where,
                            "the resource '" + resource.id().label() + "' is another interface's"));
        }
    }

    /** One resource type as a Java interface. */
    private final class Foreign implements ResourceBinding {

        private final String label;
        private final Class<?> face;
        private final Map<Method, FaceMethod> methods = new HashMap<>();

        Foreign(String label, Class<?> face) {
            this.label = label;
            this.face = face;
        }

        void match(String where) {
            for (Method method : abstractMethods(face)) {
                if (method.getName().equals("close") && method.getParameterCount() == 0) {
                    continue;
                }
                String name = type.exports().keySet().stream()
                        .filter(wit -> wit.startsWith("[method]") && ExternName.parse(wit) instanceof ExternName.Method m
                                && m.resource().equals(label) && MethodNames.isMember(method, m.label()))
                        .findFirst().orElseThrow(() -> new BindingException(where, "no method stands for " + method.getName()
                                + " of " + face.getName()));
                methods.put(method, ForeignFace.this.method(name, method, Optional.of(face)));
            }
        }

        @Override
        public Object lift(WitValue.Handle handle, boolean owned, Loans loans) {
            return Proxy.newProxyInstance(face.getClassLoader(), new Class<?>[] {face}, new Held(this, handle.id()));
        }

        @Override
        public WitValue.Handle lower(Object object, boolean owned, Loans loans) {
            if (Proxy.isProxyClass(object.getClass()) && Proxy.getInvocationHandler(object) instanceof Held held
                    && held.resource == this) {
                if (owned) {
                    held.given = true;
                }
                return new WitValue.Handle(owned ? WitValue.HandleKind.OWN : WitValue.HandleKind.BORROW, held.id);
            }
            throw new ArcellaException(EngineError.BAD_CALL,
                    "an object of " + object.getClass() + " was given where a resource of " + path + " is taken",
                    "give one that this object gave you");
        }
    }

    /** What methods of an object do. */
    private static class Handler implements InvocationHandler {

        private final String name;
        private final Map<Method, FaceMethod> methods;

        Handler(String name, Map<Method, FaceMethod> methods) {
            this.name = name;
            this.methods = methods;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given) throws Throwable {
            @Nullable Object[] arguments = given == null ? new Object[0] : given;
            FaceMethod bound = methods.get(method);
            if (bound != null) {
                return call(bound, proxy, arguments);
            }
            if (method.isDefault()) {
                return MethodHandles.privateLookupIn(method.getDeclaringClass(), MethodHandles.lookup())
                        .unreflectSpecial(method, method.getDeclaringClass()).bindTo(proxy).invokeWithArguments(arguments);
            }
            return switch (method.getName()) {
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                case "toString" -> name;
                default -> other(method);
            };
        }

        @Nullable Object call(FaceMethod bound, Object proxy, @Nullable Object[] arguments) throws Throwable {
            return bound.call(arguments);
        }

        @Nullable Object other(Method method) {
            throw new IllegalStateException(method + " was not matched");
        }
    }

    /** One resource that Java holds. */
    private final class Held extends Handler {

        private final Foreign resource;
        private final long id;
        private volatile boolean given;

        Held(Foreign resource, long id) {
            super(resource.face.getSimpleName() + " " + id, resource.methods);
            this.resource = resource;
            this.id = id;
        }

        @Override
        @Nullable Object call(FaceMethod bound, Object proxy, @Nullable Object[] arguments) throws Throwable {
            @Nullable Object[] all = new Object[arguments.length + 1];
            all[0] = proxy;
            System.arraycopy(arguments, 0, all, 1, arguments.length);
            return bound.call(all);
        }

        /** The only method that is not matched is {@code close}: without effect on what was given away or closed before. */
        @Override
        @Nullable Object other(Method method) {
            if (!given) {
                given = true;
                side.drop(resource.label, id);
            }
            return null;
        }
    }
}
