package arcella.worker;

import java.util.List;

import arcella.error.ArcellaException;
import arcella.wit.value.WitValue;

/** A function of one instance, resolved once and called by other modules. Safe for use by many threads. */
@FunctionalInterface
public interface ModuleFunction {

    /**
     * Calls it and waits, on the calling thread where that thread runs a guest of this process. An interrupt gives up
     * waiting, but leaves the function to its own deadline: a caller in a hurry does no harm to the instance.
     *
     * @param arguments one value for each parameter; handles are those that this instance gave, by its numbers
     * @return the results
     * @throws NotBegunException if the instance could not begin with it, because it has ended or is about to
     * @throws ArcellaException as {@link ModuleInstance#invoke} does
     */
    List<WitValue> call(List<WitValue> arguments);
}
