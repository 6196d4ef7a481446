package arcella.worker.internal.local;

import java.time.Duration;

/**
 * A time in which a thread wanted a processor all along, had it or not. All but the task's number is in nanoseconds.
 *
 * @param since its begin, by {@link System#nanoTime}
 * @param wantedBefore what the thread had wanted by then
 * @param wanted what it has wanted by now
 * @param changed when that was last seen to grow
 * @param task what it carries out
 * @param taskSince from when on within this time
 */
record Stretch(long since, long wantedBefore, long wanted, long changed, int task, long taskSince) {

    /** What is no pause: a garbage collection, a lock, and that the kernel counts the wait for a processor when it is over. */
    private static final long NO_PAUSE = Duration.ofMillis(100).toNanos();

    /** So much of the time may be such, besides. */
    private static final int A_TENTH = 10;

    /** Who waits for a processor longer than this is taken for one that waits for something else. */
    private static final long STILL = Duration.ofSeconds(1).toNanos();

    static Stretch begin(long now, long wanted, int task) {
        return new Stretch(now, wanted, wanted, now, task, now);
    }

    /** What a later look makes of it: it goes on, or another one begins. */
    Stretch look(long now, long wantedNow, int taskNow) {
        if (wantedNow == wanted) {
            // It waits, and the kernel has not said yet for what.
            return this;
        }
        long time = now - since;
        if (time - (wantedNow - wantedBefore) > NO_PAUSE + time / A_TENTH) {
            return begin(now, wantedNow, taskNow);
        }
        return new Stretch(since, wantedBefore, wantedNow, now, taskNow, taskNow == task ? taskSince : now);
    }

    /** Whether nothing has been seen of it for long. */
    boolean still(long now) {
        return now - changed > STILL;
    }

    /** How long it has gone on. */
    long nanos() {
        return changed - since;
    }

    /** For how long of that with the same task. */
    long taskNanos() {
        return changed - taskSince;
    }
}
