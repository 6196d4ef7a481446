package arcella.worker.internal.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import arcella.engine.core.CoreOptions;
import arcella.error.ArcellaException;
import arcella.wasi.Preopen;
import arcella.wasi.net.NetworkRules;
import arcella.wit.value.WitValue;
import arcella.worker.InstanceLimits;

/** What a supervisor says to a worker. Numbers of instances and requests are the supervisor's, never used twice. */
public sealed interface ToWorker {

    /**
     * The worker is who it should be.
     *
     * @param settings what it is to keep to
     */
    record Welcome(WorkerSettings settings) implements ToWorker {}

    /**
     * Make an instance; its content follows in {@link Content}. Answered by {@link FromWorker.Instantiated} or
     * {@link FromWorker.Failed}.
     */
    record Instantiate(
            long request,
            long instance,
            String module,
            String sha256,
            int contentBytes,
            List<String> arguments,
            Map<String, String> environment,
            List<Preopen> preopens,
            NetworkRules network,
            InstanceLimits limits,
            List<String> imports) implements ToWorker {}

    /** A piece of the content of the instance, or of the examination, that was last asked for under this number. */
    record Content(long instance, byte[] bytes) implements ToWorker {}

    /**
     * Get ready to look at a module, by looking at one of the worker's own. Not answered.
     */
    record WarmUp() implements ToWorker {}

    /**
     * Decode and validate a module and nothing else from now on; its content follows in {@link Content}. Answered by
     * {@link FromWorker.Examined} or {@link FromWorker.Failed}.
     */
    record Examine(long request, int contentBytes) implements ToWorker {}

    /**
     * Compile the module that was examined, for the cache in this worker's folder for temporary files. Answered by {@link
     * FromWorker.Compiled} or {@link FromWorker.Failed}, after any number of {@link FromWorker.Compiling}.
     */
    record Compile(long request, CoreOptions options) implements ToWorker {}

    /** Start an instance. Answered by {@link FromWorker.Done} without results, or {@link FromWorker.Failed}. */
    record Start(long request, long instance) implements ToWorker {}

    /**
     * Call a function. Answered by {@link FromWorker.Done} or {@link FromWorker.Failed}.
     *
     * @param linked whether another module calls, so that handles may be among the values
     */
    record Call(long request, long instance, String function, List<WitValue> arguments, boolean linked)
            implements ToWorker {}

    /**
     * Call a function whose fuel is wanted. Answered by {@link FromWorker.Metered} or {@link FromWorker.Failed}.
     */
    record Meter(long request, long instance, String function, List<WitValue> arguments) implements ToWorker {}

    /** Drop a resource that a linked call gave. */
    record Drop(long instance, long id) implements ToWorker {}

    /** Keep to these limits from the next call on, as far as they can change. */
    record Limits(long instance, InstanceLimits limits) implements ToWorker {}

    /** The results of {@link FromWorker.ImportCall}. */
    record ImportDone(long call, List<WitValue> results) implements ToWorker {}

    /** {@link FromWorker.ImportCall} has failed. */
    record ImportFailed(long call, ArcellaException cause) implements ToWorker {}

    /**
     * Work on a stream that an instance has passed on, by the number that it gave; {@link FromWorker.StreamTold} answers, also
     * where the instance has ended.
     */
    record StreamAsk(long request, long instance, long stream, StreamOp op, int most, byte[] bytes) implements ToWorker {}

    /** The answer to {@link FromWorker.StreamAsk}. */
    record StreamTold(long call, StreamAnswer answer) implements ToWorker {}

    /** Give up a request, if it has not been answered yet; the answer comes all the same. */
    record Cancel(long request) implements ToWorker {}

    /** End an instance. Answered, as every end is, by {@link FromWorker.Ended}. */
    record Stop(long instance, long graceNanos) implements ToWorker {}

    /** What {@link FromWorker.InputWanted} asked for; no bytes mean the end. */
    record Input(long instance, byte[] bytes) implements ToWorker {}

    /** So many bytes of output have been dealt with, and as many more may come. */
    record Credit(long instance, int bytes) implements ToWorker {}

    /** Answered by {@link FromWorker.Statistics}. */
    record AskStatistics(long request, long instance) implements ToWorker {}

    /** Answered by {@link FromWorker.Pong} with the same number. */
    record Ping(long number) implements ToWorker {}

    /**
     * What a worker keeps to, from its first moment to its last.
     *
     * @param sealed whether it seals itself
     * @param readable paths that it may read, beside what its Java runtime needs
     * @param writable paths below which it may read and write
     * @param network whether it may open sockets
     * @param lowPorts whether it may listen at ports below 1024, if root started it
     * @param compileCache the folder with compiled modules, to be read only
     */
    record WorkerSettings(boolean sealed, List<String> readable, List<String> writable, boolean network, boolean lowPorts,
            Optional<String> compileCache) {
        /** Copies the lists. */
        public WorkerSettings {
            readable = List.copyOf(readable);
            writable = List.copyOf(writable);
        }
    }
}
