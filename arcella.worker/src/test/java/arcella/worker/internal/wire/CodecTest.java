package arcella.worker.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import arcella.engine.core.CoreOptions;
import arcella.error.ArcellaException;
import arcella.wasi.Denial;
import arcella.wasi.Preopen;
import arcella.wasi.WasiLimits;
import arcella.wasi.WasiUse;
import arcella.wasi.net.NetworkRule;
import arcella.wasi.net.NetworkRules;
import arcella.wit.value.Bytes;
import arcella.wit.value.WitValue;
import arcella.worker.ComponentLimits;
import arcella.worker.Ending;
import arcella.worker.ExportedFunction;
import arcella.worker.InstanceLimits;
import arcella.worker.InstanceStatistics;
import arcella.worker.InterpretedFunctions;
import arcella.worker.LimitUse;
import arcella.worker.MemoryUse;
import arcella.worker.PerCall;
import arcella.worker.StandardStream;
import arcella.worker.WorkerError;

class CodecTest {

    private static final InstanceStatistics FIGURES =
            new InstanceStatistics(1L << 40, 2, 3, Duration.ofNanos(4), 5L << 33, 6,
                    new LimitUse(9, 1L << 34, 2, 3, 4, 5, 6L << 35, Optional.of(new PerCall(7L << 36, 8L << 37)),
                            new PerCall(9, 10), new WasiUse(11, 12, 13, 14)));

    static Stream<ToWorker> toWorker() {
        InstanceLimits limits = new InstanceLimits(1L << 33, 1, 2, 1 << 20, 3, OptionalLong.of(7),
                Optional.of(Duration.ofMillis(5)), Optional.empty(), Duration.ofDays(20_000),
                new ComponentLimits(1, 2, 3, 4, 1L << 40), new WasiLimits(5, 6, 7, 8));
        return Stream.of(
                new ToWorker.Welcome(new ToWorker.WorkerSettings(true, List.of("/a", "/ä b"), List.of(),
                        true, false, Optional.of("/cache"))),
                new ToWorker.Instantiate(1, 2, "m@1.0.0", "00", 12, List.of("", "x"), Map.of("K", "v"),
                        List.of(new Preopen(Path.of("/in put"), "/in", Preopen.Access.READ_ONLY),
                                new Preopen(Path.of("/out"), ".", Preopen.Access.READ_WRITE)),
                        new NetworkRules(List.of(NetworkRule.parse("https://a.example"), NetworkRule.parse("udp://[::1]:53")),
                                List.of(NetworkRule.parse("tcp://*:*"))), limits, List.of("a:b/c@0.1.0", "a:b/d")),
                new ToWorker.Instantiate(1, 2, "m@1.0.0", "00", 12, List.of(), Map.of(), List.of(),
                        NetworkRules.none(), InstanceLimits.defaults(), List.of()),
                new ToWorker.WarmUp(), new ToWorker.Examine(3, 64 << 20),
                new ToWorker.Compile(4, new CoreOptions(true, false)), new ToWorker.Compile(4, new CoreOptions(false, true)),
                new ToWorker.Start(Long.MAX_VALUE, 2),
                new ToWorker.Call(1, 2, "f", values(), false),
                new ToWorker.Call(1, 2, "f", values(), true),
                new ToWorker.Meter(1, 2, "f", values()),
                new ToWorker.Drop(8, 9), new ToWorker.Limits(8, limits),
                new ToWorker.ImportDone(10, values()),
                new ToWorker.Cancel(-1),
                new ToWorker.Stop(3, Long.MAX_VALUE),
                new ToWorker.Credit(4, 65_536),
                new ToWorker.AskStatistics(5, 6),
                new ToWorker.Ping(7));
    }

    static Stream<FromWorker> fromWorker() {
        return Stream.of(
                new FromWorker.Ready(List.of("a", "b")),
                new FromWorker.Instantiated(1, true, List.of(
                        new ExportedFunction("f", List.of("s32"), List.of("f64", "f32"))),
                        new InterpretedFunctions(List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"), 3)),
                new FromWorker.Examined(1, 1L << 40, 1L << 41), new FromWorker.Compiling(2, "00", 256, 8000),
                new FromWorker.Compiled(3, InterpretedFunctions.of(List.of("f", "äb"))),
                new FromWorker.Done(2, values()),
                new FromWorker.Metered(2, 1L << 40, values()),
                new FromWorker.ImportCall(8, 9, "a:b/c@0.1.0", "f", values()),
                new FromWorker.ImportCancel(8, 9),
                new FromWorker.ImportDrop(9, "a:b/c", 77),
                new FromWorker.Denied(4, new Denial("to do ä", new Denial.Remedy.Connect("tcp://a.example:*"))),
                new FromWorker.Denied(4, new Denial("to open files", new Denial.Remedy.Raise("open-files"))),
                new FromWorker.Denied(4, new Denial("to listen", new Denial.Remedy.Listen("udp://[::]:53"))),
                new FromWorker.Denied(4, new Denial("to write", new Denial.Remedy.Writing(Path.of("/a b"), "/in"))),
                new FromWorker.Denied(4, new Denial("to go out", new Denial.Remedy.Folder())),
                new FromWorker.Denied(4, new Denial("to open", new Denial.Remedy.Nothing())),
                new FromWorker.InputWanted(4, 5),
                new FromWorker.Ended(5, new Ending.Exited(-1), FIGURES),
                new FromWorker.Ended(5, new Ending.Stopped(), FIGURES),
                new FromWorker.Statistics(6, FIGURES),
                new FromWorker.LongRun(4242),
                new FromWorker.Pong(7, 1L << 33, new MemoryUse(1L << 34, 1L << 35)));
    }

    private static List<WitValue> values() {
        WitValue text = new WitValue.Text("äöü \ud83d\ude00 \u0000");
        return List.of(new WitValue.Bool(true), new WitValue.S8((byte) -128), new WitValue.U8((short) 255),
                new WitValue.S16((short) -32768), new WitValue.U16(65535), new WitValue.S32(Integer.MIN_VALUE),
                new WitValue.U32(0xffff_ffffL), new WitValue.S64(Long.MIN_VALUE), new WitValue.U64(-1),
                new WitValue.F32(-0.0f), new WitValue.F32(Float.intBitsToFloat(0x7fc0_1234)),
                new WitValue.F64(Double.longBitsToDouble(0x7ff8_0000_0000_1234L)), new WitValue.Char(0x10ffff), text,
                new WitValue.ListOf(List.of(text, text)), new WitValue.ListOf(List.of()),
                Bytes.copyOf(new byte[100_000]), Bytes.copyOf(new byte[0]),
                new WitValue.MapOf(Map.of(text, new WitValue.S8((byte) 1))),
                new WitValue.RecordOf(List.of(new WitValue.Field("a", text), new WitValue.Field("b", text))),
                new WitValue.TupleOf(List.of(text, new WitValue.Bool(false))),
                new WitValue.VariantOf("v", Optional.of(text)), new WitValue.VariantOf("w", Optional.empty()),
                new WitValue.EnumOf("e"), new WitValue.FlagsOf(Set.of("x", "y")), WitValue.OptionOf.none(),
                WitValue.OptionOf.some(WitValue.OptionOf.some(text)), WitValue.ResultOf.ok(), WitValue.ResultOf.err(text),
                new WitValue.Handle(WitValue.HandleKind.ERROR_CONTEXT, -5));
    }

    @ParameterizedTest
    @MethodSource("toWorker")
    void messagesToAWorkerCrossUnchanged(ToWorker message) {
        assertThat(Codec.decodeToWorker(Codec.encode(message))).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("fromWorker")
    void messagesFromAWorkerCrossUnchanged(FromWorker message) {
        assertThat(Codec.decodeFromWorker(Codec.encode(message))).isEqualTo(message);
    }

    @Test
    void messagesWithBytesAndFailuresCrossUnchanged() {
        byte[] bytes = {1, 2, 3};
        assertThat(((FromWorker.Output) Codec.decodeFromWorker(
                Codec.encode(new FromWorker.Output(1, StandardStream.STDERR, bytes)))).bytes()).isEqualTo(bytes);
        FromWorker.Entry entry = (FromWorker.Entry) Codec.decodeFromWorker(Codec.encode(new FromWorker.Entry(2, "00.arcmod", bytes)));
        assertThat(entry.request()).isEqualTo(2);
        assertThat(entry.name()).isEqualTo("00.arcmod");
        assertThat(entry.bytes()).isEqualTo(bytes);
        assertThat(((ToWorker.Content) Codec.decodeToWorker(Codec.encode(new ToWorker.Content(1, bytes)))).bytes())
                .isEqualTo(bytes);
        assertThat(((ToWorker.Input) Codec.decodeToWorker(Codec.encode(new ToWorker.Input(1, new byte[0])))).bytes())
                .isEmpty();
        for (StreamOp op : StreamOp.values()) {
            ToWorker.StreamAsk ask = (ToWorker.StreamAsk) Codec.decodeToWorker(
                    Codec.encode(new ToWorker.StreamAsk(1, 2, 1L << 62, op, 65_536, bytes)));
            assertThat(ask).usingRecursiveComparison().isEqualTo(new ToWorker.StreamAsk(1, 2, 1L << 62, op, 65_536, bytes));
            FromWorker.StreamAsk asked = (FromWorker.StreamAsk) Codec.decodeFromWorker(
                    Codec.encode(new FromWorker.StreamAsk(3, 4, 5, op, 0, bytes)));
            assertThat(asked).usingRecursiveComparison().isEqualTo(new FromWorker.StreamAsk(3, 4, 5, op, 0, bytes));
        }
        for (StreamAnswer answer : List.of(StreamAnswer.read(bytes), StreamAnswer.done(Long.MAX_VALUE), StreamAnswer.closed(),
                StreamAnswer.failed("why"))) {
            assertThat(Codec.decodeToWorker(Codec.encode(new ToWorker.StreamTold(6, answer)))).usingRecursiveComparison()
                    .isEqualTo(new ToWorker.StreamTold(6, answer));
            assertThat(Codec.decodeFromWorker(Codec.encode(new FromWorker.StreamTold(7, answer)))).usingRecursiveComparison()
                    .isEqualTo(new FromWorker.StreamTold(7, answer));
        }
        ArcellaException failure = new ArcellaException(WorkerError.DEADLINE, "what", "remedy");
        FromWorker.Failed failed = (FromWorker.Failed) Codec.decodeFromWorker(
                Codec.encode(new FromWorker.Failed(9, failure)));
        assertThat(failed.request()).isEqualTo(9);
        assertThat(failed.cause()).hasMessage(failure.getMessage());
        assertThat(failed.cause().remedy()).isEqualTo("remedy");
        FromWorker.Ended lost = (FromWorker.Ended) Codec.decodeFromWorker(
                Codec.encode(new FromWorker.Ended(1, new Ending.Trapped(failure), FIGURES)));
        assertThat(((Ending.Trapped) lost.ending()).cause()).hasMessage(failure.getMessage());
    }

    @Test
    void bytesOfEverySizeCrossAmongOtherValues() {
        Random random = new Random(5);
        List<WitValue> all = new ArrayList<>();
        for (int size : new int[] {0, 1, 4095, 4096, 70_000, 4096, 300_000, 2}) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            all.add(new WitValue.Text("before " + size));
            all.add(new WitValue.TupleOf(List.of(Bytes.wrap(bytes), WitValue.OptionOf.some(Bytes.wrap(bytes)))));
            ToWorker alone = new ToWorker.Call(1, 2, "f", List.of(Bytes.wrap(bytes)), true);
            assertThat(Codec.decodeToWorker(Codec.encode(alone))).isEqualTo(alone);
        }
        FromWorker together = new FromWorker.Done(2, all);
        assertThat(Codec.decodeFromWorker(Codec.encode(together))).isEqualTo(together);
    }

    /** What a list of a mebibyte costs on its way, beside what its frame is. */
    @Test
    void aLargeListIsCopiedOnceIntoItsFrameAndNotOutOfIt() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        FromWorker done = new FromWorker.Done(2, List.of(Bytes.wrap(new byte[1 << 20])));
        Codec.decodeFromWorker(Codec.encode(done));
        long before = threads.getCurrentThreadAllocatedBytes();
        byte[] frame = Codec.encode(done);
        long written = threads.getCurrentThreadAllocatedBytes();
        FromWorker read = Codec.decodeFromWorker(frame);
        long after = threads.getCurrentThreadAllocatedBytes();
        assertThat(read).isEqualTo(done);
        assertThat(written - before).as("to write it").isLessThan(frame.length + (64 << 10));
        assertThat(after - written).as("to read it").isLessThan(64 << 10);
    }

    @Test
    void bitsOfFloatsSurvive() {
        FromWorker.Done done = (FromWorker.Done) Codec.decodeFromWorker(Codec.encode(new FromWorker.Done(1, List.of(
                new WitValue.F32(Float.intBitsToFloat(0x7fa0_0001)), new WitValue.F64(-0.0)))));
        assertThat(Float.floatToRawIntBits(((WitValue.F32) done.results().get(0)).value()) | 0x0040_0000)
                .isEqualTo(0x7fa0_0001 | 0x0040_0000);
        assertThat(Double.doubleToRawLongBits(((WitValue.F64) done.results().get(1)).value())).isEqualTo(1L << 63);
    }

    @Test
    void everyTruncationAndEveryAdditionIsRefused() {
        byte[] frame = Codec.encode(new ToWorker.Instantiate(1, 2, "m@1.0.0", "00", 12, List.of("", "x"),
                Map.of("K", "v"), List.of(new Preopen(Path.of("/host"), "/guest", Preopen.Access.READ_ONLY)),
                NetworkRules.none(), InstanceLimits.defaults(), List.of("a:b/c")));
        for (int length = 0; length < frame.length; length++) {
            byte[] part = java.util.Arrays.copyOf(frame, length);
            assertRefused(() -> Codec.decodeToWorker(part));
        }
        assertRefused(() -> Codec.decodeToWorker(java.util.Arrays.copyOf(frame, frame.length + 1)));
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable reading) {
        assertThatThrownBy(reading).isInstanceOfSatisfying(ArcellaException.class,
                e -> assertThat(e.code().number()).isEqualTo(WorkerError.PROTOCOL.number()));
    }

    @Test
    void damagedFramesAreRefusedOrAreOtherMessages() {
        Random random = new Random(11);
        List<byte[]> frames = new ArrayList<>();
        fromWorker().forEach(message -> frames.add(Codec.encode(message)));
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] frame = frames.get(round % frames.size()).clone();
            int damages = 1 + random.nextInt(3);
            for (int i = 0; i < damages; i++) {
                frame[random.nextInt(frame.length)] = (byte) random.nextInt();
            }
            try {
                Codec.decodeFromWorker(frame);
            } catch (ArcellaException e) {
                assertThat(e.code().number()).isEqualTo(WorkerError.PROTOCOL.number());
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }

    @Test
    void countsAndLengthsAreHeldAgainstTheFrame() {
        // done(1, array of 2^31-1 values), output(1, stdout, 2^31-1 bytes), text of 2^31-1 bytes
        assertRefused(() -> Codec.decodeFromWorker(new byte[] {36, 1, (byte) 0xdd, 0x7f, -1, -1, -1, 6, 1}));
        assertRefused(() -> Codec.decodeFromWorker(new byte[] {38, 1, 0, (byte) 0xc6, 0x7f, -1, -1, -1, 6, 1}));
        assertRefused(() -> Codec.decodeFromWorker(
                new byte[] {36, 1, (byte) 0x91, 13, (byte) 0xdb, 0x7f, -1, -1, -1, 'a'}));
    }

    @Test
    void valuesThatNestTooDeepAreRefusedOnBothSides() {
        WitValue deep = new WitValue.Bool(true);
        for (int i = 0; i < 200; i++) {
            deep = WitValue.OptionOf.some(deep);
        }
        WitValue value = deep;
        assertThatThrownBy(() -> Codec.encode(new FromWorker.Done(1, List.of(value))))
                .isInstanceOf(ArcellaException.class).hasMessageContaining("ARC-4002");
        byte[] frame = new byte[3 + 500];
        frame[0] = 36;
        frame[1] = 1;
        frame[2] = (byte) 0x91;
        for (int i = 3; i + 1 < frame.length; i += 2) {
            frame[i] = 22;
            frame[i + 1] = (byte) 0xc3;
        }
        assertRefused(() -> Codec.decodeFromWorker(frame));
    }

    @Test
    void aFrameThatIsTooLongIsRefusedBeforeItIsSent() {
        WitValue half = Bytes.wrap(new byte[40 << 20]);
        assertThatThrownBy(() -> Codec.encode(new ToWorker.Call(1, 1, "f", List.of(half, half), false)))
                .isInstanceOf(ArcellaException.class).hasMessageContaining("ARC-4002");
    }
}
