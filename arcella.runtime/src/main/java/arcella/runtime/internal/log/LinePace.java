package arcella.runtime.internal.log;

import java.time.InstantSource;
import java.util.Optional;

/** How fast one guest may write lines: those that come too fast are dropped and counted. For one thread at a time. */
public final class LinePace {

    /** The most characters of one line. */
    public static final int LONGEST_LINE = 4096;

    static final int BURST = 2000;
    static final int LINES_PER_SECOND = 500;

    private final InstantSource clock;
    private double tokens = BURST;
    private long filledAtMillis;
    private long dropped;

    /** A pace with a whole burst before it. */
    public LinePace(InstantSource clock) {
        this.clock = clock;
        this.filledAtMillis = clock.millis();
    }

    /** Whether a line may be written now; one that may not counts as dropped. */
    public boolean take() {
        long now = clock.millis();
        tokens = Math.min(BURST, tokens + Math.max(0, now - filledAtMillis) * LINES_PER_SECOND / 1000.0);
        filledAtMillis = now;
        if (tokens < 1) {
            dropped++;
            return false;
        }
        tokens--;
        return true;
    }

    /** What to say of lines that were dropped since this was asked last. */
    public Optional<String> dropped() {
        if (dropped == 0) {
            return Optional.empty();
        }
        String text = "(" + dropped + " lines came too fast and were dropped)";
        dropped = 0;
        return Optional.of(text);
    }
}
