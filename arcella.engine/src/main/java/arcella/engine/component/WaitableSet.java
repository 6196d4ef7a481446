package arcella.engine.component;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Several things that a guest waits for at once ({@code CanonicalABI.md}, {@code WaitableSet}). */
final class WaitableSet implements TableEntry {

    final List<Waitable> members = new ArrayList<>();

    /** Something that has happened to a member. */
    Optional<Waitable.Event> event() {
        return members.stream().filter(Waitable::hasEvent).findFirst().map(Waitable::takeEvent);
    }

    /** Traps if it has members. */
    void drop() {
        if (!members.isEmpty()) {
            throw Traps.trap("cannot drop waitable set with waitables in it");
        }
    }

    @Override
    public String description() {
        return "waitable-set";
    }
}
