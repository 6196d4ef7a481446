package arcella.worker;

import java.time.Duration;
import java.util.Objects;

/**
 * What an instance has done and holds, at one moment. Immutable.
 *
 * @param calls calls that began to run, {@code _start} and {@code _initialize} included
 * @param callsWaiting calls that wait or run now
 * @param traps calls that ended in a trap, a passed deadline or a cancellation
 * @param cpuTime processor time that the guest's code and the host functions it called have used
 * @param memoryBytes the present size of its linear memories
 * @param outputBytes what it has written to standard output and standard error
 * @param use what it holds of its limits
 */
public record InstanceStatistics(
        long calls,
        int callsWaiting,
        long traps,
        Duration cpuTime,
        long memoryBytes,
        long outputBytes,
        LimitUse use) {

    /** An instance that has not done anything. */
    public static final InstanceStatistics NONE = new InstanceStatistics(0, 0, 0, Duration.ZERO, 0, 0, LimitUse.NONE);

    /** Refuses null. */
    public InstanceStatistics {
        Objects.requireNonNull(cpuTime, "cpuTime");
        Objects.requireNonNull(use, "use");
    }
}
