package arcella.runtime.internal.wiring;

import java.util.List;

import arcella.wit.WitFunction;
import arcella.wit.WitType;
import arcella.wit.resolved.FuncType;
import arcella.wit.typed.ClosedTypes;
import arcella.wit.typed.TypeCheck;
import arcella.wit.typed.TypeText;
import arcella.wit.value.WitValue;
import arcella.worker.NotBegunException;

/** One imported function, and how its calls find their way along the wire. Safe for many threads. */
final class WiredFunction {

    private final Wire wire;
    private final int place;
    private final String iface;
    private final String function;
    private final List<WitFunction.Param> params;
    private final List<WitType> results;
    private final boolean handles;

    /** @param place the function's place among all of the wire's set */
    WiredFunction(Wire wire, int place, String iface, String function, FuncType type, ClosedTypes types) {
        this.wire = wire;
        this.place = place;
        this.iface = iface;
        this.function = function;
        this.params = types.params(type);
        this.results = types.result(type).stream().toList();
        this.handles = params.stream().anyMatch(param -> TypeText.handleIn(param.type()).isPresent())
                || results.stream().anyMatch(result -> TypeText.handleIn(result).isPresent());
    }

    Wire wire() {
        return wire;
    }

    /** Whether resources pass. */
    boolean handles() {
        return handles;
    }

    /** Calls the function at this target. */
    List<WitValue> at(Target target, List<WitValue> arguments) {
        return wire.function(target, place, iface, function).call(arguments);
    }

    /** Calls the function wherever the wire leads. A call that could not begin is tried again where it leads next. */
    List<WitValue> call(List<WitValue> arguments) {
        Target target = wire.now();
        long deadline = 0;
        while (true) {
            if (target != null) {
                try {
                    return at(target, arguments);
                } catch (NotBegunException e) {
                    // Nothing has happened: the next provider may do it.
                    deadline = deadline == 0 ? wire.deadlineNanos() : deadline;
                }
            } else {
                deadline = wire.deadlineNanos();
            }
            target = wire.await(target, deadline);
        }
    }

    /** Whether values fit the parameters. */
    boolean takes(List<WitValue> arguments) {
        boolean fits = arguments.size() == params.size();
        for (int i = 0; fits && i < arguments.size(); i++) {
            fits = TypeCheck.mismatch(arguments.get(i), params.get(i).type()).isEmpty();
        }
        return fits;
    }

    /** Whether values fit the results. */
    boolean gives(List<WitValue> values) {
        boolean fits = values.size() == results.size();
        for (int i = 0; fits && i < values.size(); i++) {
            fits = TypeCheck.mismatch(values.get(i), results.get(i)).isEmpty();
        }
        return fits;
    }
}
