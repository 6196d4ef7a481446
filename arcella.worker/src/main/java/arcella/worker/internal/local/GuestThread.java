package arcella.worker.internal.local;

import org.jspecify.annotations.Nullable;

/**
 * A thread that runs guests: that of one instance, and for the time of a call those of the instances that it calls, so
 * that a call from module to module in one process changes no threads.
 */
final class GuestThread extends Thread {

    /** How many instances may share one stack. */
    static final int MOST_NESTED = 4;

    // Used by the thread itself only.
    private int nested;
    private @Nullable LocalInstance innermost;

    GuestThread(String name, long stackBytes, Runnable body) {
        super(null, body, name, stackBytes, false);
        setDaemon(true);
    }

    /** The instance whose guest runs on it at the moment. */
    @Nullable LocalInstance innermost() {
        return innermost;
    }

    /** Whether one more instance may run on it. */
    boolean hasRoom() {
        return nested < MOST_NESTED;
    }

    /** An instance begins to run on it. */
    @Nullable LocalInstance enter(LocalInstance instance) {
        LocalInstance outer = innermost;
        innermost = instance;
        nested++;
        return outer;
    }

    /** It goes back to the instance that ran before. */
    void leave(@Nullable LocalInstance outer) {
        innermost = outer;
        nested--;
    }
}
