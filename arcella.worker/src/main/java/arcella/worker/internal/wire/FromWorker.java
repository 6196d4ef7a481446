package arcella.worker.internal.wire;

import java.util.List;

import arcella.error.ArcellaException;
import arcella.wasi.Denial;
import arcella.wit.value.WitValue;
import arcella.worker.Ending;
import arcella.worker.ExportedFunction;
import arcella.worker.InstanceStatistics;
import arcella.worker.InterpretedFunctions;
import arcella.worker.MemoryUse;
import arcella.worker.StandardStream;

/** What a worker says to its supervisor. */
public sealed interface FromWorker {

    /**
     * The first message of all.
     *
     * @param version the version of the protocol, {@link Codec#VERSION}
     * @param secret what the supervisor gave the process that it started, so that no other can take its place
     */
    record Hello(int version, byte[] secret) implements FromWorker {}

    /**
     * The worker has done what the settings ask for.
     *
     * @param seal what was sealed and what this system lacks, a line each
     */
    record Ready(List<String> seal) implements FromWorker {}

    /** The instance is there and not started. */
    record Instantiated(long request, boolean command, List<ExportedFunction> functions, InterpretedFunctions interpreted)
            implements FromWorker {
        /** Copies the list. */
        public Instantiated {
            functions = List.copyOf(functions);
        }
    }

    /**
     * The module is valid.
     *
     * @param allocatedBytes what looking at its declarations once more has allocated
     * @param cpuNanos the processor time that this has taken
     */
    record Examined(long request, long allocatedBytes, long cpuNanos) implements FromWorker {}

    /** So many functions of a module are compiled. */
    record Compiling(long request, String sha256, int done, int total) implements FromWorker {}

    /**
     * A piece of what was compiled, of one file after the other; comes before {@link Compiled}.
     *
     * @param name the file's name, as {@link arcella.engine.core.HandoverCache} has it
     */
    record Entry(long request, String name, byte[] bytes) implements FromWorker {}

    /**
     * The module is compiled.
     *
     * @param interpreted the functions that could not be
     */
    record Compiled(long request, InterpretedFunctions interpreted) implements FromWorker {}

    /** A request has been carried out. */
    record Done(long request, List<WitValue> results) implements FromWorker {}

    /** {@link ToWorker.Meter} has been carried out. */
    record Metered(long request, long fuel, List<WitValue> results) implements FromWorker {}

    /** A request has failed; a {@link arcella.worker.NotBegunException} stays one. */
    record Failed(long request, ArcellaException cause) implements FromWorker {}

    /**
     * A guest calls what it imports from another module; it waits for {@link ToWorker.ImportDone} or {@link
     * ToWorker.ImportFailed}, one call at a time in each instance.
     *
     * @param call a number that this worker has not used before
     */
    record ImportCall(long call, long instance, String iface, String function, List<WitValue> arguments)
            implements FromWorker {}

    /** The guest does not wait any more; the answer comes all the same. */
    record ImportCancel(long call, long instance) implements FromWorker {}

    /** A guest gave up a resource of another module. */
    record ImportDrop(long instance, String iface, long id) implements FromWorker {}

    /**
     * Work on a stream that was passed to an instance, by the number under which it came; {@link ToWorker.StreamTold} answers.
     *
     * @param call a number that this worker has not used before
     */
    record StreamAsk(long call, long instance, long stream, StreamOp op, int most, byte[] bytes) implements FromWorker {}

    /** The answer to {@link ToWorker.StreamAsk}. */
    record StreamTold(long request, StreamAnswer answer) implements FromWorker {}

    /** A guest wrote; it has credit for {@link Codec#OUTPUT_WINDOW} bytes at first. */
    record Output(long instance, StandardStream stream, byte[] bytes) implements FromWorker {}

    /** A guest was refused something. */
    record Denied(long instance, Denial denial) implements FromWorker {}

    /**
     * A thread of a guest computes for long, and is to step back behind others: a sealed process may not set priorities.
     *
     * @param thread its number to the kernel
     */
    record LongRun(long thread) implements FromWorker {}

    /** A guest wants to read so many bytes, or fewer. It asks again only after the answer. */
    record InputWanted(long instance, int most) implements FromWorker {}

    /** An instance has ended. Nothing follows about it; what it was asked before has been answered. */
    record Ended(long instance, Ending ending, InstanceStatistics last) implements FromWorker {}

    /** The figures of an instance. */
    record Statistics(long request, InstanceStatistics figures) implements FromWorker {}

    /**
     * The answer to {@link ToWorker.Ping}.
     *
     * @param heapUsedBytes what is used of its heap, with what has not been collected yet
     * @param memory what the linear memories of its guests take
     */
    record Pong(long number, long heapUsedBytes, MemoryUse memory) implements FromWorker {}
}
