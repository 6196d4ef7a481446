package arcella.engine.binding;

import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

import arcella.wit.resolved.ValueType;

/** A Java method that was found to fit a WIT function, for any object of its class: looked for once, by reflection. */
public final class MatchedMethod {

    private final MethodHandle method;
    private final boolean takesTarget;
    private final List<Shape> parameters;
    private final Outcome outcome;
    private final Optional<ValueType> result;

    /**
     * @param method takes the parameters, and before them the object that offers the interface if {@code takesTarget}
     */
    MatchedMethod(MethodHandle method, boolean takesTarget, List<Shape> parameters, Outcome outcome,
            Optional<ValueType> result) {
        this.method = method;
        this.takesTarget = takesTarget;
        this.parameters = parameters;
        this.outcome = outcome;
        this.result = result;
    }

    HostMethod of(Object target) {
        return new HostMethod(takesTarget ? method.bindTo(target) : method, parameters, outcome, result);
    }
}
