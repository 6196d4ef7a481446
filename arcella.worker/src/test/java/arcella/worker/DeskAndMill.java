package arcella.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import com.sun.management.HotSpotDiagnosticMXBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

import arcella.wasi.Preopen;
import arcella.wit.value.WitValue;
import arcella.worker.internal.streams.StreamHub;

/** A desk that has a mill work on streams, each of the two wherever a test wants it. What is left of them is counted afterwards. */
@ResourceLock("the streams of this process")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class DeskAndMill {

    static final String MILL = "demo:pipe/mill@0.1.0";
    static final String DESK = "demo:pipe/desk@0.1.0#";
    static final int FILE_BYTES = 300_000;

    enum Place {
        IN_MAIN("", ""), IN_ONE_WORKER("a", "a"), IN_TWO_WORKERS("a", "b"), FROM_MAIN_TO_A_WORKER("", "b"),
        FROM_A_WORKER_TO_MAIN("a", "");

        final String desk;
        final String mill;

        Place(String desk, String mill) {
            this.desk = desk;
            this.mill = mill;
        }
    }

    @TempDir
    Path folder;

    final LocalModuleHost main = new LocalModuleHost(1L << 30);
    WorkerSupervisor supervisor;
    Recorder deskHears;
    Recorder millHears;
    ModuleInstance desk;
    ModuleInstance mill;
    Path deskFiles;

    void start(Place place, Recorder desk, Recorder mill) throws IOException {
        Path run = Files.createDirectory(folder.resolve("run"));
        supervisor = new WorkerSupervisor(Workplace.options(run));
        for (String name : List.of("desk", "mill")) {
            makeFiles(name);
        }
        deskHears = desk;
        millHears = mill;
        this.mill = host(place.mill).instantiate(spec("mill"), mill);
        this.mill.start();
        deskFiles = folder.resolve("desk");
        this.desk = host(place.desk).instantiate(spec("desk").withImports(Set.of(MILL)), desk, atTheMill());
        this.desk.start();
    }

    /** Calls of the mill, whichever there is at the time. */
    ModuleImports atTheMill() {
        return new ModuleImports() {
            @Override
            public List<WitValue> call(String iface, String function, List<WitValue> arguments) {
                return mill.function(iface + "#" + function).call(arguments);
            }

            @Override
            public void drop(String iface, long id) {
                throw new IllegalStateException("the mill has no resources of its own");
            }
        };
    }

    ModuleHost host(String group) {
        return group.isEmpty() ? main : supervisor.host(group);
    }

    void makeFiles(String name) throws IOException {
        Path files = Files.createDirectory(folder.resolve(name));
        byte[] bytes = new byte[FILE_BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 >> 3);
        }
        byte[] head = (name + "'s own: ").getBytes(StandardCharsets.UTF_8);
        System.arraycopy(head, 0, bytes, 0, head.length);
        Files.write(files.resolve("in"), bytes);
    }

    /** Each has both folders, so that they may share a worker, and its own first. */
    InstanceSpec spec(String name) {
        Path other = folder.resolve(name.equals("desk") ? "mill" : "desk");
        return InstanceSpec.of(name + "@1.0.0", Guests.file(Path.of("..", "examples", "pipe", name + ".wasm")))
                .withPreopens(List.of(new Preopen(folder.resolve(name), "/", Preopen.Access.READ_WRITE),
                        new Preopen(other, "/other", Preopen.Access.READ_WRITE)));
    }

    @AfterEach
    void close() {
        main.close();
        if (supervisor != null) {
            supervisor.close();
        }
        assertThat(StreamHub.HERE.size()).as("streams that are under way for ever").isZero();
        await("threads that are at work with a stream for ever", () -> !threads().contains(StreamHub.class.getPackageName()));
    }

    /** All threads of this process, virtual ones too, and what they do. */
    private String threads() {
        try {
            Path file = Files.createTempDirectory(folder, "threads").resolve("dump");
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpThreads(file.toString(),
                    HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<WitValue> values(Object... given) {
        return Arrays.stream(given).<WitValue>map(one -> switch (one) {
            case Integer number -> new WitValue.U32(number);
            case Long number -> new WitValue.U64(number);
            case String words -> new WitValue.Text(words);
            default -> throw new IllegalArgumentException(one.toString());
        }).toList();
    }

    String call(String function, Object... arguments) {
        return told(desk.invoke(DESK + function, values(arguments)));
    }

    static String told(List<WitValue> results) {
        return results.isEmpty() ? "" : ((WitValue.Text) results.getFirst()).value();
    }

    CompletableFuture<String> atMill(String function, Object... arguments) {
        return mill.call(MILL + "#" + function, values(arguments)).thenApply(DeskAndMill::told);
    }

    static Recorder input(String words) {
        return new Recorder(words.getBytes(StandardCharsets.UTF_8));
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            HostFixture.sleep(5);
        }
    }
}
