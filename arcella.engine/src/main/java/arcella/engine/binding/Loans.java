package arcella.engine.binding;

import java.util.ArrayList;
import java.util.List;

/** What ends with a call: the objects that were lent for it. Used by one thread, for one call. */
public final class Loans {

    private final List<Runnable> ends = new ArrayList<>(0);

    /** Starts with none. */
    public Loans() {}

    /** Notes what to do when the call has ended. */
    public void add(Runnable end) {
        ends.add(end);
    }

    /** The call has ended. */
    public void end() {
        ends.forEach(Runnable::run);
    }
}
