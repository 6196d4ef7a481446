package arcella.wasi.io;

import arcella.wasi.WasiClocks;

/** Ready from a moment on. */
public final class Timer implements Pollable {

    /** How often to look at a wall clock that somebody may set meanwhile. */
    private static final long WALL_CHECK_NANOS = 500_000_000L;

    private final WasiClocks clocks;
    private final long moment;
    private final boolean wall;

    private Timer(WasiClocks clocks, long moment, boolean wall) {
        this.clocks = clocks;
        this.moment = moment;
        this.wall = wall;
    }

    /** When the monotonic clock reaches {@code moment}. */
    public static Timer at(WasiClocks clocks, long moment) {
        return new Timer(clocks, moment, false);
    }

    /** In {@code nanos} nanoseconds; a sum past the end of time means never. */
    public static Timer after(WasiClocks clocks, long nanos) {
        long now = clocks.monotonicNanos();
        return new Timer(clocks, nanos > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + nanos, false);
    }

    /** When the wall clock reaches {@code moment}, nanoseconds since 1970. */
    public static Timer atWall(WasiClocks clocks, long moment) {
        return new Timer(clocks, moment, true);
    }

    private long now() {
        return wall ? clocks.wallNanos() : clocks.monotonicNanos();
    }

    @Override
    public boolean ready() {
        return now() >= moment;
    }

    /** Wakes nobody: {@link #waitNanos()} says how long to wait. */
    @Override
    public Subscription subscribe(Runnable waker) {
        return () -> {};
    }

    @Override
    public long waitNanos() {
        long left = Math.max(0, moment - now());
        return wall ? Math.min(left, WALL_CHECK_NANOS) : left;
    }
}
