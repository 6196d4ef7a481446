package arcella.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import arcella.wasi.Preopen;
import arcella.wit.value.WitValue;

/** A process that is kept for the next group that needs one. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SpareTest {

    private static final String SPARE = "-spare";

    @TempDir
    private Path folder;

    private WorkerSupervisor supervisor;

    private void open(boolean spare) {
        supervisor = new WorkerSupervisor(Workplace.options(folder).withSpare(spare));
    }

    @AfterEach
    void close() {
        supervisor.close();
        assertThat(folder).as("what workers leave").isEmptyDirectory();
    }

    private Optional<WorkerStatistics> worker(String group) {
        return supervisor.workers().stream().filter(worker -> worker.group().equals(group)).findFirst();
    }

    private long awaitSpare() throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (worker(SPARE).isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(20);
        }
        return worker(SPARE).orElseThrow().pid();
    }

    private ModuleInstance probe(String group) {
        ModuleInstance probe = supervisor.host(group).instantiate(Guests.spec("probe"), new Recorder());
        probe.start();
        assertThat(probe.invoke("count", List.of())).containsExactly(new WitValue.S32(1));
        return probe;
    }

    @Test
    void thereIsNoneWhereNobodyAsksForIt() throws Exception {
        open(false);
        probe("one");
        Thread.sleep(500);
        assertThat(worker(SPARE)).isEmpty();
    }

    @Test
    void itIsTakenByTheNextGroupAndAnotherOneTakesItsPlace() throws Exception {
        open(true);
        assertThat(supervisor.workers()).as("before the first worker").isEmpty();
        probe("one");
        long spare = awaitSpare();
        assertThat(worker("one").orElseThrow().pid()).isNotEqualTo(spare);
        assertThat(worker(SPARE).orElseThrow().modules()).isEmpty();
        probe("two");
        assertThat(worker("two").orElseThrow()).satisfies(two -> {
            assertThat(two.pid()).isEqualTo(spare);
            assertThat(two.starts()).isEqualTo(1);
            assertThat(two.seal()).noneMatch(line -> line.startsWith("missing")).anyMatch(line -> line.contains("no sockets"));
        });
        assertThat(awaitSpare()).isNotEqualTo(spare);
    }

    /** It is sealed for whoever takes it: the folders of a group are not known before. */
    @Test
    void itIsSealedForTheGroupThatTakesIt(@TempDir Path data) throws Exception {
        open(true);
        probe("one");
        long spare = awaitSpare();
        InstanceSpec files = Guests.spec("files").withPreopens(List.of(new Preopen(data, "/data", Preopen.Access.READ_WRITE)));
        Recorder recorder = new Recorder();
        supervisor.host("two").instantiate(files, recorder).start();
        assertThat(recorder.ending()).isEqualTo(new Ending.Exited(0));
        assertThat(data.resolve("note.txt")).hasContent("was here\n");
        assertThat(worker("two").orElseThrow().pid()).isEqualTo(spare);
        assertThat(String.join("; ", worker("two").orElseThrow().seal())).contains("landlock version", "seccomp");
    }

    @Test
    void oneThatDiesIsFollowedByAnother() throws Exception {
        open(true);
        supervisor.keepSpare();
        long first = awaitSpare();
        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        awaitAnother(first);
    }

    /** Which is noticed before somebody wants it. */
    @Test
    void oneThatShowsNoSignOfLifeIsFollowedByAnother() throws Exception {
        open(true);
        supervisor.keepSpare();
        long first = awaitSpare();
        assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(first)).start().waitFor()).isZero();
        awaitAnother(first);
        assertThat(ProcessHandle.of(first)).as("it is ended").isEmpty();
    }

    private void awaitAnother(long first) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (worker(SPARE).isEmpty() || worker(SPARE).orElseThrow().pid() == first) {
            assertThat(System.nanoTime()).as("another one is there").isLessThan(end);
            Thread.sleep(20);
        }
    }

    @Test
    void theDeathOfOneThatWasTakenIsThatOfItsGroup() throws Exception {
        open(true);
        probe("one");
        awaitSpare();
        Recorder lost = new Recorder();
        supervisor.host("two").instantiate(Guests.spec("probe"), lost).start();
        ProcessHandle.of(worker("two").orElseThrow().pid()).orElseThrow().destroyForcibly();
        assertThat(lost.ending()).isInstanceOfSatisfying(Ending.Lost.class,
                end -> assertThat(end.cause().getMessage()).contains("ARC-4102", "group two", "SIGKILL"));
        assertThat(worker("one")).isPresent();
        probe("two");
    }

    @Test
    void oneThatDiesBeforeItIsTakenIsReplaced() throws Exception {
        open(true);
        probe("one");
        ProcessHandle spare = ProcessHandle.of(awaitSpare()).orElseThrow();
        // Whether the supervisor has noticed by the time it is taken or not.
        spare.destroyForcibly();
        probe("two");
        assertThat(worker("two").orElseThrow().pid()).isNotEqualTo(spare.pid());
        assertThat(awaitSpare()).isNotEqualTo(spare.pid());
    }
}
