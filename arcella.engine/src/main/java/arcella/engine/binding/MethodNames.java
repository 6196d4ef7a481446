package arcella.engine.binding;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import arcella.wit.ExternName;

/** Which Java method stands for which WIT function, by name. */
public final class MethodNames {

    private MethodNames() {}

    /** Whether a method of the object that offers or shows an interface has the name of that function. */
    public static boolean isFunction(Method method, String wit) {
        return annotated(method).map(wit::equals).orElseGet(() -> method.getName().equals(java(wit)));
    }

    /** Whether a method of a resource's class has the name of that method, given without the resource's name. */
    public static boolean isMember(Method method, String label) {
        return annotated(method).map(label::equals)
                .orElseGet(() -> method.getName().equals(JavaNames.member(label)));
    }

    /** A function's name in Java, on the object that offers or shows an interface. */
    static String java(String wit) {
        return switch (ExternName.parse(wit)) {
            case ExternName.Plain(String label) -> JavaNames.member(label);
            case ExternName.Constructor(String resource) -> "new" + JavaNames.type(resource);
            case ExternName.Static(String resource, String label) ->
                JavaNames.member(resource) + JavaNames.type(label);
            // Methods stand on the resource's own class.
            case ExternName.Method _, ExternName.Interface _ -> "";
        };
    }

    private static Optional<String> annotated(Method method) {
        return annotated(method.getDeclaringClass(), method);
    }

    /** A name may stand on the method of an interface that the method implements. */
    private static Optional<String> annotated(Class<?> type, Method method) {
        List<Class<?>> parents = new ArrayList<>(List.of(type.getInterfaces()));
        Optional.ofNullable(type.getSuperclass()).ifPresent(parents::add);
        Optional<String> own = Arrays.stream(type.getDeclaredMethods())
                .filter(m -> m.getName().equals(method.getName())
                        && Arrays.equals(m.getParameterTypes(), method.getParameterTypes())
                        && m.isAnnotationPresent(WitName.class))
                .map(m -> m.getAnnotation(WitName.class).value()).findFirst();
        return own.or(() -> parents.stream().flatMap(parent -> annotated(parent, method).stream()).findFirst());
    }
}
