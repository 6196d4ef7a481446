package arcella.worker.internal.local;

import java.util.Optional;
import java.util.OptionalLong;

import arcella.engine.core.CoreMeter;
import arcella.worker.PerCall;

/** The fuel that every call of one instance gets, if it is counted. One thread at a time, but for {@link #perCall}. */
final class Fuel {

    private static final int SHALLOW_PART = 8;

    private final CoreMeter meter;
    private final boolean counted;
    private final Usage usage = new Usage();
    private volatile long units;

    /**
     * @param meter counts it
     * @param perCall units; empty for no count
     */
    Fuel(CoreMeter meter, OptionalLong perCall) {
        this.meter = meter;
        this.counted = perCall.isPresent();
        this.units = perCall.orElse(0);
    }

    CoreMeter meter() {
        return meter;
    }

    /**
     * Changes what the calls get that begin from now on. Where nothing is counted, nothing is from now on either: what
     * counts is compiled in. Any thread.
     */
    void perCall(OptionalLong perCall) {
        units = perCall.orElse(Long.MAX_VALUE);
    }

    /** How much of the call depth is in use now. Any thread, which may see what was so a moment ago. */
    int depth() {
        return Math.max(0, meter.callDepth() - Math.max(0, meter.depthLeft()));
    }

    /** Whether little of the call depth is in use. */
    boolean shallow() {
        return meter.depthLeft() >= meter.callDepth() - meter.callDepth() / SHALLOW_PART;
    }

    /** Gives the next call its fuel. */
    void fill() {
        if (counted) {
            meter.fuel(units);
        }
    }

    /** The call that was filled for has ended, in whatever way. */
    void spent() {
        if (counted) {
            usage.ended(meter.used());
        }
    }

    /** What calls have used, if that is counted. Any thread. */
    Optional<PerCall> used() {
        return counted ? Optional.of(usage.read()) : Optional.empty();
    }
}
