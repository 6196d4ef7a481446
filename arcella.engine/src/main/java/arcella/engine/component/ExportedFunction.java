package arcella.engine.component;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;
import arcella.wit.resolved.FuncType;
import arcella.wit.value.WitValue;

/** A function that a component instance exports. Resolve it once and keep it; safe for use by many threads. */
public final class ExportedFunction {

    private final ComponentInstance instance;
    private final ComponentFunction function;

    ExportedFunction(ComponentInstance instance, ComponentFunction function) {
        this.instance = instance;
        this.function = function;
    }

    /** Its type. */
    public FuncType type() {
        return function.type();
    }

    /**
     * Calls it.
     *
     * @param arguments one value per parameter
     * @return the result, present exactly if the type has one
     * @throws ArcellaException if the number or type of the arguments is wrong, or the instance is poisoned
     * @throws arcella.engine.core.Trap if the guest traps; the instance is poisoned then
     */
    public Optional<WitValue> call(List<WitValue> arguments) {
        checkCount(arguments);
        return instance.call(function, arguments);
    }

    private void checkCount(List<WitValue> arguments) {
        if (arguments.size() != type().params().size()) {
            throw new ArcellaException(EngineError.BAD_CALL,
                    "the function takes " + type().params().size() + " arguments, " + arguments.size() + " were given",
                    "give one value per parameter");
        }
    }

    /**
     * The same for calls by other instances: handles of the host's resources, as far as the passage lets these pass, are
     * its numbers. All others are this instance's, as in {@link #call(List)}.
     */
    public Function<List<WitValue>, Optional<WitValue>> passing(HostPassage passage) {
        Optional<PassingFunction> passing = PassingFunction.of(function, instance.store, passage);
        if (passing.isEmpty()) {
            return this::call;
        }
        return arguments -> {
            checkCount(arguments);
            instance.lock();
            try {
                return passing.get().call(instance, arguments);
            } finally {
                instance.unlock();
            }
        };
    }

    /** As {@link #call(List)}. */
    public Optional<WitValue> call(WitValue... arguments) {
        return call(List.of(arguments));
    }
}
