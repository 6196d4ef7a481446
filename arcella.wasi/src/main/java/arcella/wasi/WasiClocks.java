package arcella.wasi;

import java.time.Clock;
import java.time.Instant;

/** The two clocks a guest sees. Thread-safe. */
public interface WasiClocks {

    /** Nanoseconds since 1970-01-01T00:00:00Z. */
    long wallNanos();

    /** Nanoseconds since some moment before the instance began; never goes back. */
    long monotonicNanos();

    /** The resolution of {@link #wallNanos()}, in nanoseconds. */
    long wallResolutionNanos();

    /** The resolution of {@link #monotonicNanos()}, in nanoseconds. */
    long monotonicResolutionNanos();

    /** The host's clocks. The monotonic one starts near zero, so that it does not tell how long the host has run. */
    static WasiClocks system() {
        Clock wall = Clock.systemUTC();
        // One second in: a guest that takes 0 for "no time yet" is not misled.
        long origin = System.nanoTime() - 1_000_000_000L;
        return new WasiClocks() {
            @Override
            public long wallNanos() {
                Instant now = wall.instant();
                return now.getEpochSecond() * 1_000_000_000L + now.getNano();
            }

            @Override
            public long monotonicNanos() {
                return System.nanoTime() - origin;
            }

            @Override
            public long wallResolutionNanos() {
                return 1_000;
            }

            @Override
            public long monotonicResolutionNanos() {
                return 1;
            }
        };
    }
}
