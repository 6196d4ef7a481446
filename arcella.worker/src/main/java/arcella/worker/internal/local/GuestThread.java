package arcella.worker.internal.local;

import java.time.Duration;
import java.util.Optional;

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
    private volatile int tasks;

    // Used by who looks at it only.
    private @Nullable Stretch stretch;

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

    /** It begins with a task that came to it from outside; on this thread only. */
    void nextTask(int number) {
        tasks = number;
    }

    /**
     * One look at it.
     *
     * @param now by {@link System#nanoTime}
     * @return for how long it has computed without a pause; nothing if it does not, or nobody knows
     */
    Optional<Stretch> look(long now) {
        ThreadTime clock = time;
        Optional<Duration> wanted = clock == null || clock.systemId() == 0 || getState() != State.RUNNABLE
                ? Optional.empty() : clock.wanted();
        Stretch before = stretch;
        int task = tasks;
        Stretch present = wanted.map(Duration::toNanos)
                .map(nanos -> before == null ? Stretch.begin(now, nanos, task) : before.look(now, nanos, task))
                .orElse(null);
        stretch = present;
        return present == null || present.still(now) ? Optional.empty() : Optional.of(present);
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
