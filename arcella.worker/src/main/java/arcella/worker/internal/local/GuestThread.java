package arcella.worker.internal.local;

import org.jspecify.annotations.Nullable;

/**
 * A thread that runs guests: that of one instance, and for the time of a call those of the instances that it calls, so
 * that a call from module to module in one process changes no threads.
 */
final class GuestThread extends Thread {

    /** How many instances may share one stack. */
    static final int MOST_NESTED = 4;

    private final long stackBytes;

    // Used by the thread itself only.
    private int nested;
    private @Nullable LocalInstance innermost;

    private volatile @Nullable ThreadTime time;
    private volatile boolean back;

    // Used by who looks at it only.
    private int busyLooks;
    private long usedNanos;

    GuestThread(String name, long stackBytes, Runnable body) {
        super(null, body, name, stackBytes, false);
        this.stackBytes = stackBytes;
        setDaemon(true);
    }

    /** The instance whose guest runs on it at the moment. */
    @Nullable LocalInstance innermost() {
        return innermost;
    }

    /** Whether one more instance may run on it, which is to have a stack of so much. */
    boolean hasRoom(long bytes) {
        return nested < MOST_NESTED && bytes <= stackBytes;
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

    /** It begins to run, and this is its clock. */
    void begin(ThreadTime clock) {
        time = clock;
    }

    /**
     * One look at it.
     *
     * @param nanos of processor time since the last look that make it busy
     * @return in how many looks in a row it was busy
     */
    int busy(long nanos) {
        ThreadTime clock = time;
        if (clock == null || clock.systemId() == 0 || back || getState() != State.RUNNABLE) {
            busyLooks = 0;
            return 0;
        }
        long used = clock.used().toNanos();
        busyLooks = used - usedNanos >= nanos ? busyLooks + 1 : 0;
        usedNanos = used;
        return busyLooks;
    }

    /** It has stepped, or is about to step, back behind others. */
    void stepBack() {
        back = true;
    }

    /** Whether it has. */
    boolean isBack() {
        return back;
    }

    /** Its number to the kernel; 0 where that is not known. */
    long systemId() {
        ThreadTime clock = time;
        return clock == null ? 0 : clock.systemId();
    }
}
