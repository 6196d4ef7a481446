package arcella.worker.internal.wire;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.List;

import org.msgpack.core.MessagePackException;

import arcella.engine.core.CoreOptions;
import arcella.error.ArcellaException;
import arcella.worker.ExportedFunction;
import arcella.worker.MemoryUse;
import arcella.worker.NotBegunException;
import arcella.worker.StandardStream;
import arcella.worker.WorkerError;
import arcella.worker.internal.wire.ToWorker.WorkerSettings;

/**
 * Messages as frames and back. A frame is a MessagePack sequence: the number of the message's kind, then its parts in
 * order. A supervisor and its workers come from one distribution, so there is one version, checked in the hello, and
 * nothing to be skipped: whatever is not understood is a failure.
 *
 * <p>Reading trusts nothing: lengths and counts are held against the frame, values against their ranges. Stateless.
 */
public final class Codec {

    /** The version of the protocol. */
    public static final int VERSION = 2;

    /** How many bytes of output an instance may have under way. */
    public static final int OUTPUT_WINDOW = 256 << 10;

    /** The longest piece of output, input or content in one message. */
    public static final int PIECE = 64 << 10;

    private static final StandardStream[] STREAMS = StandardStream.values();
    private static final StreamOp[] STREAM_OPS = StreamOp.values();
    private static final StreamAnswer.State[] STREAM_STATES = StreamAnswer.State.values();

    private static final int WELCOME = 1;
    private static final int INSTANTIATE = 2;
    private static final int CONTENT = 3;
    private static final int START = 4;
    private static final int CALL = 5;
    private static final int CANCEL = 6;
    private static final int STOP = 7;
    private static final int INPUT = 8;
    private static final int CREDIT = 9;
    private static final int ASK_STATISTICS = 10;
    private static final int PING = 11;
    private static final int DROP = 12;
    private static final int IMPORT_DONE = 13;
    private static final int IMPORT_FAILED = 14;
    private static final int LIMITS = 15;
    private static final int WARM_UP = 16;
    private static final int EXAMINE = 17;
    private static final int COMPILE = 18;
    private static final int METER = 19;
    private static final int ASK_STREAM = 20;
    private static final int STREAM_ANSWER = 21;

    private static final int HELLO = 33;
    private static final int READY = 34;
    private static final int INSTANTIATED = 35;
    private static final int DONE = 36;
    private static final int FAILED = 37;
    private static final int OUTPUT = 38;
    private static final int INPUT_WANTED = 39;
    private static final int ENDED = 40;
    private static final int STATISTICS = 41;
    private static final int PONG = 42;
    private static final int IMPORT_CALL = 43;
    private static final int IMPORT_CANCEL = 44;
    private static final int IMPORT_DROP = 45;
    private static final int DENIED = 46;
    private static final int EXAMINED = 47;
    private static final int COMPILING = 48;
    private static final int COMPILED = 49;
    private static final int METERED = 50;
    private static final int ENTRY = 51;
    private static final int LONG_RUN = 52;
    private static final int STREAM_ASK = 53;
    private static final int STREAM_TOLD = 54;

    private Codec() {
    }

    /**
     * A message to a worker as a frame.
     *
     * @throws ArcellaException if a value in it cannot cross
     */
    public static byte[] encode(ToWorker message) {
        Writer out = new Writer();
        switch (message) {
            case ToWorker.Welcome m -> {
                out.integer(WELCOME).bool(m.settings().sealed());
                out.texts(m.settings().readable()).texts(m.settings().writable()).bool(m.settings().network())
                        .bool(m.settings().lowPorts());
                Parts.writeOptional(out, m.settings().compileCache());
            }
            case ToWorker.Instantiate m -> {
                out.integer(INSTANTIATE).number(m.request()).number(m.instance()).text(m.module());
                out.text(m.sha256()).integer(m.contentBytes()).texts(m.arguments());
                Parts.writeMap(out, m.environment());
                Parts.writePreopens(out, m.preopens());
                Parts.write(out, m.network());
                Parts.write(out, m.limits());
                out.texts(m.imports());
            }
            case ToWorker.Content m -> out.integer(CONTENT).number(m.instance()).bytes(m.bytes());
            case ToWorker.WarmUp _ -> out.integer(WARM_UP);
            case ToWorker.Examine m -> out.integer(EXAMINE).number(m.request()).integer(m.contentBytes());
            case ToWorker.Compile m -> out.integer(COMPILE).number(m.request()).bool(m.options().fuel())
                    .bool(m.options().callDepth());
            case ToWorker.Start m -> out.integer(START).number(m.request()).number(m.instance());
            case ToWorker.Call m -> {
                out.integer(CALL).number(m.request()).number(m.instance()).text(m.function());
                Values.write(out, m.arguments());
                out.bool(m.linked());
            }
            case ToWorker.Meter m -> Values.write(
                    out.integer(METER).number(m.request()).number(m.instance()).text(m.function()), m.arguments());
            case ToWorker.Drop m -> out.integer(DROP).number(m.instance()).number(m.id());
            case ToWorker.Limits m -> Parts.write(out.integer(LIMITS).number(m.instance()), m.limits());
            case ToWorker.ImportDone m -> Values.write(out.integer(IMPORT_DONE).number(m.call()), m.results());
            case ToWorker.ImportFailed m -> Parts.write(out.integer(IMPORT_FAILED).number(m.call()), m.cause());
            case ToWorker.StreamAsk m -> writeStreamWork(out.integer(ASK_STREAM).number(m.request()), m.instance(), m.stream(),
                    m.op(), m.most(), m.bytes());
            case ToWorker.StreamTold m -> write(out.integer(STREAM_ANSWER).number(m.call()), m.answer());
            case ToWorker.Cancel m -> out.integer(CANCEL).number(m.request());
            case ToWorker.Stop m -> out.integer(STOP).number(m.instance()).number(m.graceNanos());
            case ToWorker.Input m -> out.integer(INPUT).number(m.instance()).bytes(m.bytes());
            case ToWorker.Credit m -> out.integer(CREDIT).number(m.instance()).integer(m.bytes());
            case ToWorker.AskStatistics m -> out.integer(ASK_STATISTICS).number(m.request()).number(m.instance());
            case ToWorker.Ping m -> out.integer(PING).number(m.number());
        }
        return sized(out);
    }

    /**
     * A message from a worker as a frame.
     *
     * @throws ArcellaException if a value in it cannot cross
     */
    public static byte[] encode(FromWorker message) {
        Writer out = new Writer();
        switch (message) {
            case FromWorker.Hello m -> out.integer(HELLO).integer(m.version()).bytes(m.secret());
            case FromWorker.Ready m -> out.integer(READY).texts(m.seal());
            case FromWorker.Instantiated m -> {
                out.integer(INSTANTIATED).number(m.request()).bool(m.command()).count(m.functions().size());
                for (ExportedFunction function : m.functions()) {
                    out.text(function.name()).texts(function.parameters()).texts(function.results());
                }
                Parts.write(out, m.interpreted());
            }
            case FromWorker.Examined m ->
                out.integer(EXAMINED).number(m.request()).number(m.allocatedBytes()).number(m.cpuNanos());
            case FromWorker.Compiling m ->
                out.integer(COMPILING).number(m.request()).text(m.sha256()).integer(m.done()).integer(m.total());
            case FromWorker.Entry m -> out.integer(ENTRY).number(m.request()).text(m.name()).bytes(m.bytes());
            case FromWorker.Compiled m -> Parts.write(out.integer(COMPILED).number(m.request()), m.interpreted());
            case FromWorker.Done m -> Values.write(out.integer(DONE).number(m.request()), m.results());
            case FromWorker.Metered m ->
                Values.write(out.integer(METERED).number(m.request()).number(m.fuel()), m.results());
            case FromWorker.Failed m -> Parts.write(
                    out.integer(FAILED).number(m.request()).bool(m.cause() instanceof NotBegunException), m.cause());
            case FromWorker.ImportCall m -> Values.write(out.integer(IMPORT_CALL).number(m.call()).number(m.instance())
                    .text(m.iface()).text(m.function()), m.arguments());
            case FromWorker.ImportCancel m -> out.integer(IMPORT_CANCEL).number(m.call()).number(m.instance());
            case FromWorker.ImportDrop m ->
                out.integer(IMPORT_DROP).number(m.instance()).text(m.iface()).number(m.id());
            case FromWorker.StreamAsk m -> writeStreamWork(out.integer(STREAM_ASK).number(m.call()), m.instance(), m.stream(),
                    m.op(), m.most(), m.bytes());
            case FromWorker.StreamTold m -> write(out.integer(STREAM_TOLD).number(m.request()), m.answer());
            case FromWorker.Output m -> out.integer(OUTPUT).number(m.instance()).integer(m.stream().ordinal())
                    .bytes(m.bytes());
            case FromWorker.Denied m -> Denials.write(out.integer(DENIED).number(m.instance()), m.denial());
            case FromWorker.InputWanted m -> out.integer(INPUT_WANTED).number(m.instance()).integer(m.most());
            case FromWorker.Ended m -> {
                Parts.write(out.integer(ENDED).number(m.instance()), m.ending());
                Parts.write(out, m.last());
            }
            case FromWorker.Statistics m -> Parts.write(out.integer(STATISTICS).number(m.request()), m.figures());
            case FromWorker.LongRun m -> out.integer(LONG_RUN).number(m.thread());
            case FromWorker.Pong m -> out.integer(PONG).number(m.number()).number(m.heapUsedBytes())
                    .number(m.memory().usedBytes()).number(m.memory().limitBytes());
        }
        return sized(out);
    }

    private static void writeStreamWork(Writer out, long instance, long stream, StreamOp op, int most, byte[] bytes) {
        out.number(instance).number(stream).integer(op.ordinal()).integer(most).bytes(bytes);
    }

    private static void write(Writer out, StreamAnswer answer) {
        out.integer(answer.state().ordinal()).number(answer.value()).bytes(answer.bytes()).text(answer.why());
    }

    private static StreamAnswer readAnswer(Reader in) throws IOException {
        return new StreamAnswer(Parts.pick(STREAM_STATES, in.integer()), in.number(), in.bytes(), in.text());
    }

    private static byte[] sized(Writer out) {
        if (out.size() > FrameChannel.MAX_FRAME) {
            throw new ArcellaException(WorkerError.BAD_ARGUMENTS,
                    "the values of one call take " + out.size() + " bytes, more than " + FrameChannel.MAX_FRAME,
                    "pass them in parts");
        }
        return out.frame();
    }

    /**
     * Reads what a supervisor sent.
     *
     * @throws ArcellaException with {@link WorkerError#PROTOCOL} if it is no message
     */
    public static ToWorker decodeToWorker(byte[] frame) {
        return decode(frame, Codec::readToWorker);
    }

    /**
     * Reads what a worker sent.
     *
     * @throws ArcellaException with {@link WorkerError#PROTOCOL} if it is no message
     */
    public static FromWorker decodeFromWorker(byte[] frame) {
        return decode(frame, Codec::readFromWorker);
    }

    private static ToWorker readToWorker(Reader in) throws IOException {
        int kind = in.integer();
        return switch (kind) {
            case WELCOME -> new ToWorker.Welcome(new WorkerSettings(in.bool(), Parts.readTexts(in),
                    Parts.readTexts(in), in.bool(), in.bool(), Parts.readOptional(in)));
            case INSTANTIATE -> new ToWorker.Instantiate(in.number(), in.number(), in.text(), in.text(), in.integer(),
                    Parts.readTexts(in), Parts.readMap(in), Parts.readPreopens(in), Parts.readNetwork(in),
                    Parts.readLimits(in), Parts.readTexts(in));
            case CONTENT -> new ToWorker.Content(in.number(), in.bytes());
            case WARM_UP -> new ToWorker.WarmUp();
            case EXAMINE -> new ToWorker.Examine(in.number(), in.integer());
            case COMPILE -> new ToWorker.Compile(in.number(), new CoreOptions(in.bool(), in.bool()));
            case START -> new ToWorker.Start(in.number(), in.number());
            case CALL -> new ToWorker.Call(in.number(), in.number(), in.text(), Values.read(in), in.bool());
            case METER -> new ToWorker.Meter(in.number(), in.number(), in.text(), Values.read(in));
            case DROP -> new ToWorker.Drop(in.number(), in.number());
            case LIMITS -> new ToWorker.Limits(in.number(), Parts.readLimits(in));
            case IMPORT_DONE -> new ToWorker.ImportDone(in.number(), Values.read(in));
            case IMPORT_FAILED -> new ToWorker.ImportFailed(in.number(), Parts.readFailure(in));
            case ASK_STREAM -> new ToWorker.StreamAsk(in.number(), in.number(), in.number(), Parts.pick(STREAM_OPS, in.integer()),
                    in.integer(), in.bytes());
            case STREAM_ANSWER -> new ToWorker.StreamTold(in.number(), readAnswer(in));
            case CANCEL -> new ToWorker.Cancel(in.number());
            case STOP -> new ToWorker.Stop(in.number(), in.number());
            case INPUT -> new ToWorker.Input(in.number(), in.bytes());
            case CREDIT -> new ToWorker.Credit(in.number(), in.integer());
            case ASK_STATISTICS -> new ToWorker.AskStatistics(in.number(), in.number());
            case PING -> new ToWorker.Ping(in.number());
            default -> throw Reader.bad("a message of the unknown kind " + kind);
        };
    }

    private static FromWorker readFromWorker(Reader in) throws IOException {
        int kind = in.integer();
        return switch (kind) {
            case HELLO -> new FromWorker.Hello(in.integer(), in.bytes());
            case READY -> new FromWorker.Ready(Parts.readTexts(in));
            case INSTANTIATED -> new FromWorker.Instantiated(
                    in.number(), in.bool(), readFunctions(in), Parts.readInterpreted(in));
            case EXAMINED -> new FromWorker.Examined(in.number(), in.number(), in.number());
            case COMPILING -> new FromWorker.Compiling(in.number(), in.text(), in.integer(), in.integer());
            case ENTRY -> new FromWorker.Entry(in.number(), in.text(), in.bytes());
            case COMPILED -> new FromWorker.Compiled(in.number(), Parts.readInterpreted(in));
            case DONE -> new FromWorker.Done(in.number(), Values.read(in));
            case METERED -> new FromWorker.Metered(in.number(), in.number(), Values.read(in));
            case FAILED -> {
                long request = in.number();
                boolean unbegun = in.bool();
                ArcellaException cause = Parts.readFailure(in);
                yield new FromWorker.Failed(request, unbegun ? new NotBegunException(cause) : cause);
            }
            case IMPORT_CALL ->
                new FromWorker.ImportCall(in.number(), in.number(), in.text(), in.text(), Values.read(in));
            case IMPORT_CANCEL -> new FromWorker.ImportCancel(in.number(), in.number());
            case IMPORT_DROP -> new FromWorker.ImportDrop(in.number(), in.text(), in.number());
            case STREAM_ASK -> new FromWorker.StreamAsk(in.number(), in.number(), in.number(),
                    Parts.pick(STREAM_OPS, in.integer()), in.integer(), in.bytes());
            case STREAM_TOLD -> new FromWorker.StreamTold(in.number(), readAnswer(in));
            case OUTPUT -> new FromWorker.Output(in.number(), Parts.pick(STREAMS, in.integer()), in.bytes());
            case DENIED -> new FromWorker.Denied(in.number(), Denials.read(in));
            case INPUT_WANTED -> new FromWorker.InputWanted(in.number(), in.integer());
            case ENDED -> new FromWorker.Ended(in.number(), Parts.readEnding(in), Parts.readStatistics(in));
            case STATISTICS -> new FromWorker.Statistics(in.number(), Parts.readStatistics(in));
            case LONG_RUN -> new FromWorker.LongRun(in.number());
            case PONG -> new FromWorker.Pong(in.number(), in.number(), new MemoryUse(in.number(), in.number()));
            default -> throw Reader.bad("a message of the unknown kind " + kind);
        };
    }

    private static List<ExportedFunction> readFunctions(Reader in) throws IOException {
        int count = in.count();
        List<ExportedFunction> functions = new ArrayList<>(Math.min(count, 1024));
        for (int i = 0; i < count; i++) {
            functions.add(new ExportedFunction(in.text(), Parts.readTexts(in), Parts.readTexts(in)));
        }
        return functions;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T from(Reader in) throws IOException;
    }

    private static <T> T decode(byte[] frame, Reading<T> reading) {
        try {
            Reader in = new Reader(frame);
            T message = reading.from(in);
            in.end();
            return message;
        } catch (IOException | MessagePackException | IllegalArgumentException | ArithmeticException
                | BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new ArcellaException(WorkerError.PROTOCOL, "the peer sent a message that cannot be read: " + e, "", e);
        }
    }
}
