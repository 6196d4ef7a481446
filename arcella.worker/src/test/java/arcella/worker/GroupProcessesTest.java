package arcella.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import arcella.error.ArcellaException;
import arcella.wasi.Preopen;
import arcella.wit.value.WitValue;

/** When groups get processes, and how many. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GroupProcessesTest {

    @TempDir
    private Path folder;

    @TempDir
    private Path data;

    private volatile String awaited = "";
    private final Set<String> returning = ConcurrentHashMap.newKeySet();
    private WorkerSupervisor supervisor;

    @BeforeEach
    void open() {
        WorkerOptions options = Workplace.options(folder).withMaxWorkers(2);
        supervisor = new WorkerSupervisor(options, WorkbenchOptions.defaults(), new GroupRules() {
            @Override
            public GroupLimits of(String group) {
                return new GroupLimits(options.heapBytes(), Integer.MAX_VALUE);
            }

            @Override
            public boolean awaited(String group) {
                return awaited.equals(group);
            }

            @Override
            public boolean returning(String group) {
                return returning.contains(group);
            }
        });
    }

    @AfterEach
    void close() {
        supervisor.close();
        assertThat(folder).as("what workers leave").isEmptyDirectory();
    }

    private List<Long> pids(String group) {
        return supervisor.workers().stream().filter(worker -> worker.group().equals(group)).map(WorkerStatistics::pid).toList();
    }

    private static ModuleInstance started(ModuleHost host, InstanceSpec spec) {
        ModuleInstance made = host.instantiate(spec, new Recorder());
        made.start();
        return made;
    }

    private static long count(ModuleInstance probe) {
        return ((WitValue.S32) probe.invoke("count", List.of()).getFirst()).value();
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.sleep(10);
        }
    }

    private InstanceSpec withFolder() {
        return named("probe@1.0.0");
    }

    /** The probe under another name, with a folder. */
    private InstanceSpec named(String module) {
        return InstanceSpec.of(module, Guests.probe()).withPreopens(List.of(new Preopen(data, "/data", Preopen.Access.READ_WRITE)));
    }

    /** Whoever is to come in any case comes in another process, and those that run go on in theirs. */
    @Test
    void whatTheWorkerWasSealedWithoutMayComeInAnother() throws Exception {
        ModuleInstance old = started(supervisor.host("desk"), Guests.spec("probe"));
        assertThat(count(old)).isEqualTo(1);
        List<Long> first = pids("desk");
        assertThatThrownBy(() -> supervisor.host("desk").instantiate(withFolder(), new Recorder()))
                .isInstanceOfSatisfying(ArcellaException.class, refused ->
                        assertThat(refused.code().number()).isEqualTo(WorkerError.FOLDER.number()));
        assertThat(pids("desk")).isEqualTo(first);
        ModuleInstance next = started(supervisor.hostApart("desk"), withFolder());
        assertThat(count(next)).isEqualTo(1);
        assertThat(count(old)).as("it went on").isEqualTo(2);
        assertThat(pids("desk")).hasSize(2).endsWith(first.getFirst());
        long second = pids("desk").getFirst();
        // What comes now joins the one with more.
        ModuleInstance third = started(supervisor.host("desk"), withFolder());
        assertThat(pids("desk")).hasSize(2);
        old.stop(Duration.ZERO).get(1, TimeUnit.MINUTES);
        await("the first process ends", () -> pids("desk").equals(List.of(second)));
        assertThat(count(third)).isEqualTo(1);
        supervisor.kill("desk", "a test");
        assertThat(pids("desk")).isEmpty();
    }

    /** An operator's restart ends all of them. */
    @Test
    void bothProcessesOfAGroupEndWithIt() throws Exception {
        Recorder recorder = new Recorder();
        ModuleInstance old = supervisor.host("desk").instantiate(Guests.spec("probe"), recorder);
        old.start();
        started(supervisor.hostApart("desk"), withFolder());
        assertThat(pids("desk")).hasSize(2);
        supervisor.kill("desk", "a test");
        assertThat(recorder.ending()).isInstanceOf(Ending.Lost.class);
        assertThat(pids("desk")).isEmpty();
    }

    /** Where no other may be started, nothing has changed for those that run. */
    @Test
    void aSecondProcessThatCannotComeLeavesTheFirst() throws Exception {
        ModuleInstance old = started(supervisor.host("desk"), Guests.spec("probe"));
        started(supervisor.host("other"), Guests.spec("probe"));
        assertThatThrownBy(() -> supervisor.hostApart("desk").instantiate(named("neighbour@1.0.0"), new Recorder()))
                .isInstanceOfSatisfying(ArcellaException.class, refused ->
                        assertThat(refused.code().number()).isEqualTo(WorkerError.TOO_MANY_WORKERS.number()))
                .hasMessageContaining("neighbour@1.0.0 needs one more: it needs folders or the network").hasMessageContaining("'worker restart desk'");
        List<Long> there = pids("desk");
        assertThat(there).hasSize(1);
        assertThat(count(started(supervisor.host("desk"), Guests.spec("probe")))).isEqualTo(1);
        assertThat(pids("desk")).isEqualTo(there);
        assertThat(count(old)).isEqualTo(1);
    }

    /** Where what it was for does not come, it goes at once, and the one before is the group's again. */
    @Test
    void aSecondProcessGoesWithWhatItWasFor() throws Exception {
        ModuleInstance old = started(supervisor.host("desk"), Guests.spec("probe"));
        List<Long> first = pids("desk");
        assertThatThrownBy(() -> supervisor.hostApart("desk").instantiate(
                withFolder().withLimits(InstanceLimits.defaults().withMemoryBytes(0)), new Recorder())).isInstanceOf(ArcellaException.class);
        await("the second process ends, well before one that is idle", () -> pids("desk").equals(first));
        assertThat(count(old)).isEqualTo(1);
        started(supervisor.host("desk"), Guests.spec("probe"));
        assertThat(pids("desk")).isEqualTo(first);
    }

    /** A module that takes its own place takes that of its process, too, a moment before this is free. */
    @Test
    void whoIsAloneInItsProcessNeedsNoOther() throws Exception {
        ModuleInstance old = started(supervisor.host("desk"), Guests.spec("probe"));
        started(supervisor.host("other"), Guests.spec("probe"));
        List<Long> first = pids("desk");
        assertThat(count(started(supervisor.hostApart("desk"), named("probe@2.0.0")))).isEqualTo(1);
        assertThat(count(old)).isEqualTo(1);
        assertThat(pids("desk")).hasSize(2);
        assertThatThrownBy(() -> supervisor.host("third").instantiate(Guests.spec("probe"), new Recorder()))
                .isInstanceOf(ArcellaException.class);
        old.stop(Duration.ZERO).get(1, TimeUnit.MINUTES);
        await("the first process ends", () -> pids("desk").size() == 1);
        assertThat(pids("desk")).doesNotContainAnyElementsOf(first);
        // No place has been won by it.
        assertThatThrownBy(() -> supervisor.host("third").instantiate(Guests.spec("probe"), new Recorder()))
                .isInstanceOfSatisfying(ArcellaException.class, refused ->
                        assertThat(refused.code().number()).isEqualTo(WorkerError.TOO_MANY_WORKERS.number()));
    }

    /** A process in which nothing runs is kept for a while, but not against somebody who needs its place. */
    @Test
    void anIdleWorkerMakesRoom() throws Exception {
        started(supervisor.host("one"), Guests.spec("probe"));
        ModuleInstance done = started(supervisor.host("two"), Guests.spec("probe"));
        assertThatThrownBy(() -> supervisor.host("three").instantiate(Guests.spec("probe"), new Recorder()))
                .isInstanceOfSatisfying(ArcellaException.class, refused ->
                        assertThat(refused.code().number()).isEqualTo(WorkerError.TOO_MANY_WORKERS.number()));
        done.stop(Duration.ZERO).get(1, TimeUnit.MINUTES);
        assertThat(pids("two")).hasSize(1);
        awaited = "two";
        assertThatThrownBy(() -> supervisor.host("three").instantiate(Guests.spec("probe"), new Recorder()))
                .as("its module is about to come again").isInstanceOf(ArcellaException.class);
        assertThat(pids("two")).hasSize(1);
        awaited = "";
        assertThat(count(started(supervisor.host("three"), Guests.spec("probe")))).isEqualTo(1);
        assertThat(pids("two")).isEmpty();
        assertThat(pids("one")).hasSize(1);
    }

    /** Whoever comes again after the death of its process finds its place, whatever others want meanwhile; and nobody waits for another. */
    @Test
    void aPlaceIsKeptForWhoIsAboutToComeAgain() throws Exception {
        for (String group : List.of("one", "two")) {
            started(supervisor.host(group), Guests.spec("probe"));
        }
        for (String group : List.of("one", "two")) {
            returning.add(group);
            ProcessHandle.of(pids(group).getFirst()).orElseThrow().destroyForcibly();
            await("its death is known", () -> pids(group).isEmpty());
        }
        assertThatThrownBy(() -> supervisor.host("three").instantiate(Guests.spec("probe"), new Recorder()))
                .isInstanceOfSatisfying(ArcellaException.class, refused ->
                        assertThat(refused.code().number()).isEqualTo(WorkerError.TOO_MANY_WORKERS.number()))
                .hasMessageContaining("about to come again");
        assertThat(count(started(supervisor.host("one"), Guests.spec("probe")))).isEqualTo(1);
        returning.remove("one");
        // It gives up.
        returning.remove("two");
        assertThat(count(started(supervisor.host("three"), Guests.spec("probe")))).isEqualTo(1);
    }

    /** Early deaths make the next process wait, but not for somebody who has looked at them. */
    @Test
    void whoForgivesEarlyDeathsDoesNotWait() throws Exception {
        for (int death = 0; supervisor.backoff("frail").compareTo(Duration.ofSeconds(1)) < 0; death++) {
            assertThat(death).isLessThan(12);
            supervisor.forgive("nobody");
            ModuleInstance probe = started(supervisor.host("frail"), Guests.spec("probe"));
            ProcessHandle.of(pids("frail").getFirst()).orElseThrow().destroyForcibly();
            await("its death is known", () -> probe.ending().isPresent() && pids("frail").isEmpty());
        }
        supervisor.forgive("frail");
        assertThat(supervisor.backoff("frail")).isZero();
        started(supervisor.host("frail"), Guests.spec("probe"));
    }

    /** What a reactor does before anybody calls it is no call. */
    @Test
    void aStartIsNoCall() throws Exception {
        ModuleInstance probe = started(supervisor.host("quiet"), Guests.spec("probe"));
        assertThat(probe.statistics().calls()).isZero();
        assertThat(supervisor.workers().getFirst().calls()).isZero();
        count(probe);
        assertThat(probe.statistics().calls()).isEqualTo(1);
        assertThat(supervisor.workers().getFirst().calls()).isEqualTo(1);
    }
}
