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

    /** Gives the next call its fuel. */
    void fill() {
        perCall.ifPresent(meter::fuel);
    }
}
