package arcella.engine.binding;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import arcella.wit.resolved.FuncType;
import arcella.wit.resolved.ValueType;
import arcella.wit.value.WitValue;

/** A WIT function as a method of a Java interface. As thread-safe as the function. */
public final class FaceMethod {

    private final List<Shape> parameters;
    private final Outcome outcome;
    private final Optional<ValueType> result;
    private final Function<List<WitValue>, Optional<WitValue>> function;
    private final HandleScope scope;

    private FaceMethod(List<Shape> parameters, Outcome outcome, Optional<ValueType> result,
            Function<List<WitValue>, Optional<WitValue>> function, HandleScope scope) {
        this.scope = scope;
        this.parameters = List.copyOf(parameters);
        this.outcome = outcome;
        this.result = result;
        this.function = function;
    }

    /**
     * Matches a method with a function.
     *
     * @param where the function, for messages
     * @param receiver the interface of the resource whose method this is; none for other functions
     * @param scope where the instance's handles live
     * @throws BindingException if their types do not fit
     */
    public static FaceMethod of(String where, Method method, Optional<Class<?>> receiver, FuncType type,
            ResourceTypes types, Function<List<WitValue>, Optional<WitValue>> function, HandleScope scope) {
        String place = where + " (" + method.getDeclaringClass().getSimpleName() + "." + method.getName() + ")";
        ShapeBuilder builder = new ShapeBuilder(types);
        List<JavaType> javaTypes = new ArrayList<>();
        receiver.map(JavaType::of).ifPresent(javaTypes::add);
        for (java.lang.reflect.Type parameter : method.getGenericParameterTypes()) {
            javaTypes.add(JavaType.of(parameter));
        }
        if (javaTypes.size() != type.params().size()) {
            throw new BindingException(place, "it has " + type.params().size() + " parameters in WIT and "
                    + javaTypes.size() + " in Java");
        }
        List<Shape> parameters = new ArrayList<>();
        for (int i = 0; i < javaTypes.size(); i++) {
            FuncType.Param parameter = type.params().get(i);
            parameters.add(builder.shape(parameter.type(), javaTypes.get(i),
                    place + ", parameter '" + parameter.name() + "'"));
        }
        return new FaceMethod(parameters, Outcomes.of(type, method, true, builder, place), type.result(), function, scope);
    }

    /** Generated code for it; none where the types are too large or of a kind that there is no such code for. */
    public Optional<Adapter> adapter() {
        return Adapters.supports(parameters, outcome)
                ? Optional.of(Adapters.ofGuest(parameters, outcome, result)) : Optional.empty();
    }

    /**
     * Calls the function.
     *
     * @param arguments one object per parameter, the receiver first
     * @return the result; null if there is none
     * @throws Throwable the error of the function's type, or how the call failed
     */
    public @Nullable Object call(@Nullable Object... arguments) throws Throwable {
        Loans loans = new Loans(scope);
        Converter converter = new Converter(loans);
        List<WitValue> values = new ArrayList<>(arguments.length);
        try {
            for (int i = 0; i < arguments.length; i++) {
                values.add(converter.lower(parameters.get(i), arguments[i]));
            }
            Optional<WitValue> result = function.apply(values);
            return switch (outcome) {
                case Outcome.Nothing _ -> null;
                case Outcome.Value(Shape shape) -> converter.lift(shape, result.orElseThrow());
                case Outcome.Throwing throwing -> result(converter, throwing, (WitValue.ResultOf) result.orElseThrow());
            };
        } finally {
            loans.end();
        }
    }

    private static @Nullable Object result(Converter converter, Outcome.Throwing throwing, WitValue.ResultOf result)
            throws Throwable {
        if (result.isOk()) {
            return throwing.ok().map(shape -> converter.lift(shape, result.payload().orElseThrow())).orElse(null);
        }
        Object[] payload = throwing.error().map(shape -> converter.lift(shape, result.payload().orElseThrow())).stream()
                .toArray();
        throw (Throwable) Calls.spread(throwing.constructor().orElseThrow(), payload);
    }
}
