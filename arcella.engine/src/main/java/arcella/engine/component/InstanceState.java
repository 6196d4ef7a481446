package arcella.engine.component;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;

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
    /** The storage of the running task ({@code context.get}, {@code context.set}). */
    long[] context = new long[2];
    int backpressure;

    InstanceState(Store store, @Nullable InstanceState parent) {
        this.store = store;
        this.parent = parent;
        this.handles = store.newTable();
    }

    /**
     * Enters this instance, and those around it that the caller is not in, for one call.
     *
     * @param caller the calling instance; none for the host
     * @return what was entered, to be given to {@link #leave}
     * @throws arcella.engine.core.Trap if one of them has been entered before
     */
    List<InstanceState> enter(Optional<InstanceState> caller) {
        List<InstanceState> entered = toEnter(caller);
        enter(entered);
        return entered;
    }

    /** This instance, and those around it that the caller is not in. */
    List<InstanceState> toEnter(Optional<InstanceState> caller) {
        List<InstanceState> found = new ArrayList<>(2);
        for (InstanceState state = this; state != null; state = state.parent) {
            if (caller.isPresent() && caller.get().isWithin(state)) {
                break;
            }
            found.add(state);
        }
        return found;
    }

    /** Enters all of them, or traps. */
    static void enter(List<InstanceState> states) {
        for (int i = 0; i < states.size(); i++) {
            if (!states.get(i).mayEnter) {
                throw Traps.cannotEnter();
            }
        }
        for (int i = 0; i < states.size(); i++) {
            states.get(i).mayEnter = false;
        }
    }

    /** As {@link #enter} for the host, without a list: it always enters all instances around this one. */
    void enterFromHost() {
        for (InstanceState state = this; state != null; state = state.parent) {
            if (!state.mayEnter) {
                throw Traps.cannotEnter();
            }
        }
        for (InstanceState state = this; state != null; state = state.parent) {
            state.mayEnter = false;
        }
    }

    /** Undoes {@link #enterFromHost}. */
    void leaveToHost() {
        for (InstanceState state = this; state != null; state = state.parent) {
            state.mayEnter = true;
        }
    }

    /**
     * Enters for a call of a function: as {@link #enter}, and never from an instance inside this one or around it. The
     * official suite has such calls trap for now ({@code async/trap-on-reenter.wast}), where the specification's
     * reference would let some of them pass.
     */
    List<InstanceState> enterForCall(Optional<InstanceState> caller) {
        if (caller.isPresent() && isRelated(caller.get())) {
            throw Traps.cannotEnter();
        }
        return enter(caller);
    }

    static void leave(List<InstanceState> entered) {
        for (int i = 0; i < entered.size(); i++) {
            entered.get(i).mayEnter = true;
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

    /**
     * The running task would have to wait for another one.
     *
     * @param what it does
     * @return a trap where the specification traps since no task can be waited for: a synchronous function, or what calls
     *     it, must not block; else the word that this engine suspends no task
     */
    RuntimeException blocked(String what) {
        if (!store.mayBlock) {
            return Traps.trap("cannot block a synchronous task before returning");
        }
        return new ArcellaException(EngineError.UNSUPPORTED_FEATURE,
                "the component waits for another task in " + what + ", and this engine does not suspend tasks yet",
                "build it with the synchronous ABI");
    }

    /** Runs guest code that may not call out, such as {@code realloc}. */
    long[] confined(CoreCallable function, long[] arguments) {
        mayLeave = false;
        long[] result = function.call(arguments);
        // After a trap the flag stays: the instance is poisoned anyway.
        mayLeave = true;
        return result;
    }
}
