package arcella.engine.component;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * One component instance at run time ({@code CanonicalABI.md}, {@code ComponentInstance}): its handles, and whether it
 * may be entered and left. One thread at a time.
 */
final class InstanceState {

    final Store store;
    final HandleTable handles;
    private final @Nullable InstanceState parent;
    private boolean mayEnter = true;
    boolean mayLeave = true;
    int backpressure;
    private final Task allocation;

    InstanceState(Store store, @Nullable InstanceState parent) {
        this.store = store;
        this.parent = parent;
        this.handles = store.newTable();
        this.allocation = Task.within(this);
    }

    /**
     * What a call enters is this instance and those around it that the caller is not in ({@code entering_set}).
     *
     * @param caller the calling instance; none for the host
     * @return the first one that is not among them; null if all are
     */
    @Nullable InstanceState enteredUpTo(Optional<InstanceState> caller) {
        InstanceState state = this;
        while (state != null && !(caller.isPresent() && caller.get().isWithin(state))) {
            state = state.parent;
        }
        return state;
    }

    /** Enters this instance and those around it up to that one, or traps. */
    void enter(@Nullable InstanceState end) {
        for (InstanceState state = this; state != end && state != null; state = state.parent) {
            if (!state.mayEnter) {
                throw Traps.cannotEnter();
            }
        }
        for (InstanceState state = this; state != end && state != null; state = state.parent) {
            state.mayEnter = false;
        }
    }

    /** Undoes {@link #enter}. */
    void leave(@Nullable InstanceState end) {
        for (InstanceState state = this; state != end && state != null; state = state.parent) {
            state.mayEnter = true;
        }
    }

    /**
     * Traps if a function is called from an instance inside this one or around it. The official suite has such calls trap
     * for now ({@code async/trap-on-reenter.wast}), where the specification's reference would let some of them pass.
     */
    void checkUnrelated(Optional<InstanceState> caller) {
        if (caller.isPresent() && isRelated(caller.get())) {
            throw Traps.cannotEnter();
        }
    }

    /** Whether one of the two is inside the other, or they are one. */
    boolean isRelated(InstanceState other) {
        return other.isWithin(this) || isWithin(other);
    }

    private boolean isWithin(InstanceState ancestor) {
        for (InstanceState state = this; state != null; state = state.parent) {
            if (state == ancestor) {
                return true;
            }
        }
        return false;
    }

    /** Traps unless calls may go out at the moment. */
    void checkLeave() {
        if (!mayLeave) {
            throw Traps.cannotLeave();
        }
    }

    /** Runs guest code of the running task that may not call out, such as {@code post-return}. */
    long[] confined(CoreCallable function, long[] arguments) {
        mayLeave = false;
        long[] result = function.call(arguments);
        // After a trap the flag stays: the instance is poisoned anyway.
        mayLeave = true;
        return result;
    }

    /**
     * Before a call of this instance's {@code realloc}, which may not call out. To the specification it is a task of its
     * own, so that what it keeps as its context is neither its caller's, nor that of the instance which is given values.
     */
    void beginAllocation() {
        allocation.begin();
        mayLeave = false;
    }

    /** After it; not if it has failed, for then what runs around it has failed, too. */
    void endAllocation() {
        mayLeave = true;
        allocation.returned();
        allocation.end();
    }
}
