package arcella.worker;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

import arcella.wasi.WasiLimits;

/**
 * What one instance may use. Immutable; start from {@link #defaults()}.
 *
 * @param memoryBytes its linear memory; growth beyond it is refused as the guest expects, a larger minimum at
 *     instantiation
 * @param tableElements the elements of all its tables together
 * @param callDepth frames of nested calls within the guest
 * @param stackBytes the size of the stack of the thread that runs it
 * @param queuedCalls how many calls may wait for their turn
 * @param fuel units for one call; empty for no count
 * @param deadline the time of one call, waiting for its turn included, and of {@code _initialize}; empty for none
 * @param commandDeadline the time for a command's {@code _start}; empty for none
 * @param loadDeadline the time for loading, compiling and instantiating
 * @param component what holds for components only
 * @param wasi what it may use through the host interfaces
 */
public record InstanceLimits(
        long memoryBytes,
        int tableElements,
        int callDepth,
        long stackBytes,
        int queuedCalls,
        OptionalLong fuel,
        Optional<Duration> deadline,
        Optional<Duration> commandDeadline,
        Duration loadDeadline,
        ComponentLimits component,
        WasiLimits wasi) {

    /** The largest stack that follows from a call depth: of a stack that is not used, addresses are taken and no memory. */
    public static final long MOST_STACK = 256L << 20;

    private static final long LEAST_STACK = 8L << 20;
    /** What the default has for each of its calls. A function of many variables takes more, a small one a fifth of it. */
    private static final long STACK_PER_CALL = LEAST_STACK / 20_000;

    private static final InstanceLimits DEFAULTS = new InstanceLimits(256L << 20, 100_000, 20_000, LEAST_STACK, 1024,
            OptionalLong.empty(), Optional.of(Duration.ofSeconds(30)), Optional.empty(), Duration.ofSeconds(120),
            ComponentLimits.defaults(), WasiLimits.defaults());

    /** Refuses limits that no instance could live with. */
    public InstanceLimits {
        atLeast("memoryBytes", memoryBytes, 0);
        atLeast("tableElements", tableElements, 0);
        atLeast("callDepth", callDepth, 1);
        atLeast("stackBytes", stackBytes, 256L << 10);
        atLeast("queuedCalls", queuedCalls, 1);
        fuel.ifPresent(units -> atLeast("fuel", units, 1));
        deadline.ifPresent(time -> positive("deadline", time));
        commandDeadline.ifPresent(time -> positive("commandDeadline", time));
        positive("loadDeadline", Objects.requireNonNull(loadDeadline, "loadDeadline"));
        Objects.requireNonNull(component, "component");
        Objects.requireNonNull(wasi, "wasi");
    }

    /** 256 MiB of memory, 30 s per call, no deadline for a command as a whole, no fuel count. */
    public static InstanceLimits defaults() {
        return DEFAULTS;
    }

    /** The stack for calls that may nest so deep: as much for each as the default has, within 8 MiB and {@link #MOST_STACK}. */
    public static long stackFor(int callDepth) {
        return Math.max(LEAST_STACK, Math.min(MOST_STACK, callDepth * STACK_PER_CALL));
    }

    /** The same with another limit of memory. */
    public InstanceLimits withMemoryBytes(long memoryBytes) {
        return new InstanceLimits(memoryBytes, tableElements, callDepth, stackBytes, queuedCalls, fuel, deadline,
                commandDeadline, loadDeadline, component, wasi);
    }

    /** The same with another stack size. */
    public InstanceLimits withStackBytes(long stackBytes) {
        return new InstanceLimits(memoryBytes, tableElements, callDepth, stackBytes, queuedCalls, fuel, deadline,
                commandDeadline, loadDeadline, component, wasi);
    }

    /** The same with another length of the queue. */
    public InstanceLimits withQueuedCalls(int queuedCalls) {
        return new InstanceLimits(memoryBytes, tableElements, callDepth, stackBytes, queuedCalls, fuel, deadline,
                commandDeadline, loadDeadline, component, wasi);
    }

    /** The same with another fuel per call. */
    public InstanceLimits withFuel(OptionalLong fuel) {
        return new InstanceLimits(memoryBytes, tableElements, callDepth, stackBytes, queuedCalls, fuel, deadline,
                commandDeadline, loadDeadline, component, wasi);
    }

    /** The same with another deadline per call. */
    public InstanceLimits withDeadline(Optional<Duration> deadline) {
        return new InstanceLimits(memoryBytes, tableElements, callDepth, stackBytes, queuedCalls, fuel, deadline,
                commandDeadline, loadDeadline, component, wasi);
    }

    /** The same with another deadline for a command. */
    public InstanceLimits withCommandDeadline(Optional<Duration> commandDeadline) {
        return new InstanceLimits(memoryBytes, tableElements, callDepth, stackBytes, queuedCalls, fuel, deadline,
                commandDeadline, loadDeadline, component, wasi);
    }

    /** The same with another deadline for loading. */
    public InstanceLimits withLoadDeadline(Duration loadDeadline) {
        return new InstanceLimits(memoryBytes, tableElements, callDepth, stackBytes, queuedCalls, fuel, deadline,
                commandDeadline, loadDeadline, component, wasi);
    }

    /** The same with other limits for components. */
    public InstanceLimits withComponent(ComponentLimits component) {
        return new InstanceLimits(memoryBytes, tableElements, callDepth, stackBytes, queuedCalls, fuel, deadline,
                commandDeadline, loadDeadline, component, wasi);
    }

    /** The same with other limits of the host interfaces. */
    public InstanceLimits withWasi(WasiLimits wasi) {
        return new InstanceLimits(memoryBytes, tableElements, callDepth, stackBytes, queuedCalls, fuel, deadline,
                commandDeadline, loadDeadline, component, wasi);
    }

    private static void atLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " is " + value + ", and must be at least " + least);
        }
    }

    private static void positive(String name, Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(name + " is " + time + ", and must be more than nothing");
        }
    }
}
