package arcella.engine.component;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** What a guest can wait for ({@code CanonicalABI.md}, {@code Waitable}). */
abstract class Waitable implements TableEntry {

    /**
     * What has happened ({@code EventTuple}).
     *
     * @param code which kind
     * @param index of the waitable in its table
     * @param payload how it ended
     */
    record Event(int code, int index, int payload) {}

    private @Nullable Supplier<Event> pending;
    private @Nullable WaitableSet set;

    /** @param event made when it is delivered: until then it may come to tell of more */
    void happened(Supplier<Event> event) {
        pending = event;
    }

    boolean hasEvent() {
        return pending != null;
    }

    Event takeEvent() {
        Supplier<Event> event = pending;
        if (event == null) {
            throw new IllegalStateException("nothing has happened");
        }
        pending = null;
        return event.get();
    }

    boolean inSet() {
        return set != null;
    }

    /** Leaves the set it is in, and enters another one, if there is one. */
    void join(@Nullable WaitableSet other) {
        if (set != null) {
            set.members.remove(this);
        }
        set = other;
        if (other != null) {
            other.members.add(this);
        }
    }
}
