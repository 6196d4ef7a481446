package arcella.engine.binding;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import arcella.wit.resolved.FuncType;
import arcella.wit.resolved.ResultType;
import arcella.wit.resolved.ValueType;

/** Matches what a function gives back with what a Java method returns and throws. */
final class Outcomes {

    private Outcomes() {}

    /**
     * @param made whether the exceptions are to be made here, as a proxy does, rather than caught
     */
    static Outcome of(FuncType type, JavaType returned, List<Class<?>> thrown, boolean made, ShapeBuilder builder,
            String where) {
        if (type.result().isEmpty()) {
            if (returned.raw() != void.class) {
                throw new BindingException(where, "it returns nothing in WIT, and " + returned + " in Java");
            }
            return new Outcome.Nothing();
        }
        ValueType wit = type.result().get();
        if (wit instanceof ResultType result && returned.raw() != WitResult.class) {
            return throwing(result, returned, thrown, made, builder, where);
        }
        return new Outcome.Value(builder.shape(wit, returned, where + ", result"));
    }

    /** As {@link #of}, of a Java method. */
    static Outcome of(FuncType type, Method method, boolean made, ShapeBuilder builder, String where) {
        return of(type, JavaType.of(method.getGenericReturnType()), Arrays.asList(method.getExceptionTypes()), made,
                builder, where);
    }

    private static Outcome throwing(ResultType result, JavaType returned, List<Class<?>> thrown, boolean made,
            ShapeBuilder builder, String where) {
        Optional<Shape> ok = result.ok().map(wit -> builder.shape(wit, returned, where + ", result"));
        if (ok.isEmpty() && returned.raw() != void.class) {
            throw new BindingException(where, "it returns nothing in WIT when it is well, and " + returned + " in Java");
        }
        List<Class<?>> errors = thrown.stream().filter(WitError.class::isAssignableFrom).toList();
        if (errors.size() != 1) {
            throw new BindingException(where, "it returns " + Words.of(result) + " in WIT, and the Java method "
                    + (errors.isEmpty() ? "neither declares an exception that implements WitError nor returns a WitResult"
                            : "declares several exceptions that implement WitError"));
        }
        Class<?> exception = errors.getFirst();
        JavaType payload = JavaType.of(exception).as(WitError.class).orElseThrow().arguments().stream().findFirst()
                .orElseThrow(() -> new BindingException(where, exception.getName()
                        + " implements WitError without saying of what"));
        Optional<Shape> error = builder.payload(result.error(), payload, where + ", error");
        return new Outcome.Throwing(ok, exception, error,
                made ? Optional.of(constructor(exception, error.map(unused -> payload), where)) : Optional.empty());
    }

    private static MethodHandle constructor(Class<?> exception, Optional<JavaType> payload, String where) {
        for (Constructor<?> constructor : exception.getDeclaredConstructors()) {
            Class<?>[] parameters = constructor.getParameterTypes();
            if (payload.isEmpty() && parameters.length == 0 || payload.isPresent() && parameters.length == 1
                    && (parameters[0] == payload.get().raw() || ShapeBuilder.boxed(parameters[0]) == payload.get().raw())) {
                return Members.open(constructor);
            }
        }
        throw new BindingException(where, exception.getName() + " has no constructor that takes "
                + payload.map(type -> "a " + type).orElse("no argument"));
    }
}
