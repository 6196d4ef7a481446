package arcella.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import arcella.engine.EngineError;
import arcella.engine.core.Trap;
import arcella.wasi.Denial;
import arcella.wasi.Preopen;
import arcella.wit.value.Bytes;
import arcella.wit.value.WitValue;

/** What every {@link ModuleHost} does. */
abstract class ModuleHostContract extends StoppingContract {

    @Test
    void aCommandWritesAndExits() {
        Recorder recorder = new Recorder();
        ModuleInstance hello = host().instantiate(Guests.spec("hello"), recorder);
        assertThat(hello.command()).isTrue();
        assertThat(hello.functions()).isEmpty();
        assertThat(hello.ending()).isEmpty();
        hello.start();
        assertThat(recorder.ending()).isEqualTo(new Ending.Exited(0));
        assertThat(recorder.text()).isEqualTo("Hello from WebAssembly!\n");
        assertThat(hello.ending()).contains(new Ending.Exited(0));
        assertThat(hello.statistics().calls()).isEqualTo(1);
        assertThat(hello.statistics().traps()).isZero();
        assertThat(hello.statistics().outputBytes()).isEqualTo(24);
    }

    @Test
    void foldersAreTheGuestsToUseAsFarAsTheyAreGiven(@TempDir Path folder) throws Exception {
        for (String said : List.of("was here\n", "was here\nwas here\n")) {
            Recorder recorder = new Recorder();
            started(Guests.spec("files").withPreopens(
                    List.of(new Preopen(folder, "/data", Preopen.Access.READ_WRITE))), recorder);
            assertThat(recorder.ending()).isEqualTo(new Ending.Exited(0));
            assertThat(recorder.text()).isEqualTo(said + "found note.txt\n");
            assertThat(folder.resolve("note.txt")).hasContent(said);
        }
        Recorder fixed = new Recorder();
        started(Guests.spec("files").withPreopens(
                List.of(new Preopen(folder, "/data", Preopen.Access.READ_ONLY))), fixed);
        assertThat(fixed.ending()).isEqualTo(new Ending.Exited(1));
        assertThat(fixed.denials()).containsExactly(new Denial("to change /data/note.txt in /data, which is for reading only",
                new Denial.Remedy.Writing(folder, "/data")));
        assertCode(() -> host().instantiate(Guests.spec("files").withPreopens(List.of(
                new Preopen(folder.resolve("absent"), "/data", Preopen.Access.READ_WRITE))), new Recorder()),
                () -> 7003, "absent", "does not exist");
    }

    @Test
    void argumentsEnvironmentAndExitCodeCross() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("KEY", "a value with = and ä");
        environment.put("EMPTY", "");
        Recorder recorder = new Recorder();
        started(Guests.spec("args").withArguments(List.of("args", "one", "zwei ü", ""))
                .withEnvironment(environment), recorder);
        assertThat(recorder.ending()).isEqualTo(new Ending.Exited(0));
        assertThat(recorder.text()).isEqualTo("""
                arg 0 args
                arg 1 one
                arg 2 zwei ü
                arg 3\s
                env KEY=a value with = and ä
                env EMPTY=
                """);

        Recorder exit = new Recorder();
        started(Guests.spec("exit").withArguments(List.of("exit", "42")), exit);
        assertThat(exit.ending()).isEqualTo(new Ending.Exited(42));
    }

    @Test
    void aCommandWhoseRunReturnsErrHasFailed() {
        Recorder recorder = new Recorder();
        ModuleInstance failing = started(InstanceSpec.of("failing@1.0.0",
                Guests.file(Path.of("src", "test", "guests", "failing.wasm"))), recorder);
        assertThat(failing.command()).isTrue();
        assertThat(recorder.ending()).isEqualTo(new Ending.Exited(1));
        assertThat(failing.statistics().traps()).isZero();

        Recorder checks = new Recorder();
        started(InstanceSpec.of("process@1.0.0", Guests.file(Path.of("..", "examples", "wasi02", "process.wasm"))),
                checks);
        assertThat(checks.ending()).as("it misses its environment").isEqualTo(new Ending.Exited(1));
        assertThat(checks.text()).endsWith("failed\n");
    }

    @Test
    void standardInputIsReadToItsEnd() {
        byte[] input = new byte[3_000_001];
        new Random(7).nextBytes(input);
        Recorder recorder = new Recorder(input);
        started(Guests.spec("cat"), recorder);
        assertThat(recorder.ending()).isEqualTo(new Ending.Exited(0));
        assertThat(recorder.bytes()).isEqualTo(input);
    }

    @Test
    void aTrapEndsACommand() {
        Recorder recorder = new Recorder();
        ModuleInstance trap = started(Guests.spec("trap"), recorder);
        assertTrapped(recorder.ending(), EngineError.TRAP_UNREACHABLE);
        assertThat(recorder.text()).isEqualTo("about to trap\n");
        assertThat(trap.statistics().traps()).isEqualTo(1);
    }

    @Test
    void functionsOfAReactorAreCalled() {
        Recorder recorder = new Recorder();
        ModuleInstance adder = started(Guests.spec("adder"), recorder);
        assertThat(adder.command()).isFalse();
        assertThat(adder.module()).isEqualTo("adder@1.0.0");
        assertThat(adder.functions()).extracting(ExportedFunction::toString).contains(
                "add: func(s32, s32) -> s32",
                "scale: func(f64, f32) -> f64",
                "multiply-long: func(s64, s64) -> s64",
                "calls: func() -> s32");
        assertThat(adder.invoke("add", numbers(Integer.MAX_VALUE, 1))).isEqualTo(numbers(Integer.MIN_VALUE));
        assertThat(adder.invoke("scale", List.of(new WitValue.F64(1.5), new WitValue.F32(-2))))
                .containsExactly(new WitValue.F64(-3));
        assertThat(join(adder.call("multiply-long", List.of(new WitValue.S64(1L << 40), new WitValue.S64(-3)))))
                .containsExactly(new WitValue.S64(-3L << 40));
        assertThat(adder.invoke("calls", List.of())).isEqualTo(numbers(3));
        assertThat(adder.statistics().calls()).isEqualTo(4);
        assertThat(adder.statistics().memoryBytes()).isBetween(64L << 10, 16L << 20);
        assertThat(recorder.hasEnded()).isFalse();
    }

    @Test
    void aTrapInACallFailsTheCallAndEndsTheInstance() {
        Recorder recorder = new Recorder();
        ModuleInstance adder = started(Guests.spec("adder"), recorder);
        assertCode(() -> adder.invoke("divide", numbers(1, 0)), Trap.Kind.INTEGER_DIVIDE_BY_ZERO.code());
        assertTrapped(recorder.ending(), Trap.Kind.INTEGER_DIVIDE_BY_ZERO.code());
        assertCode(() -> adder.invoke("add", numbers(1, 2)), WorkerError.ENDED, "adder@1.0.0");
        assertCode(adder::start, WorkerError.ENDED);
        assertThat(adder.statistics().traps()).isEqualTo(1);
    }

    @Test
    void anExitWithinACallEndsTheInstance() {
        Recorder recorder = new Recorder();
        ModuleInstance probe = probe(recorder);
        assertCode(() -> probe.invoke("quit", numbers(7)), WorkerError.ENDED, "exited with code 7");
        assertThat(recorder.ending()).isEqualTo(new Ending.Exited(7));
    }

    @Test
    void wrongCallsAreRefusedAndHarmNothing() {
        ModuleInstance adder = host().instantiate(Guests.spec("adder"), new Recorder());
        assertCode(() -> adder.invoke("add", numbers(1, 2)), WorkerError.NOT_STARTED);
        adder.start();
        assertCode(adder::start, WorkerError.ALREADY_STARTED);
        assertCode(() -> adder.invoke("subtract", List.of()), WorkerError.NO_FUNCTION, "subtract", "add");
        assertCode(() -> adder.invoke("_initialize", List.of()), WorkerError.NO_FUNCTION);
        assertCode(() -> adder.invoke("add", numbers(1)), WorkerError.BAD_ARGUMENTS, "(s32)", "(s32, s32)");
        assertCode(() -> join(adder.call("add", List.of(new WitValue.S32(1), new WitValue.Text("2")))),
                WorkerError.BAD_ARGUMENTS);
        assertCode(() -> adder.invoke("add", List.of(new WitValue.S64(1), new WitValue.S32(2))),
                WorkerError.BAD_ARGUMENTS);
        assertThat(adder.invoke("add", numbers(1, 2))).isEqualTo(numbers(3));

        ModuleInstance hello = host().instantiate(Guests.spec("hello"), new Recorder());
        assertCode(() -> hello.invoke("_start", List.of()), WorkerError.NO_FUNCTION, "command");
    }

    @Test
    void manyCallersShareOneInstance() throws Exception {
        ModuleInstance probe = probe(new Recorder());
        int callers = 16;
        int each = 100;
        List<CompletableFuture<Integer>> sums = new ArrayList<>();
        for (int c = 0; c < callers; c++) {
            int caller = c;
            sums.add(CompletableFuture.supplyAsync(() -> {
                int sum = 0;
                for (int i = 0; i < each; i++) {
                    List<WitValue> result = i % 2 == 0 ? probe.invoke("add", numbers(caller, i))
                            : join(probe.call("add", numbers(caller, i)));
                    sum += result.equals(numbers(caller + i)) ? 1 : 0;
                }
                return sum;
            }, task -> Thread.ofPlatform().start(task)));
        }
        for (CompletableFuture<Integer> sum : sums) {
            assertThat(sum.get(4, TimeUnit.MINUTES)).isEqualTo(each);
        }
        assertThat(probe.statistics().calls()).isEqualTo((long) callers * each);
        assertThat(probe.statistics().callsWaiting()).isZero();
    }

    @Test
    void manyInstancesRunBesideOneAnother() {
        List<Recorder> recorders = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Recorder recorder = new Recorder();
            recorders.add(recorder);
            started(Guests.spec("args").withArguments(List.of("args", "number " + i)), recorder);
        }
        for (int i = 0; i < 20; i++) {
            assertThat(recorders.get(i).ending()).isEqualTo(new Ending.Exited(0));
            assertThat(recorders.get(i).text()).contains("number " + i + "\n");
        }
    }

    @Test
    void aFullQueueRefuses() {
        ModuleInstance probe = started(Guests.spec("probe").withLimits(limits().withQueuedCalls(2)), new Recorder());
        assertThat(probe.statistics().use().callDepth()).isZero();
        CompletableFuture<List<WitValue>> running = probe.call("nap", numbers(3_000));
        awaitCalls(probe, 1);
        // It counts before its guest is entered.
        long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        int depth = probe.statistics().use().callDepth();
        while (depth == 0 && System.nanoTime() < end) {
            depth = probe.statistics().use().callDepth();
        }
        assertThat(depth).as("the guest is within its call of the clock").isBetween(1, 20);
        CompletableFuture<List<WitValue>> one = probe.call("count", List.of());
        CompletableFuture<List<WitValue>> two = probe.call("count", List.of());
        assertCode(() -> join(probe.call("count", List.of())), WorkerError.OVERLOADED, "probe@1.0.0");
        assertThat(join(running)).isEmpty();
        assertThat(join(one)).isEqualTo(numbers(1));
        assertThat(join(two)).isEqualTo(numbers(2));
        assertThat(probe.statistics().use().callDepth()).isZero();
    }

    @Test
    void aSlowReaderHoldsUpTheGuestAndLosesNothing() {
        int bytes = 4 << 20;
        CountDownLatch open = new CountDownLatch(1);
        Recorder recorder = new Recorder() {
            @Override
            public void output(StandardStream stream, byte[] piece) {
                try {
                    open.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                super.output(stream, piece);
            }
        };
        ModuleInstance probe = probe(recorder);
        CompletableFuture<List<WitValue>> saying = probe.call("say", numbers(bytes));
        sleep(300);
        assertThat(saying).isNotDone();
        assertThat(probe.statistics().outputBytes()).isLessThanOrEqualTo(320 << 10);
        open.countDown();
        assertThat(join(saying)).isEqualTo(numbers(bytes));
        byte[] heard = recorder.bytes();
        assertThat(heard).hasSize(bytes);
        for (int i = 0; i < bytes; i++) {
            if (heard[i] != (byte) i) {
                throw new AssertionError("byte " + i + " is " + heard[i]);
            }
        }
    }

    @Test
    void aListenerThatFailsEndsTheInstance() {
        Recorder recorder = new Recorder() {
            @Override
            public void output(StandardStream stream, byte[] piece) {
                throw new IllegalStateException("the disk is full");
            }
        };
        started(Guests.spec("loop"), recorder);
        assertTrapped(recorder.ending(), WorkerError.INTERNAL);
    }

    @Test
    void memoryStaysWithinItsLimit() {
        ModuleInstance probe = started(Guests.spec("probe").withLimits(limits().withMemoryBytes(4 << 20)),
                new Recorder());
        long before = probe.statistics().memoryBytes();
        int pages = (int) (before >> 16);
        assertThat(probe.invoke("grow", numbers(64 - pages))).isEqualTo(numbers(pages));
        assertThat(probe.statistics().memoryBytes()).isEqualTo(4 << 20);
        assertThat(probe.invoke("grow", numbers(1))).isEqualTo(numbers(-1));
        assertCode(() -> host().instantiate(Guests.spec("probe").withLimits(limits().withMemoryBytes(64 << 10)),
                new Recorder()), EngineError.LIMIT);
    }

    @Test
    void endlessRecursionIsATrap() {
        Recorder recorder = new Recorder();
        ModuleInstance probe = started(Guests.spec("probe").withLimits(limits().withStackBytes(1 << 20)), recorder);
        assertCode(() -> probe.invoke("deep", List.of()), EngineError.TRAP_STACK_EXHAUSTED);
        assertTrapped(recorder.ending(), EngineError.TRAP_STACK_EXHAUSTED);
    }

    @Test
    void fuelIsForEachCall() {
        Recorder recorder = new Recorder();
        ModuleInstance probe = started(
                Guests.spec("probe").withLimits(limits().withFuel(OptionalLong.of(5_000_000))), recorder);
        for (int i = 0; i < 5; i++) {
            probe.invoke("work", numbers(100_000));
        }
        assertCode(() -> probe.invoke("work", numbers(10_000_000)), EngineError.TRAP_FUEL);
        assertTrapped(recorder.ending(), EngineError.TRAP_FUEL);
    }

    @Test
    void processorTimeIsCounted() {
        ModuleInstance probe = probe(new Recorder());
        Duration before = probe.statistics().cpuTime();
        long begin = System.nanoTime();
        probe.invoke("work", numbers(100_000_000));
        Duration wall = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(probe.statistics().cpuTime().minus(before)).isBetween(Duration.ofMillis(10), wall.multipliedBy(2));
    }

    @Test
    void contentIsCheckedBeforeItRuns() {
        byte[] junk = "not wasm at all".getBytes(StandardCharsets.UTF_8);
        assertCode(() -> host().instantiate(InstanceSpec.of("junk@0.0.1", ModuleContent.of(junk)), new Recorder()),
                EngineError.NOT_WASM);
        String otherHash = ModuleContent.hash(Bytes.copyOf(junk));
        Path hello = ((ModuleContent.InFile) Guests.example("hello")).path();
        assertCode(() -> host().instantiate(InstanceSpec.of("hello@0.0.1", new ModuleContent.InFile(otherHash, hello)),
                new Recorder()), WorkerError.CONTENT, "SHA-256");
        assertCode(() -> host().instantiate(InstanceSpec.of("gone@0.0.1",
                new ModuleContent.InFile(otherHash, hello.resolveSibling("gone.wasm"))), new Recorder()),
                WorkerError.CONTENT, "gone.wasm");
    }

    @Test
    void anImportThatNobodyOffersIsNamed() {
        // (module (import "env" "missing" (func)))
        byte[] wasm = {0, 'a', 's', 'm', 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 2, 15, 1,
            3, 'e', 'n', 'v', 7, 'm', 'i', 's', 's', 'i', 'n', 'g', 0, 0};
        assertCode(() -> host().instantiate(InstanceSpec.of("wants@0.0.1", ModuleContent.of(wasm)), new Recorder()),
                EngineError.UNLINKABLE, "missing");
    }

    @Test
    void actionsThatDependOnACallMayBlock() {
        ModuleInstance probe = probe(new Recorder());
        CompletableFuture<List<WitValue>> chained = probe.call("count", List.of())
                .thenApply(first -> probe.invoke("count", List.of()))
                .thenApply(second -> probe.invoke("count", List.of()));
        assertThat(join(chained)).isEqualTo(numbers(3));
    }
}
