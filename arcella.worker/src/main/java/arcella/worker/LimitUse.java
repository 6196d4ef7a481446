package arcella.worker;

import java.util.Objects;
import java.util.Optional;

import arcella.wasi.WasiUse;

/**
 * What an instance holds of its {@link InstanceLimits} at one moment, or has come to; its memory stands in {@link
 * InstanceStatistics}. How deep calls have nested is not told, only how deep they do: keeping the most would cost every call of
 * every function. Immutable.
 *
 * @param callDepth how deep calls nest now; 0 while none runs
 * @param tableElements the elements of all its tables
 * @param instances its component instances or its core instances, whichever are more
 * @param tables its tables
 * @param memories its memories
 * @param handles the most resource handles that one of its component instances holds now
 * @param callBytes the most bytes of values that one call has carried so far
 * @param fuel the fuel of its calls, {@code _start} and {@code _initialize} included; empty where none is counted
 * @param nanos the time of its calls, waiting for their turn included
 * @param wasi what it holds of the host interfaces
 */
public record LimitUse(int callDepth, long tableElements, int instances, int tables, int memories, int handles, long callBytes,
        Optional<PerCall> fuel, PerCall nanos, WasiUse wasi) {

    /** Nothing. */
    public static final LimitUse NONE =
            new LimitUse(0, 0, 0, 0, 0, 0, 0, Optional.empty(), PerCall.NONE, WasiUse.NONE);

    /** The same with other times of calls. */
    public LimitUse withNanos(PerCall nanos) {
        return new LimitUse(callDepth, tableElements, instances, tables, memories, handles, callBytes, fuel, nanos, wasi);
    }

    /** Refuses null. */
    public LimitUse {
        Objects.requireNonNull(fuel, "fuel");
        Objects.requireNonNull(nanos, "nanos");
        Objects.requireNonNull(wasi, "wasi");
    }
}
