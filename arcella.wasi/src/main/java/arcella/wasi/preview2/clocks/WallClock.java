package arcella.wasi.preview2.clocks;

import java.util.Objects;

import arcella.wasi.WasiClocks;

/** The interface {@code wasi:clocks/wall-clock}. Thread-safe. */
public final class WallClock {

    private final WasiClocks clocks;

    /** Over the given clocks. */
    public WallClock(WasiClocks clocks) {
        this.clocks = Objects.requireNonNull(clocks, "clocks");
    }

    /** {@code now}. */
    public Datetime now() {
        return Datetime.ofNanos(clocks.wallNanos());
    }

    /** {@code resolution}. */
    public Datetime resolution() {
        return Datetime.ofNanos(clocks.wallResolutionNanos());
    }
}
