package arcella.runtime.internal.log;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * How fast one module or bundle may write lines: those that come too fast are dropped and counted. A line counts once for each
 * {@value #CHARACTERS} characters that it has begun. Thread-safe.
 */
public final class LinePace {

    /** The most characters of one line. */
    public static final int LONGEST_LINE = 4096;

    static final int STANDARD_RATE = 200;
    /** So many seconds' lines may come at once. */
    static final int BURST_SECONDS = 5;

    private static final int CHARACTERS = 256;
    /** Dropped lines are told of so often at most: the telling is a line, too. */
    private static final long TELL_MILLIS = 5_000;

    private final InstantSource clock;
    private final IntSupplier rate;
    private double used;
    private long seenAtMillis;
    private long dropped;
    private long toldAtMillis;
    private boolean told;

    /**
     * A pace with a whole burst before it.
     *
     * @param rate lines a second, asked at every line
     */
    LinePace(InstantSource clock, IntSupplier rate) {
        this.clock = clock;
        this.rate = rate;
        this.seenAtMillis = clock.millis();
    }

    /** Whether a line of that length may be written now; one that may not counts as dropped. */
    synchronized boolean take(int length) {
        drain();
        int cost = Math.max(1, (length + CHARACTERS - 1) / CHARACTERS);
        if (used + cost > (double) rate.getAsInt() * BURST_SECONDS) {
            dropped++;
            return false;
        }
        used += cost;
        return true;
    }

    private void drain() {
        long now = clock.millis();
        used = Math.max(0, used - Math.max(0, now - seenAtMillis) * (double) rate.getAsInt() / 1000.0);
        seenAtMillis = now;
    }

    /** What to say of lines that were dropped since this was last said, if it is time to say so. */
    synchronized Optional<String> dropped() {
        if (dropped == 0 || told && clock.millis() - toldAtMillis < TELL_MILLIS) {
            return Optional.empty();
        }
        String text = dropped == 1 ? "(1 line came too fast and was dropped)"
                : "(" + dropped + " lines came too fast and were dropped)";
        dropped = 0;
        told = true;
        toldAtMillis = clock.millis();
        return Optional.of(text);
    }

    /** Whether it is as good as a new one: nothing to tell, and nothing used. */
    synchronized boolean rested() {
        drain();
        return dropped == 0 && used == 0;
    }
}
