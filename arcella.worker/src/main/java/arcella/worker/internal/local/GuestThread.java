package arcella.worker.internal.local;

import java.util.Optional;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import arcella.worker.internal.Threads;
import arcella.worker.internal.local.Stretch.Sight;

/**
 * A thread that runs guests: that of one instance, and for the time of a call those of the instances that it calls, so
 * that a call from module to module in one process changes no threads.
 */
final class GuestThread extends Thread implements Threads.Lowered {

    /** How many instances may share one stack. */
    static final int MOST_NESTED = 4;

    private final long stackBytes;

    // Used by the thread itself only.
    private int nested;
    private @Nullable LocalInstance innermost;

    private volatile @Nullable ThreadTime time;
    private volatile boolean back;
    private volatile int task;

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

    /**
     * It begins with a task that came to it from outside; on this thread only.
     *
     * @param number another one for each task that may never end; 0 for one that will
     */
    void nextTask(int number) {
        task = number;
    }

    /**
     * One look at it.
     *
     * @param collections tells how often garbage was collected so far; not asked of one that waits
     * @return what it has been about for some looks; nothing if it waits, or nobody knows
     */
    Optional<Stretch> look(LongSupplier collections) {
        ThreadTime clock = time;
        Stretch before = stretch;
        boolean runnable = getState() == State.RUNNABLE;
        boolean known = clock != null && clock.systemId() != 0 && (before != null || runnable);
        Optional<Stretch> present = !known ? Optional.empty() : clock.doing()
                .map(doing -> new Sight(System.nanoTime(), runnable, doing.runs(), doing.pauses(), doing.usedNanos(),
                        doing.queuedNanos(), collections.getAsLong()))
                .map(sight -> before == null ? Stretch.begin(sight, task) : before.look(sight, task));
        stretch = present.filter(Stretch::goesOn).orElse(null);
        return present;
    }

    /** It has stepped, or is about to step, back behind others. */
    void stepBack() {
        back = true;
    }

    @Override
    public boolean isBack() {
        return back;
    }

    /** Its number to the kernel; 0 where that is not known. */
    long systemId() {
        ThreadTime clock = time;
        return clock == null ? 0 : clock.systemId();
    }
}
