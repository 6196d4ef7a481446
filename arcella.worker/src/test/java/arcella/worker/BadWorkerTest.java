package arcella.worker;

import static arcella.worker.HostFixture.assertCode;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import arcella.wit.value.Bytes;
import arcella.wit.value.WitValue;

/** What the supervisor does about workers that do not do what they should. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BadWorkerTest {

    /** How long one that says nothing is waited for: time enough for its process to print its name first. */
    private static final Duration SILENCE = Duration.ofSeconds(8);

    @TempDir
    private Path folder;

    private WorkerSupervisor supervisor;

    private ModuleHost host(FakeWorker.Mode mode) {
        supervisor = new WorkerSupervisor(Workplace.options(folder).withHeartbeat(Duration.ofSeconds(1))
                .withJvmArguments(FakeWorker.mode(mode))
                .withStartDeadline(switch (mode) {
                    case NEVER_CONNECTS, SAYS_NOTHING -> SILENCE;
                    default -> Duration.ofMinutes(2);
                }),
                WorkbenchOptions.defaults(), FakeWorker.class.getName());
        return supervisor.host("bad");
    }

    @AfterEach
    void nothingIsLeft() {
        supervisor.close();
        assertThat(folder).isEmptyDirectory();
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)
                .filter(child -> child.info().arguments().map(a -> List.of(a).toString()).orElse("")
                        .contains(folder.toString()))).isEmpty();
    }

    private static InstanceSpec spec(Duration deadline) {
        return InstanceSpec.of("m@1.0.0", ModuleContent.of(new byte[10]))
                .withLimits(InstanceLimits.defaults().withDeadline(Optional.of(deadline)));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.INCLUDE, names = {"EXITS", "NEVER_CONNECTS", "WRONG_SECRET", "SAYS_NOTHING"})
    void oneThatDoesNotStartIsNamed(FakeWorker.Mode mode) {
        ModuleHost host = host(mode);
        assertCode(() -> host.instantiate(spec(Duration.ofSeconds(30)), new Recorder()), WorkerError.WORKER_START,
                "group bad", "fake worker " + mode, switch (mode) {
                    case EXITS -> "exit code 5";
                    case WRONG_SECRET -> "exit code 0";
                    default -> "8000 ms";
                });
        assertThat(supervisor.workers()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.INCLUDE, names = {"GARBAGE", "HUGE_FRAME", "WRONG_REQUEST", "WRONG_ANSWER",
        "WRONG_INSTANCE", "FLOOD", "DENIES", "ENDS_TWICE", "TORN_FRAME"})
    void oneThatBreaksTheProtocolIsGivenUp(FakeWorker.Mode mode) {
        ModuleHost host = host(mode);
        Recorder recorder = new Recorder();
        ModuleInstance instance = host.instantiate(spec(Duration.ofSeconds(30)), recorder);
        instance.start();
        CompletableFuture<List<WitValue>> call = instance.call("f", List.of());
        assertLost(call, mode == FakeWorker.Mode.TORN_FRAME ? "exit code 0" : "was given up: ");
        if (mode == FakeWorker.Mode.ENDS_TWICE) {
            assertThat(recorder.ending()).isEqualTo(new Ending.Exited(0));
        } else {
            assertThat(recorder.ending()).isInstanceOf(Ending.Lost.class);
        }
        assertThat(supervisor.workers()).isEmpty();
    }

    private static void assertLost(CompletableFuture<List<WitValue>> call, String... words) {
        assertCode(() -> {
            try {
                call.get(2, TimeUnit.MINUTES);
            } catch (ExecutionException e) {
                throw e.getCause();
            }
        }, WorkerError.WORKER_LOST, words);
    }

    @Test
    void oneThatStopsReadingIsGivenUpAndHoldsNobodyUp() {
        ModuleHost host = host(FakeWorker.Mode.STOPS);
        Recorder recorder = new Recorder();
        ModuleInstance instance = host.instantiate(spec(Duration.ofSeconds(30)), recorder);
        instance.start();
        CompletableFuture<List<WitValue>> first = instance.call("f", List.of());
        byte[] much = new byte[8 << 20];
        CompletableFuture<List<WitValue>> second = instance.call("f", List.of(Bytes.wrap(much)));
        CompletableFuture<List<WitValue>> third = instance.call("f", List.of(Bytes.wrap(much)));
        assertLost(first, "sign of life");
        assertLost(second);
        assertLost(third);
        assertThat(recorder.ending()).isInstanceOf(Ending.Lost.class);
    }

    /** Between the end of its connection and that of its process: those may go elsewhere, for nothing has happened. */
    @Test
    void whoCallsOneThatHasHungUpHasNotBegun() throws Exception {
        ModuleHost host = host(FakeWorker.Mode.HANGS_UP);
        ModuleInstance instance = host.instantiate(spec(Duration.ofSeconds(30)), new Recorder());
        instance.start();
        CompletableFuture<List<WitValue>> inFlight = instance.call("f", List.of());
        List<CompletableFuture<List<WitValue>>> later = new ArrayList<>();
        while (!inFlight.isDone()) {
            later.add(instance.call("f", List.of()));
            Thread.sleep(20);
        }
        assertLost(inFlight, "left its connection");
        List<Throwable> failures = later.stream().map(call -> call.handle((done, failure) -> failure).join()).toList();
        assertThat(inFlight.handle((done, failure) -> failure).join()).isNotInstanceOf(NotBegunException.class);
        assertThat(failures).last().isInstanceOfSatisfying(NotBegunException.class, failure -> {
            assertThat(failure.code().number()).isEqualTo(WorkerError.WORKER_LOST.number());
            assertThat(failure.getMessage()).contains("group bad", "left its connection");
        });
    }

    @Test
    void oneThatDoesNotKeepADeadlineIsGivenUp() {
        ModuleHost host = host(FakeWorker.Mode.NEVER_ANSWERS);
        ModuleInstance instance = host.instantiate(spec(Duration.ofMillis(100)), new Recorder());
        instance.start();
        assertLost(instance.call("f", List.of()), "did not stop", "\"f\"");
    }

    @Test
    void oneThatDoesNotStopAnInstanceIsGivenUp() {
        ModuleHost host = host(FakeWorker.Mode.NEVER_ANSWERS);
        Recorder recorder = new Recorder();
        ModuleInstance instance = host.instantiate(spec(Duration.ofSeconds(60)), recorder);
        assertThat(instance.stop(Duration.ZERO).join()).isInstanceOf(Ending.Lost.class);
    }

    @Test
    void whatItSaysCannotCommandATerminal() {
        ModuleHost host = host(FakeWorker.Mode.ESCAPES);
        ModuleInstance instance = host.instantiate(spec(Duration.ofSeconds(30)), new Recorder());
        instance.start();
        assertCode(() -> {
            try {
                instance.invoke("f", List.of());
            } catch (arcella.error.ArcellaException e) {
                assertThat(e.getMessage().chars()).noneMatch(Character::isISOControl);
                throw e;
            }
        }, WorkerError.ENDED, "[2Jcleared");
    }

    @Test
    void aFolderWithALongPathIsNoObstacle() throws Exception {
        Path deep = folder.resolve("d".repeat(60)).resolve("e".repeat(60));
        supervisor = new WorkerSupervisor(Workplace.options(deep));
        Recorder recorder = new Recorder();
        supervisor.host("long").instantiate(Guests.spec("hello"), recorder).start();
        assertThat(recorder.ending()).isEqualTo(new Ending.Exited(0));
        supervisor.close();
        assertThat(deep).isEmptyDirectory();
        assertThat(Files.getPosixFilePermissions(deep)).hasSize(3);
        Files.delete(deep);
        Files.delete(deep.getParent());
    }

    @Test
    void thereAreNoMoreWorkersThanAllowed() {
        supervisor = new WorkerSupervisor(Workplace.options(folder).withMaxWorkers(1));
        supervisor.host("one").instantiate(Guests.spec("probe"), new Recorder());
        assertCode(() -> supervisor.host("two").instantiate(Guests.spec("probe"), new Recorder()),
                WorkerError.TOO_MANY_WORKERS, "there are 1 workers already", "group two", "'max' in [workers]");
        supervisor.kill("one", "the operator ended it");
        supervisor.host("two").instantiate(Guests.spec("probe"), new Recorder());
    }

    @Test
    void anIdleWorkerEnds() throws InterruptedException {
        supervisor = new WorkerSupervisor(Workplace.options(folder).withHeartbeat(Duration.ofSeconds(1))
                .withIdle(Duration.ofMillis(300)));
        Recorder recorder = new Recorder();
        ModuleInstance probe = supervisor.host("idle").instantiate(Guests.spec("probe"), recorder);
        // Some heartbeats.
        Thread.sleep(2_500);
        assertThat(supervisor.workers()).hasSize(1);
        probe.stop(Duration.ZERO).join();
        assertThat(recorder.ending()).isEqualTo(new Ending.Stopped());
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!supervisor.workers().isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(50);
        }
        Recorder again = new Recorder();
        supervisor.host("idle").instantiate(Guests.spec("hello"), again).start();
        assertThat(again.ending()).isEqualTo(new Ending.Exited(0));
    }

    @Test
    void aWorkerEndsWithItsSupervisorEvenUnderAnEndlessGuest() throws Exception {
        Process parent = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Parent.class.getName(), folder.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            String line = parent.inputReader().readLine();
            ProcessHandle worker = ProcessHandle.of(Long.parseLong(line)).orElseThrow();
            assertThat(worker.isAlive()).isTrue();
            parent.toHandle().destroyForcibly();
            parent.waitFor();
            worker.onExit().get(2, TimeUnit.MINUTES);
        } finally {
            parent.destroyForcibly();
        }
        assertThat(folder).as("what nobody could clear away").isNotEmptyDirectory();
        Files.writeString(folder.resolve("w-somebody-elses"), "stays");
        supervisor = new WorkerSupervisor(Workplace.options(folder));
        assertThat(folder.toFile().list()).containsExactly("w-somebody-elses");
        Files.delete(folder.resolve("w-somebody-elses"));
    }

    @Test
    void whatWorkersOfASupervisorThatLivesHaveIsLeftToThem() {
        supervisor = new WorkerSupervisor(Workplace.options(folder));
        ModuleInstance probe = supervisor.host("one").instantiate(Guests.spec("probe"), new Recorder());
        probe.start();
        String[] before = folder.toFile().list();
        new WorkerSupervisor(Workplace.options(folder)).close();
        assertThat(folder.toFile().list()).isNotEmpty().containsExactlyInAnyOrder(before);
        assertThat(probe.invoke("count", List.of())).containsExactly(new WitValue.S32(1));
    }

    /** A container that starts an endless guest in a worker, tells the worker's process id, and waits to be killed. */
    static final class Parent {

        public static void main(String[] arguments) throws Exception {
            WorkerSupervisor supervisor = new WorkerSupervisor(Workplace.options(Path.of(arguments[0])));
            Recorder recorder = new Recorder();
            supervisor.host("orphan").instantiate(Guests.spec("loop"), recorder).start();
            recorder.awaitText("looping");
            System.out.println(supervisor.workers().getFirst().pid());
            Thread.sleep(600_000);
        }
    }
}
