package arcella.runtime;

import java.util.List;
import java.util.Optional;

import arcella.runtime.UpdateReport.Lost;

/**
 * What a step would do, told before it is done. Things may have changed by the time it is. A step that is refused, whatever
 * is said, does nothing.
 *
 * @param action the step
 * @param module the module that it is about
 * @param refused why it would be refused; empty if it would not
 * @param forcible whether it is done all the same with {@code --force}; what it would do is said for that, then
 * @param rewired which modules would have imports from another provider than now
 * @param activated which modules would become Active
 * @param waiting which modules would wait, and for what
 * @param stopped whether its instance would end
 * @param inFlight calls that run or wait in its instance now, and would be given time to end
 * @param held who holds resources of its instance, which are lost with it
 * @param bundles Java bundles that would have, lose or be led to another service that stands for an export
 * @param notes what else is to be told
 * @param asks what it would be granted; empty for a step that starts nothing
 */
public record ModulePlan(
        Action action,
        ModuleId module,
        List<String> refused,
        boolean forcible,
        List<Rewire> rewired,
        List<ModuleId> activated,
        List<Wait> waiting,
        boolean stopped,
        int inFlight,
        List<Lost> held,
        List<BundleStep> bundles,
        List<String> notes,
        Optional<Asks> asks) {

    /** A step. */
    public enum Action {
        /** {@code module:start}. */
        START,
        /** {@code module:stop}. */
        STOP,
        /** {@code module:update}. */
        UPDATE,
        /** {@code module:remove}. */
        REMOVE
    }

    /**
     * An import that comes from somewhere else.
     *
     * @param consumer the module
     * @param imports what it imports
     * @param from who provides it now; nobody, if that is empty
     * @param to who would
     */
    public record Rewire(ModuleId consumer, String imports, String from, String to) {}

    /**
     * A module that waits.
     *
     * @param module the module
     * @param imports what it would wait for
     */
    public record Wait(ModuleId module, List<String> imports) {
        /** Copies the list. */
        public Wait {
            imports = List.copyOf(imports);
        }
    }

    /**
     * A Java bundle whose service changes.
     *
     * @param bundle the bundle that uses the service; if nobody does, the one that declares the Java interface
     * @param face the Java interface
     * @param export the WIT interface
     * @param from the module that it stands for now; empty if none does
     * @param to the module that it would stand for; empty if none would
     * @param used whether it is used now
     * @param held resources that are held through it and are lost with it
     */
    public record BundleStep(
            BundleName bundle, String face, String export, String from, String to, boolean used, long held) {}

    /**
     * What a manifest asks for, as the grants are now.
     *
     * @param granted what of that would be granted
     * @param denied what would not
     * @param isolation where it would run: {@code main} or {@code worker}
     * @param notes what follows from what is not granted, and what is cut to the operator's caps, a line each
     */
    public record Asks(List<String> granted, List<String> denied, String isolation, List<String> notes) {
        /** Copies the lists. */
        public Asks {
            granted = List.copyOf(granted);
            denied = List.copyOf(denied);
            notes = List.copyOf(notes);
        }
    }

    /** The same with what it would be granted. */
    public ModulePlan with(Asks granted) {
        return new ModulePlan(action, module, refused, forcible, rewired, activated, waiting, stopped, inFlight, held, bundles, notes,
                Optional.of(granted));
    }

    /** Copies the lists. */
    public ModulePlan {
        refused = List.copyOf(refused);
        rewired = List.copyOf(rewired);
        activated = List.copyOf(activated);
        waiting = List.copyOf(waiting);
        held = List.copyOf(held);
        bundles = List.copyOf(bundles);
        notes = List.copyOf(notes);
    }
}
