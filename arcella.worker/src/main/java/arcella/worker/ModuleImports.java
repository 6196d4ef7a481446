package arcella.worker;

import java.util.List;

import arcella.error.ArcellaException;
import arcella.wit.value.WitValue;

/**
 * What an instance imports from other modules: its calls go out through this, one at a time. Used by one instance, on
 * the thread that runs its guest or on one that waits for it.
 *
 * <p>Resources of other modules are numbers that the implementation gives; nobody else can tell what they mean.
 */
public interface ModuleImports {

    /**
     * Calls a function of an imported interface. May block; an interrupt gives up waiting and leaves the thread's
     * interrupt status set.
     *
     * @param iface the interface, by the name under which the instance imports it
     * @param function the function's name there
     * @param arguments one value for each parameter; not checked, where the instance runs in another process
     * @return the results, of the types that the import says
     * @throws ArcellaException if the call fails; the calling instance traps with it
     */
    List<WitValue> call(String iface, String function, List<WitValue> arguments);

    /**
     * A function of an imported interface, resolved once; called as {@link #call} says.
     *
     * @param iface the interface, by the name under which the instance imports it
     * @param function the function's name there
     */
    default ModuleFunction function(String iface, String function) {
        return arguments -> call(iface, function, arguments);
    }

    /**
     * The instance gave up a resource that it owned. Never fails: what is gone already needs no dropping.
     *
     * @param iface the interface through which the resource came
     * @param id its number
     */
    void drop(String iface, long id);

    /** For an instance that imports nothing from other modules. */
    static ModuleImports none() {
        return new ModuleImports() {
            @Override
            public List<WitValue> call(String iface, String function, List<WitValue> arguments) {
                throw new ArcellaException(WorkerError.NO_PROVIDER, "nothing provides " + iface, "");
            }

            @Override
            public void drop(String iface, long id) {
                // There is nothing that could be held.
            }
        };
    }
}
