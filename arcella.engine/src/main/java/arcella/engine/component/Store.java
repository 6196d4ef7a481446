package arcella.engine.component;

import java.util.HashMap;
import java.util.Map;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;
import arcella.wit.value.WitValue;

/**
 * What all component instances of one root instance share: the handles under way between them and the host, and whether
 * one of them trapped. A trap anywhere poisons all, since nobody can tell whose state is half-changed.
 *
 * <p>One thread at a time.
 */
final class Store {

    /** A resource that the host holds, or that is on its way from one instance to another. */
    record HostHandle(ResourceTag tag, int representation, boolean owned) {}

    private final Map<Long, HostHandle> handles = new HashMap<>();
    private final long valueBytes;
    private final int handleLimit;
    private long nextId = 1;
    private boolean poisoned;

    /**
     * @param valueBytes what one call may carry between guest and host
     * @param handleLimit entries of one instance's table
     */
    Store(long valueBytes, int handleLimit) {
        this.valueBytes = valueBytes;
        this.handleLimit = handleLimit;
    }

    long valueBytes() {
        return valueBytes;
    }

    int handleLimit() {
        return handleLimit;
    }

    WitValue.Handle put(ResourceTag tag, int representation, boolean owned) {
        long id = nextId++;
        handles.put(id, new HostHandle(tag, representation, owned));
        return new WitValue.Handle(owned ? WitValue.HandleKind.OWN : WitValue.HandleKind.BORROW, id);
    }

    /** What a handle refers to. */
    HostHandle get(WitValue.Handle handle) {
        HostHandle found = handles.get(handle.id());
        if (found == null) {
            throw new ArcellaException(EngineError.BAD_CALL,
                    "the handle " + handle.id() + " was given away, dropped, or lent for a call that has ended",
                    "use each owning handle once, and a borrowed one only during its call");
        }
        return found;
    }

    HostHandle take(WitValue.Handle handle) {
        HostHandle found = get(handle);
        handles.remove(handle.id());
        return found;
    }

    void forget(long id) {
        handles.remove(id);
    }

    boolean poisoned() {
        return poisoned;
    }

    void poison() {
        poisoned = true;
    }
}
