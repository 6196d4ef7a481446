package arcella.worker.internal.local;

import java.util.OptionalLong;

import arcella.engine.core.CoreMeter;

/**
 * The fuel that every call of one instance gets, if it is counted. One thread at a time.
 *
 * @param meter counts it
 * @param perCall units; empty for no count
 */
record Fuel(CoreMeter meter, OptionalLong perCall) {

    private static final int SHALLOW_PART = 8;

    /** Whether little of the call depth is in use. */
    boolean shallow() {
        return meter.depthLeft() >= meter.callDepth() - meter.callDepth() / SHALLOW_PART;
    }

    /** Gives the next call its fuel. */
    void fill() {
        perCall.ifPresent(meter::fuel);
    }
}
