package arcella.engine.binding;

import java.util.ArrayList;
import java.util.List;

/** The handles of one call: where they live, and what ends with the call. Used by one thread, for one call. */
public final class Loans {

    private final HandleScope scope;
    private final List<Runnable> ends = new ArrayList<>(0);

    /** Starts with none, for an instance's handles. */
    public Loans(HandleScope scope) {
        this.scope = scope;
    }

    /** Where the handles live. */
    public HandleScope scope() {
        return scope;
    }

    /** Notes what to do when the call has ended. */
    public void add(Runnable end) {
        ends.add(end);
    }

    /** The call has ended. */
    public void end() {
        ends.forEach(Runnable::run);
    }
}
