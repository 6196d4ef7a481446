package arcella.engine.component;

import java.util.Optional;

/** Ends resources that their owner drops. */
final class Resources {

    private Resources() {}

    /**
     * Runs a resource's destructor, as a call into the instance that defines it ({@code canon resource.drop}).
     *
     * @param caller the instance that drops it; none for the host
     */
    static void end(ResourceTag tag, int representation, Optional<InstanceState> caller) {
        Optional<InstanceState> owner = tag.owner();
        if (owner.isEmpty()) {
            tag.destructor().ifPresent(destructor -> destructor.drop(representation));
            return;
        }
        Task task = new Task(owner.get(), caller, false);
        task.begin();
        try {
            tag.destructor().ifPresent(destructor -> destructor.drop(representation));
            task.returned();
            task.end();
        } catch (RuntimeException | Error e) {
            task.abandon();
            throw e;
        }
    }
}
