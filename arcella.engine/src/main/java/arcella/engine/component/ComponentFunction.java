package arcella.engine.component;

import java.util.List;
import java.util.Optional;

import arcella.wit.resolved.FuncType;
import arcella.wit.resolved.ResourceId;
import arcella.wit.value.WitValue;

/** A component-level function at run time: lifted from a guest, or given by the host. */
sealed interface ComponentFunction permits LiftedFunction, HostComponentFunction {

    /** Its type, as the side that implements it sees it. */
    FuncType type();

    /** What a resource in its type stands for. */
    ResourceTag tag(ResourceId id);

    /**
     * Calls it.
     *
     * @param caller the instance that calls; none for the host
     * @param arguments one value per parameter
     * @return the result, if the type has one
     */
    Optional<WitValue> call(Optional<InstanceState> caller, List<WitValue> arguments);

    /** Calls it as a start function of the instance that is being made ({@code Explainer.md}, "Start Definitions"). */
    default Optional<WitValue> start(InstanceState starting, List<WitValue> arguments) {
        return call(Optional.of(starting), arguments);
    }
}
