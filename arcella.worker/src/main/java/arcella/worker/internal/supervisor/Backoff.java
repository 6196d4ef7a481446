package arcella.worker.internal.supervisor;

import java.time.Duration;

/**
 * How long to wait before a worker is started again: not at all after the first early death, then 100 ms, twice as long
 * each time, 30 s at most. A worker that lived for a minute is no early death. Not thread-safe.
 */
final class Backoff {

    private static final long FIRST_NANOS = Duration.ofMillis(100).toNanos();
    private static final long LONGEST_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long HEALTHY_NANOS = Duration.ofMinutes(1).toNanos();

    private int early;
    private long notBefore;
    private boolean waiting;

    /** A worker died at this moment, by {@link System#nanoTime}, after so long a life. */
    void died(long now, long livedNanos) {
        early = livedNanos >= HEALTHY_NANOS ? 1 : early + 1;
        waiting = early > 1;
        if (waiting) {
            int doublings = Math.min(early - 2, 20);
            notBefore = now + Math.min(LONGEST_NANOS, FIRST_NANOS << doublings);
        }
    }

    /** None of those before counts. */
    void forget() {
        early = 0;
        waiting = false;
    }

    /** How long to wait from this moment on; zero for not at all. */
    long remaining(long now) {
        return waiting ? Math.max(0, notBefore - now) : 0;
    }
}
