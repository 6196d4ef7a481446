package arcella.worker;

import static arcella.worker.HostFixture.assertCode;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import arcella.engine.EngineError;
import arcella.engine.core.CacheState;
import arcella.engine.core.CompileCache;
import arcella.engine.core.CompileProgress;
import arcella.engine.core.CoreEngine;
import arcella.error.ArcellaException;
import arcella.wit.value.WitValue;
import arcella.worker.face.ModuleFace;

/** Modules are validated and compiled in processes of their own. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkbenchTest {

    private static final long ROOM = 64L << 20;
    private static final WorkbenchOptions NO_SPARE = WorkbenchOptions.defaults().withSpare(Duration.ZERO);

    @TempDir
    private Path folder;

    @TempDir
    private Path cacheFolder;

    private WorkerSupervisor supervisor;

    @AfterEach
    void nothingIsLeft() {
        supervisor.close();
        assertThat(folder).isEmptyDirectory();
    }

    private Workbench bench(byte[] wasm, WorkbenchOptions options) {
        if (supervisor == null) {
            supervisor = new WorkerSupervisor(Workplace.options(folder), options);
        }
        return supervisor.workbench(ModuleContent.of(wasm), false);
    }

    private static byte[] example(String name) {
        return Guests.example(name).load().toArray();
    }

    private CompileCache cache() {
        return CompileCache.open(cacheFolder.resolve("compiled"), ROOM);
    }

    @Test
    void aComponentIsExaminedAndCompiled() {
        byte[] greeter = example("greeter");
        CompileCache cache = cache();
        List<Integer> done = new ArrayList<>();
        try (Workbench bench = bench(greeter, NO_SPARE)) {
            ModuleFace face = bench.examine();
            assertThat(face.exports()).isEqualTo(ModuleFace.of(greeter).exports());
            assertThat(supervisor.workers()).singleElement().satisfies(worker -> {
                assertThat(worker.group()).isEqualTo("-compile");
                assertThat(worker.seal()).as("what the system lacks").noneMatch(line -> line.startsWith("missing"));
            });
            assertThat(bench.compile(InstanceLimits.defaults(), (sha256, functions, total) -> done.add(functions),
                    Optional.of(cache))).isEqualTo(InterpretedFunctions.none());
        }
        assertThat(done).as("progress").isNotEmpty();
        assertThat(supervisor.workers()).isEmpty();
        assertThat(cache.misses() + cache.hits()).as("the container has loaded nothing").isZero();
        try (LocalModuleHost host = new LocalModuleHost(CoreEngine.cached(cache), ROOM)) {
            assertThat(host.prepared(Guests.example("greeter"), InstanceLimits.defaults())).contains(CacheState.WHOLE);
            ModuleInstance instance = host.instantiate(Guests.spec("greeter"), new Recorder());
            instance.start();
            assertThat(instance.invoke("calls", List.of())).containsExactly(new WitValue.U32(1));
            assertThat(cache.misses()).isZero();
        }
    }

    @Test
    void aCoreModulesFaceIsTheSameToo() {
        byte[] adder = example("adder");
        try (Workbench bench = bench(adder, NO_SPARE)) {
            assertThat(bench.examine()).isEqualTo(ModuleFace.of(adder));
            bench.compile(InstanceLimits.defaults(), CompileProgress.NONE, Optional.of(cache()));
        }
        try (LocalModuleHost host = new LocalModuleHost(CoreEngine.cached(cache()), ROOM)) {
            assertThat(host.prepared(Guests.example("adder"), InstanceLimits.defaults())).contains(CacheState.WHOLE);
        }
    }

    @Test
    void whatIsWrongWithAModuleIsSaidAsEver() {
        byte[] cut = java.util.Arrays.copyOf(example("greeter"), 700);
        ArcellaException here = org.assertj.core.api.Assertions.catchThrowableOfType(
                ArcellaException.class, () -> ModuleFace.of(cut));
        try (Workbench bench = bench(cut, NO_SPARE)) {
            assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(ArcellaException.class, bench::examine))
                    .hasMessage(here.getMessage())
                    .satisfies(there -> assertThat(there.code().number()).isEqualTo(here.code().number()));
        }
        byte[] text = "(module)".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        try (Workbench bench = bench(text, NO_SPARE)) {
            assertCode(bench::examine, EngineError.NOT_WASM);
        }
    }

    @Test
    void aWorkerThatIsKilledIsToldAndTheNextOneWorks() throws Exception {
        byte[] hello = example("hello");
        try (Workbench bench = bench(hello, NO_SPARE)) {
            ProcessHandle process = ProcessHandle.of(supervisor.workers().getFirst().pid()).orElseThrow();
            process.destroyForcibly();
            assertCode(bench::examine, WorkerError.COMPILE_WORKER, "validating", "signal 9 (SIGKILL)", "try again");
        }
        try (Workbench bench = bench(hello, NO_SPARE)) {
            assertThat(bench.examine().command()).isTrue();
        }
    }

    /** A section of types, each of them a function without parameters and results: three bytes here, many as objects. */
    private static byte[] manyTypes(int count) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0, 1});
        byte[] number = leb(count);
        out.writeBytes(leb(number.length + 3 * count));
        out.writeBytes(number);
        for (int i = 0; i < count; i++) {
            out.writeBytes(new byte[] {0x60, 0, 0});
        }
        return out.toByteArray();
    }

    /** One function that does nothing, so many times. */
    private static byte[] longCode(int instructions) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 10});
        out.writeBytes(leb(instructions + 7));
        out.write(1);
        out.writeBytes(leb(instructions + 2));
        out.write(0);
        byte[] nothing = new byte[instructions];
        java.util.Arrays.fill(nothing, (byte) 1);
        out.writeBytes(nothing);
        out.write(0x0B);
        return out.toByteArray();
    }

    private static byte[] leb(int value) {
        return new byte[] {(byte) (value | 0x80), (byte) (value >> 7 | 0x80), (byte) (value >> 14 | 0x80),
                (byte) (value >> 21 & 0x7F)};
    }

    @Test
    void oneThatTakesTooMuchMemoryIsRefused() {
        byte[] large = longCode(3_900_000);
        try (Workbench bench = bench(large, NO_SPARE.withHeapBytes(64L << 20))) {
            assertCode(bench::examine, WorkerError.COMPILE_LIMIT, "validating", "64 MiB of Java heap", "smaller");
        }
    }

    @Test
    void oneWhoseDeclarationsTakeTooMuchIsRefused() {
        try (Workbench bench = bench(manyTypes(20_000), NO_SPARE.withDeclaredBytes(1 << 20))) {
            assertCode(bench::examine, WorkerError.COMPILE_LIMIT, "declarations", "fewer");
        }
    }

    @Test
    void oneThatTakesTooLongIsRefused() {
        try (Workbench bench = bench(example("greeter"), NO_SPARE.withTime(Duration.ofMillis(1)))) {
            assertCode(bench::examine, WorkerError.COMPILE_LIMIT, "validating", "takes more than");
        }
    }

    @Test
    void oneThatIsTooLargeNeedsNoWorkerToBeRefused() {
        assertCode(() -> bench(new byte[(64 << 20) + 1], NO_SPARE), WorkerError.COMPILE_LIMIT, "67108865 bytes");
        assertThat(supervisor.workers()).isEmpty();
    }

    @Test
    void anInterruptGivesUpWhatIsWaitedFor() throws Exception {
        byte[] greeter = example("greeter");
        CompletableFuture<Throwable> heard = new CompletableFuture<>();
        try (Workbench bench = bench(greeter, NO_SPARE)) {
            Thread waiting = Thread.ofPlatform().start(() -> {
                Thread.currentThread().interrupt();
                try {
                    bench.examine();
                    heard.complete(new IllegalStateException("nothing was given up"));
                } catch (ArcellaException e) {
                    heard.complete(e);
                }
            });
            assertThat(heard.get(2, TimeUnit.MINUTES)).hasMessageContaining("ARC-4007");
            waiting.join();
        }
        assertThat(supervisor.workers()).isEmpty();
    }

    @Test
    void aSpareIsKeptReadyForAWhileAndUsedOnce() throws Exception {
        byte[] hello = example("hello");
        WorkbenchOptions options = NO_SPARE.withSpare(Duration.ofSeconds(3));
        bench(hello, options).close();
        long spare = awaitWorker();
        try (Workbench bench = bench(hello, options)) {
            assertThat(supervisor.workers()).extracting(WorkerStatistics::pid).containsExactly(spare);
            bench.examine();
        }
        assertThat(awaitWorker()).isNotEqualTo(spare);
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!supervisor.workers().isEmpty()) {
            assertThat(System.nanoTime()).as("nobody wants it any more").isLessThan(end);
            Thread.sleep(50);
        }
    }

    private long awaitWorker() throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (supervisor.workers().isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(10);
        }
        return supervisor.workers().getFirst().pid();
    }

    @Test
    void aThirdWaitsButOneForAnInstalledModuleDoesNot() throws Exception {
        byte[] hello = example("hello");
        Workbench first = bench(hello, NO_SPARE);
        Workbench second = bench(hello, NO_SPARE);
        CompletableFuture<Workbench> third = CompletableFuture.supplyAsync(() -> bench(hello, NO_SPARE));
        supervisor.workbench(ModuleContent.of(hello), true).close();
        assertThat(third).isNotDone();
        first.close();
        third.get(2, TimeUnit.MINUTES).close();
        second.close();
    }
}
