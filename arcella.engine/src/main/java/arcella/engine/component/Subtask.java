package arcella.engine.component;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One call out of a guest, as the task sees it that makes it ({@code CanonicalABI.md}, {@code Subtask}): what it lends,
 * and may not give away, until the call has returned. What runs on the other side is a {@link Task} of another instance,
 * or the host's.
 *
 * <p>Lowered synchronously, it has returned before its caller goes on, and no handle ever refers to it. So that, as with
 * tasks, one object can serve all calls of one function; {@link #begin} makes it new.
 */
final class Subtask implements BorrowScope {

    /** How far it has come; as in the specification, but for what only asynchronous lowers know. */
    enum State { STARTING, STARTED, RETURNED }

    private State state = State.STARTING;
    private @Nullable Task caller;
    private final List<ResourceHandle> lenders = new ArrayList<>(0);
    private final List<Long> lentIds = new ArrayList<>(0);

    /**
     * The call begins: its arguments are lifted.
     *
     * @param caller the task that makes it
     */
    void begin(Task caller) {
        this.caller = caller;
        state = State.STARTED;
    }

    State state() {
        return state;
    }

    /** The task that makes the call. */
    Task caller() {
        if (caller == null) {
            throw new IllegalStateException("no task has made this call yet");
        }
        return caller;
    }

    /** Lends a handle of the caller's until the call returns ({@code add_lender}). */
    void lend(ResourceHandle handle) {
        if (state != State.STARTED) {
            throw new IllegalStateException("lent when " + state);
        }
        handle.lends++;
        lenders.add(handle);
    }

    /**
     * As {@link #lend(ResourceHandle)}, where the other side is the host's.
     *
     * @param id under which the caller's store knows what is lent
     */
    void lend(ResourceHandle handle, long id) {
        lend(handle);
        lentIds.add(id);
    }

    /** The call has returned, and its results have been lowered: what was lent is free again ({@code deliver_resolve}). */
    void returned() {
        if (state != State.STARTED) {
            throw new IllegalStateException("returned when " + state);
        }
        state = State.RETURNED;
        if (!lenders.isEmpty()) {
            lenders.forEach(handle -> handle.lends--);
            lenders.clear();
            Store store = caller().instance.store;
            lentIds.forEach(store::forget);
            lentIds.clear();
        }
    }
}
