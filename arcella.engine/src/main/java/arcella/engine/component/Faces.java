package arcella.engine.component;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import arcella.engine.EngineError;
import arcella.engine.binding.BindingException;
import arcella.engine.binding.FaceClass;
import arcella.engine.binding.FaceMethod;
import arcella.engine.binding.Loans;
import arcella.engine.binding.MethodNames;
import arcella.engine.binding.ResourceBinding;
import arcella.error.ArcellaException;
import arcella.wit.ExternName;
import arcella.wit.resolved.BorrowType;
import arcella.wit.resolved.ResourceType;
import arcella.wit.value.WitValue;

/**
 * Java interfaces whose methods are functions of one instance, and Java interfaces whose objects are resources that the
 * instance defines. Everything is matched when the first such object is asked for.
 */
final class Faces {

    private final ComponentInstance instance;
    private final Store store;

    Faces(ComponentInstance instance, Store store) {
        this.instance = instance;
        this.store = store;
    }

    /** An object of that interface. */
    <T> T proxy(String path, Map<String, Item> exports, Class<T> face) {
        Map<ResourceTag, GuestResource> resources = new HashMap<>();
        List<Method> methods = abstractMethods(face);
        MethodHandle[] table = new MethodHandle[methods.size()];
        for (int i = 0; i < table.length; i++) {
            Method method = methods.get(i);
            String name = exports.keySet().stream().filter(wit -> exports.get(wit) instanceof Item.Func)
                    .filter(wit -> MethodNames.isFunction(method, wit)).findFirst()
                    .orElseThrow(() -> new BindingException(path, "no exported function stands for the method "
                            + method.getName() + " of " + face.getName() + "; exported are " + exports.keySet()));
            ComponentFunction function = function(exports.get(name));
            FaceMethod bound = method(path + "#" + name, method, Optional.empty(), function, resources);
            table[i] = new FaceFunction(instance, bound, function, method, table, i).general();
        }
        return FaceClass.instance(face, methods, table);
    }

    private static List<Method> abstractMethods(Class<?> face) {
        if (!face.isInterface()) {
            throw new IllegalArgumentException(face + " is not an interface");
        }
        return Arrays.stream(face.getMethods()).filter(method -> Modifier.isAbstract(method.getModifiers())).toList();
    }

    private static ComponentFunction function(@Nullable Item item) {
        return item instanceof Item.Func(ComponentFunction function) ? function : unreachable();
    }

    private static ComponentFunction unreachable() {
        throw new IllegalStateException("filtered for functions");
    }

    private FaceMethod method(String where, Method method, Optional<Class<?>> receiver, ComponentFunction function,
            Map<ResourceTag, GuestResource> resources) {
        return FaceMethod.of(where, method, receiver, function.type(),
                (resource, type, place) -> bind(function, resource, type, place, resources),
                arguments -> instance.call(function, arguments), store);
    }

    private ResourceBinding bind(ComponentFunction function, ResourceType resource, Class<?> type, String where,
            Map<ResourceTag, GuestResource> resources) {
        ResourceTag tag = function.tag(resource.id());
        Optional<HostResource> host = store.hostResource(tag);
        if (host.isPresent()) {
            if (!type.isAssignableFrom(host.get().type())) {
                throw new BindingException(where, "the resource is " + host.get().type().getName()
                        + " in Java, and not " + type.getName());
            }
            return new HostResourceBinding(host.get().type());
        }
        GuestResource known = resources.get(tag);
        if (known == null) {
            if (!type.isInterface()) {
                throw new BindingException(where, "a resource that a guest defines is an interface in Java, and not "
                        + type.getName());
            }
            known = new GuestResource(tag, type);
            // Known before its methods are matched: they mention it themselves.
            resources.put(tag, known);
            known.match(where, resources);
        }
        if (known.face != type) {
            throw new BindingException(where, "the resource is " + known.face.getName() + " in one place and "
                    + type.getName() + " in another");
        }
        return known;
    }

    /** All methods that the instance exports of a resource, by name without the resource's. */
    private Map<String, ComponentFunction> methodsOf(ResourceTag tag) {
        Map<String, ComponentFunction> methods = new LinkedHashMap<>();
        collect(instance.root(), tag, methods);
        return methods;
    }

    private static void collect(Item.Instance exporting, ResourceTag tag, Map<String, ComponentFunction> methods) {
        exporting.exports().forEach((name, item) -> {
            if (item instanceof Item.Instance inner) {
                collect(inner, tag, methods);
            } else if (item instanceof Item.Func(ComponentFunction function) && name.startsWith("[method]")
                    && function.type().params().getFirst().type() instanceof BorrowType self
                    && function.tag(self.resource().id()) == tag) {
                methods.putIfAbsent(((ExternName.Method) ExternName.parse(name)).label(), function);
            }
        });
    }

    /** What a method of a proxy does. */
    private class Handler implements InvocationHandler {

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
                return instance.inTurn(() -> call(bound, proxy, arguments));
            }
            if (method.isDefault()) {
                return MethodHandles.privateLookupIn(method.getDeclaringClass(), MethodHandles.lookup())
                        .unreflectSpecial(method, method.getDeclaringClass()).bindTo(proxy).invokeWithArguments(arguments);
            }
            return switch (method.getName()) {
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                case "toString" -> toString();
                default -> other(method);
            };
        }

        @Nullable Object call(FaceMethod bound, Object proxy, @Nullable Object[] arguments) throws Throwable {
            return bound.call(arguments);
        }

        @Nullable Object other(Method method) {
            throw new IllegalStateException(method + " was not matched");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A resource that a guest defines, as a Java interface. */
    private final class GuestResource implements ResourceBinding {

        private final ResourceTag tag;
        private final Class<?> face;
        private final Map<Method, FaceMethod> methods = new HashMap<>();

        GuestResource(ResourceTag tag, Class<?> face) {
            this.tag = tag;
            this.face = face;
        }

        void match(String where, Map<ResourceTag, GuestResource> resources) {
            Map<String, ComponentFunction> functions = methodsOf(tag);
            for (Method method : abstractMethods(face)) {
                if (method.getName().equals("close") && method.getParameterCount() == 0) {
                    continue;
                }
                String name = functions.keySet().stream().filter(wit -> MethodNames.isMember(method, wit)).findFirst()
                        .orElseThrow(() -> new BindingException(where, "no exported method stands for " + method.getName()
                                + " of " + face.getName() + "; exported are " + functions.keySet()));
                ComponentFunction function = functions.get(name);
                if (function == null) {
                    throw new IllegalStateException(name);
                }
                methods.put(method, Faces.this.method("[method]" + tag + "." + name, method, Optional.of(face), function,
                        resources));
            }
        }

        @Override
        public Object lift(WitValue.Handle handle, boolean owned, Loans loans) {
            return Proxy.newProxyInstance(face.getClassLoader(), new Class<?>[] {face}, new Held(this, handle));
        }

        @Override
        public WitValue.Handle lower(Object object, boolean owned, Loans loans) {
            if (Proxy.isProxyClass(object.getClass()) && Proxy.getInvocationHandler(object) instanceof Held held
                    && held.resource.tag == tag) {
                return held.handle;
            }
            throw new ArcellaException(EngineError.BAD_CALL,
                    "an object of " + object.getClass() + " was given where a resource of the guest's is taken",
                    "give one that this instance gave you");
        }
    }

    /** One resource that Java holds. */
    private final class Held extends Handler {

        private final GuestResource resource;
        private final WitValue.Handle handle;

        Held(GuestResource resource, WitValue.Handle handle) {
            super(resource.face.getSimpleName() + " " + handle.id(), resource.methods);
            this.resource = resource;
            this.handle = handle;
        }

        @Override
        @Nullable Object call(FaceMethod bound, Object proxy, @Nullable Object[] arguments) throws Throwable {
            @Nullable Object[] all = new Object[arguments.length + 1];
            all[0] = proxy;
            System.arraycopy(arguments, 0, all, 1, arguments.length);
            return bound.call(all);
        }

        /** The only method that is not matched is {@code close}: without effect on what is no longer held. */
        @Override
        @Nullable Object other(Method method) {
            instance.dropIfHeld(handle);
            return null;
        }
    }
}
