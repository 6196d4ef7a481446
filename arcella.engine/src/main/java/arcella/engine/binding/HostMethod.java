package arcella.engine.binding;

import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import arcella.wit.resolved.ValueType;
import arcella.wit.value.WitValue;

/** A Java method as a WIT function. As thread-safe as the method. */
public final class HostMethod {

    private final MethodHandle target;
    private final List<Shape> parameters;
    private final Outcome outcome;
    private final Optional<ValueType> result;
    private volatile @Nullable Optional<Adapter> adapter;

    /**
     * @param target takes the parameters, and returns the result
     */
    HostMethod(MethodHandle target, List<Shape> parameters, Outcome outcome, Optional<ValueType> result) {
        this.target = target;
        this.parameters = List.copyOf(parameters);
        this.outcome = outcome;
        this.result = result;
    }

    /** Generated code for it; none where the types are too large or of a kind that there is no such code for. */
    public Optional<Adapter> adapter() {
        Optional<Adapter> made = adapter;
        if (made == null) {
            made = Adapters.supports(parameters, outcome)
                    ? Optional.of(Adapters.ofHost(target, parameters, outcome, result)) : Optional.empty();
            adapter = made;
        }
        return made;
    }

    /** Whether {@link #adapter} costs nothing any more. */
    public boolean isAdapted() {
        return adapter != null;
    }

    /**
     * Calls the method.
     *
     * @param arguments one value per parameter
     * @param scope where the instance's handles live
     * @return the result, present exactly if the function's type has one
     * @throws RuntimeException whatever the method throws that is no error of its type
     */
    public Optional<WitValue> call(List<WitValue> arguments, HandleScope scope) {
        return invoke(objects(arguments, scope), scope);
    }

    /**
     * The Java objects that arguments are: the first half of {@link #call}, in which nothing of the method runs.
     *
     * @param arguments one value per parameter, of its type
     * @param scope where the instance's handles live
     */
    public @Nullable Object[] objects(List<WitValue> arguments, HandleScope scope) {
        Converter converter = new Converter(new Loans(scope));
        @Nullable Object[] objects = new Object[arguments.size()];
        for (int i = 0; i < objects.length; i++) {
            objects[i] = converter.lift(parameters.get(i), arguments.get(i));
        }
        return objects;
    }

    /** Calls the method with what {@link #objects} gave: the second half of {@link #call}. */
    public Optional<WitValue> invoke(@Nullable Object[] objects, HandleScope scope) {
        // A host's result lends nothing: borrowed handles do not occur in results.
        Converter converter = new Converter(new Loans(scope));
        Object result;
        try {
            result = target.invokeWithArguments(objects);
        } catch (Throwable thrown) {
            if (outcome instanceof Outcome.Throwing throwing && throwing.exception().isInstance(thrown)) {
                return Optional.of(new WitValue.ResultOf(false, throwing.error()
                        .map(shape -> converter.lower(shape, ((WitError<?>) thrown).payload()))));
            }
            throw Calls.failure(thrown);
        }
        return switch (outcome) {
            case Outcome.Nothing _ -> Optional.empty();
            case Outcome.Value(Shape shape) -> Optional.of(converter.lower(shape, result));
            case Outcome.Throwing throwing -> Optional.of(
                    new WitValue.ResultOf(true, throwing.ok().map(shape -> converter.lower(shape, result))));
        };
    }
}
