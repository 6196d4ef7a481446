package arcella.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import arcella.engine.EngineError;
import arcella.wasi.Preopen;
import arcella.wasi.net.NetworkRule;
import arcella.wasi.net.NetworkRules;
import arcella.wit.value.WitValue;

/** The contract in a worker process, and what is particular to processes. */
class WorkerModuleHostTest extends ModuleHostContract {

    @TempDir
    private Path folder;

    private WorkerSupervisor supervisor;

    @Override
    ModuleHost open() {
        supervisor = new WorkerSupervisor(Workplace.options(folder));
        return supervisor.host("test");
    }

    @AfterEach
    void closeSupervisor() {
        supervisor.close();
        assertThat(folder).as("what workers leave").isEmptyDirectory();
    }

    @Test
    void noProcessIsStartedBeforeItIsNeeded() {
        supervisor.host("other");
        assertThat(supervisor.workers()).isEmpty();
        host().instantiate(Guests.spec("probe"), new Recorder());
        assertThat(supervisor.workers()).singleElement().satisfies(worker -> {
            assertThat(worker.group()).isEqualTo("test");
            assertThat(worker.modules()).containsExactly("probe@1.0.0");
            assertThat(worker.starts()).isEqualTo(1);
            assertThat(worker.residentBytes()).isBetween(10L << 20, 1L << 30);
            assertThat(worker.uptime()).isBetween(Duration.ZERO, Duration.ofMinutes(5));
            assertThat(ProcessHandle.of(worker.pid())).isPresent();
            assertThat(worker.seal()).as("what the system lacks").noneMatch(line -> line.startsWith("missing"));
            assertThat(worker.unsealed()).isEmpty();
            assertThat(worker.sealed()).isTrue();
            assertThat(String.join("; ", worker.seal())).contains("landlock version", "seccomp", "no new privileges",
                    "no core dumps", "own process group");
        });
    }

    /** Its order may not have been sent, and then its content must not be: the worker and all others in it would be lost. */
    @Test
    void anInterruptedInstantiationLeavesTheOthersInPeace() throws Exception {
        Recorder recorder = new Recorder();
        ModuleInstance probe = host().instantiate(Guests.spec("probe"), recorder);
        probe.start();
        for (int round = 0; round < 60; round++) {
            Thread caller = Thread.ofPlatform().start(() -> {
                try {
                    host().instantiate(Guests.spec("probe"), new Recorder());
                } catch (arcella.error.ArcellaException e) {
                    assertThat(e.code().number()).isEqualTo(WorkerError.CANCELLED.number());
                }
            });
            Thread.sleep(Duration.ofNanos(round * 20_000L));
            caller.interrupt();
            caller.join();
        }
        assertThat(probe.invoke("count", List.of())).containsExactly(new WitValue.S32(1));
        assertThat(recorder.hasEnded()).isFalse();
    }

    /** A linear memory that finds no room in the heap is refused; nothing else is lost by it. */
    @Test
    void memoriesThatGrowToTheirLimitsLeaveTheOthersInPeace() {
        ModuleHost roomy = roomy();
        ModuleInstance other = roomy.instantiate(Guests.spec("probe"), new Recorder());
        other.start();
        other.invoke("count", List.of());
        for (int i = 0; i < 3; i++) {
            ModuleInstance grows = roomy.instantiate(Guests.spec("probe"), new Recorder());
            grows.start();
            while (!grows.invoke("grow", List.of(new WitValue.S32(100))).equals(List.of(new WitValue.S32(-1)))) {
                assertThat(grows.statistics().memoryBytes()).isLessThanOrEqualTo(256L << 20);
            }
            if (i == 0) {
                assertThat(grows.statistics().memoryBytes()).isGreaterThan((256L << 20) - (100L << 16));
            }
        }
        assertThat(other.invoke("count", List.of())).containsExactly(new WitValue.S32(2));
    }

    @Test
    void memoriesThatAreLargeFromTheStartAreRefusedWhereTheyDoNotFit() {
        ModuleHost roomy = roomy();
        ModuleInstance other = roomy.instantiate(Guests.spec("probe"), new Recorder());
        other.start();
        other.invoke("count", List.of());
        // A module of nothing but a memory of 4096 pages, 256 MiB.
        byte[] large = HexFormat.of().parseHex("0061736d01000000" + "0504010080" + "20" + "070a01066d656d6f72790200");
        InstanceSpec spec = InstanceSpec.of("large@1.0.0", ModuleContent.of(large));
        ModuleInstance first = roomy.instantiate(spec, new Recorder());
        assertThat(first.statistics().memoryBytes()).isEqualTo(256L << 20);
        int refused = 0;
        for (int i = 0; i < 3; i++) {
            try {
                roomy.instantiate(spec, new Recorder());
            } catch (arcella.error.ArcellaException e) {
                assertThat(e.code().number()).isEqualTo(EngineError.LIMIT.number());
                refused++;
            }
        }
        assertThat(refused).isPositive();
        assertThat(first.ending()).isEmpty();
        assertThat(other.invoke("count", List.of())).containsExactly(new WitValue.S32(2));
    }

    /** With the heap that workers have where nobody says otherwise. */
    private ModuleHost roomy() {
        supervisor.close();
        WorkerOptions options = Workplace.options(folder);
        supervisor = new WorkerSupervisor(options.withHeapBytes(WorkerOptions.of(folder, options.classPath()).heapBytes()));
        return supervisor.host("test");
    }

    @Test
    void aKilledWorkerLosesItsInstancesAndNoOthers() throws Exception {
        Recorder lost = new Recorder();
        ModuleInstance probe = host().instantiate(Guests.spec("probe"), lost);
        probe.start();
        Recorder other = new Recorder();
        ModuleInstance elsewhere = supervisor.host("other").instantiate(Guests.spec("probe"), other);
        elsewhere.start();
        CompletableFuture<List<WitValue>> call = probe.call("spin", List.of());
        CompletableFuture<List<WitValue>> safe = elsewhere.call("nap", List.of(new WitValue.S32(1500)));
        awaitCalls(probe, 1);
        kill("test");
        assertCode(() -> {
            try {
                call.get(2, TimeUnit.MINUTES);
            } catch (java.util.concurrent.ExecutionException e) {
                throw e.getCause();
            }
        }, WorkerError.WORKER_LOST, "group test", "signal 9 (SIGKILL)");
        assertThat(lost.ending()).isInstanceOfSatisfying(Ending.Lost.class,
                end -> assertThat(end.cause().getMessage()).contains("ARC-4102", "SIGKILL"));
        assertCode(() -> probe.invoke("count", List.of()), WorkerError.WORKER_LOST);
        assertThat(safe.get(2, TimeUnit.MINUTES)).isEmpty();
        assertThat(other.hasEnded()).isFalse();

        Recorder again = new Recorder();
        ModuleInstance fresh = host().instantiate(Guests.spec("probe"), again);
        fresh.start();
        assertThat(fresh.invoke("count", List.of())).containsExactly(new WitValue.S32(1));
        assertThat(supervisor.workers()).filteredOn(w -> w.group().equals("test"))
                .extracting(WorkerStatistics::starts).containsExactly(2L);
    }

    @Test
    void aSealedWorkerGivesWayToOneWithMoreFolders(@TempDir Path data) {
        InstanceSpec files = Guests.spec("files").withPreopens(
                List.of(new Preopen(data, "/data", Preopen.Access.READ_WRITE)));
        ModuleInstance probe = host().instantiate(Guests.spec("probe"), new Recorder());
        assertCode(() -> host().instantiate(files, new Recorder()), WorkerError.FOLDER, "group test", "files@1.0.0");
        probe.stop(Duration.ZERO).join();
        Recorder recorder = new Recorder();
        host().instantiate(files, recorder).start();
        assertThat(recorder.ending()).isEqualTo(new Ending.Exited(0));
        assertThat(data.resolve("note.txt")).hasContent("was here\n");
        assertThat(supervisor.workers()).extracting(WorkerStatistics::starts).containsExactly(2L);
        assertThat(supervisor.workers().getFirst().seal()).contains(keeping("dac_override, fowner"));
    }

    /** What is left of root's rights, if root runs this. */
    private static String keeping(String rights) {
        return "capabilities: " + (System.getProperty("user.name").equals("root") ? "none but " + rights : "none");
    }

    @Test
    void whoeverWasGrantedALowPortKeepsTheRightToIt() {
        InstanceSpec probe = Guests.spec("probe");
        ModuleInstance none = host().instantiate(probe, new Recorder());
        assertThat(supervisor.workers().getFirst().seal()).contains("capabilities: none");
        NetworkRules low = new NetworkRules(List.of(), List.of(NetworkRule.parse("tcp://127.0.0.1:80")));
        NetworkRules high = new NetworkRules(List.of(), List.of(NetworkRule.parse("tcp://127.0.0.1:1024")));
        none.stop(Duration.ZERO).join();
        ModuleInstance second = host().instantiate(probe.withNetwork(high), new Recorder());
        assertThat(supervisor.workers().getFirst().seal()).contains("capabilities: none").anyMatch(line -> line.contains("Internet sockets only"));
        second.stop(Duration.ZERO).join();
        host().instantiate(probe.withNetwork(low), new Recorder());
        assertThat(supervisor.workers().getFirst().seal()).contains(keeping("net_bind_service"));
    }

    @Test
    void aSealedWorkerHasTheNetworkThatItsModulesWereGranted() {
        InstanceSpec closed = InstanceSpec.of("sockets@1.0.0",
                Guests.file(Path.of("..", "examples", "wasi02", "sockets.wasm")));
        NetworkRules rules = new NetworkRules(
                List.of(NetworkRule.parse("tcp://127.0.0.1:*"), NetworkRule.parse("udp://127.0.0.1:*"),
                        NetworkRule.parse("tcp://localhost:1")),
                List.of(NetworkRule.parse("tcp://127.0.0.1:*")));
        ModuleInstance probe = host().instantiate(Guests.spec("probe"), new Recorder());
        assertThat(supervisor.workers().getFirst().seal()).anyMatch(line -> line.contains("no sockets"));
        assertCode(() -> host().instantiate(closed.withNetwork(rules), new Recorder()), WorkerError.FOLDER, "the network");
        probe.stop(Duration.ZERO).join();
        Recorder recorder = new Recorder();
        host().instantiate(closed.withNetwork(rules), recorder).start();
        assertThat(recorder.ending()).isEqualTo(new Ending.Exited(0));
        assertThat(supervisor.workers().getFirst().seal()).anyMatch(line -> line.contains("Internet sockets only"));
    }

    private void kill(String group) {
        long pid = supervisor.workers().stream().filter(w -> w.group().equals(group)).findFirst().orElseThrow().pid();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    @Test
    void earlyDeathsAreFollowedByGrowingPauses() {
        long begin = System.nanoTime();
        for (int i = 0; i < 7; i++) {
            Recorder recorder = new Recorder();
            host().instantiate(Guests.spec("probe"), recorder);
            kill("test");
            assertThat(recorder.ending()).isInstanceOf(Ending.Lost.class);
        }
        assertCode(() -> host().instantiate(Guests.spec("probe").withLimits(
                InstanceLimits.defaults().withLoadDeadline(Duration.ofMillis(20))), new Recorder()),
                WorkerError.WORKER_BACKOFF, "test");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(3_100));
    }
}
