package arcella.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import arcella.engine.component.Component;
import arcella.engine.component.ComponentInstance;
import arcella.engine.component.LinkedComponent;
import arcella.engine.component.Linker;

/** Calls between Java and the guest {@code examples/binding}, whose folder is the system property {@code examples}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:-DontCompileHugeMethods", "--sun-misc-unsafe-memory-access=allow"})
public class CallBenchmark {

    private static final String GUEST = "arcella:binding/guest@1.0.0";

    private final String longName = "Grüße, 日本! ".repeat(47).substring(0, 512);
    private final byte[] kilobyte = new byte[1 << 10];
    private final byte[] megabyte = new byte[1 << 20];
    private final byte[] memory = new byte[2 << 20];
    private final SampleTypes.Mixed mixed = mixed(1);
    private final List<SampleTypes.Mixed> ten = IntStream.range(0, 10).mapToObj(CallBenchmark::mixed).toList();
    private final SampleTypes.Shape rect = new SampleTypes.Shape.Rect(new SampleTypes.Sides(1.5, 2.5));

    private Component component;
    private Component greeter;
    private LinkedComponent linked;
    private LinkedComponent linkedGreeter;
    private ComponentInstance instance;
    private SampleTypes.Guest guest;

    private static SampleTypes.Mixed mixed(int i) {
        return new SampleTypes.Mixed(i, "name " + i, 1.5 * i, SampleTypes.Color.DEEP_BLUE,
                EnumSet.of(SampleTypes.Rights.READ, SampleTypes.Rights.DELETE_ALL), List.of("one", "two"),
                Optional.of(7L));
    }

    /** Reads, compiles and instantiates the guest. */
    @Setup(Level.Trial)
    public void open() {
        component = Component.read(Path.of(System.getProperty("examples"), "binding", "binding.wasm"));
        instance = instantiate();
        linked = linker().link(component);
        greeter = Component.read(Path.of(System.getProperty("examples"), "greeter", "greeter.wasm"));
        linkedGreeter = new Linker().link(greeter);
        guest = instance.proxy(GUEST, SampleTypes.Guest.class);
    }

    /** Closes it. */
    @TearDown(Level.Trial)
    public void close() {
        instance.close();
    }

    private ComponentInstance instantiate() {
        return linker().instantiate(component);
    }

    private static Linker linker() {
        return new Linker().implement("arcella:binding/host@1.0.0", new SampleTypes.Host(), SampleTypes.Counter.class);
    }

    /** {@code add(u32, u32)}. */
    @Benchmark
    public long add() {
        return guest.add(40, 2);
    }

    /** A short ASCII string there, and a longer one back. */
    @Benchmark
    public String greetShort() {
        return guest.greet("World");
    }

    /** 512 characters, some not of ASCII. */
    @Benchmark
    public String greetLong() {
        return guest.greet(longName);
    }

    /** 1 KiB there and back. */
    @Benchmark
    public byte[] kilobyte() {
        return guest.echoBytes(kilobyte);
    }

    /** 1 MiB there and back. */
    @Benchmark
    public byte[] megabyte() {
        return guest.echoBytes(megabyte);
    }

    /** What {@link #megabyte} cannot do without: 1 MiB copied into an array, and out of it into a fresh one. */
    @Benchmark
    public byte[] megabyteCopies() {
        System.arraycopy(megabyte, 0, memory, 0, megabyte.length);
        return Arrays.copyOfRange(memory, 0, megabyte.length);
    }

    /** A record of mixed fields there and back. */
    @Benchmark
    public SampleTypes.Mixed record() {
        return guest.echoMixed(mixed);
    }

    /** A variant there and back. */
    @Benchmark
    public SampleTypes.Shape variant() {
        return guest.echoShape(rect);
    }

    /** Ten records there and back. */
    @Benchmark
    public List<SampleTypes.Mixed> tenRecords() {
        return guest.echoAll(ten);
    }

    /** A call that makes the guest call Java with 1 KiB there and back. */
    @Benchmark
    public byte[] kilobyteViaHost() {
        return guest.bytesViaHost(kilobyte);
    }

    /** A call that makes the guest call Java with a list of 2 numbers. */
    @Benchmark
    public long totalViaHost() {
        return guest.totalViaHost(new long[] {1, 2});
    }

    /** A new instance with a new linker, as the container makes them: for each its own host. */
    @Benchmark
    public void instance() {
        instantiate().close();
    }

    /** A new instance of the linked component. */
    @Benchmark
    public void linkedInstance() {
        linked.instantiate().close();
    }

    /** A new instance of a small component that imports nothing, from its plan. */
    @Benchmark
    public void smallInstance() {
        linkedGreeter.instantiate().close();
    }
}
