package arcella.worker;

import java.time.Duration;

/**
 * What a worker may use that validates and compiles a module.
 *
 * @param heapBytes its heap; twice as much for a module of more than {@value #LARGE_BYTES} bytes
 * @param time how long validating and compiling one module may take together
 * @param contentBytes how large a module may be
 * @param declaredBytes how much may be allocated for a module's declarations, without its code, which the container
 *     looks at itself
 * @param compiledBytes how much of what was compiled is taken from it; it writes to no disk itself
 * @param spare how long after the last module a fresh worker is kept ready for the next; zero for none at all
 */
public record WorkbenchOptions(long heapBytes, Duration time, int contentBytes, long declaredBytes, long compiledBytes,
        Duration spare) {

    /** What is larger gets twice the heap. */
    public static final int LARGE_BYTES = 4 << 20;

    /** 512 MiB of heap, 120 s, modules of 64 MiB, 256 MiB for declarations, 512 MiB for what is compiled, a spare for 30 s. */
    public static WorkbenchOptions defaults() {
        return new WorkbenchOptions(512L << 20, Duration.ofSeconds(120), 64 << 20, 256L << 20, 512L << 20,
                Duration.ofSeconds(30));
    }

    /** The heap of a worker that is for a module of this size. */
    public long heapBytes(int contentBytes) {
        return contentBytes > LARGE_BYTES ? 2 * heapBytes : heapBytes;
    }

    /** The same with another heap. */
    public WorkbenchOptions withHeapBytes(long heapBytes) {
        return new WorkbenchOptions(heapBytes, time, contentBytes, declaredBytes, compiledBytes, spare);
    }

    /** The same with another time. */
    public WorkbenchOptions withTime(Duration time) {
        return new WorkbenchOptions(heapBytes, time, contentBytes, declaredBytes, compiledBytes, spare);
    }

    /** The same with another bound for declarations. */
    public WorkbenchOptions withDeclaredBytes(long declaredBytes) {
        return new WorkbenchOptions(heapBytes, time, contentBytes, declaredBytes, compiledBytes, spare);
    }

    /** The same with another bound for what is compiled. */
    public WorkbenchOptions withCompiledBytes(long compiledBytes) {
        return new WorkbenchOptions(heapBytes, time, contentBytes, declaredBytes, compiledBytes, spare);
    }

    /** The same with another time for which a spare is kept. */
    public WorkbenchOptions withSpare(Duration spare) {
        return new WorkbenchOptions(heapBytes, time, contentBytes, declaredBytes, compiledBytes, spare);
    }
}
