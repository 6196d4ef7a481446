package arcella.wasi.preview2.clocks;

import java.util.Objects;

import arcella.wasi.WasiClocks;
import arcella.wasi.io.Timer;
import arcella.wasi.preview2.io.PollableResource;

/** The interface {@code wasi:clocks/monotonic-clock}; all times in nanoseconds. Thread-safe. */
public final class MonotonicClock {

    private final WasiClocks clocks;

    /** Over the given clocks. */
    public MonotonicClock(WasiClocks clocks) {
        this.clocks = Objects.requireNonNull(clocks, "clocks");
    }

    /** {@code now}. */
    public long now() {
        return clocks.monotonicNanos();
    }

    /** {@code resolution}. */
    public long resolution() {
        return clocks.monotonicResolutionNanos();
    }

    /** {@code subscribe-instant}: ready from that moment on. */
    public PollableResource subscribeInstant(long when) {
        return new PollableResource(Timer.at(clocks, bounded(when)));
    }

    /** {@code subscribe-duration}: ready after that time. */
    public PollableResource subscribeDuration(long when) {
        return new PollableResource(Timer.after(clocks, bounded(when)));
    }

    /** Unsigned numbers that a long cannot hold are 292 years away: never. */
    private static long bounded(long unsigned) {
        return unsigned < 0 ? Long.MAX_VALUE : unsigned;
    }
}
