package arcella.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;

/** Streams of {@code wasi:io} that a desk and a mill pass to one another, wherever each of the two runs. */
class PassedStreamsTest extends DeskAndMill {

    private static String all(Path file) throws IOException {
        int sum = 0;
        byte[] bytes = Files.readAllBytes(file);
        for (byte one : bytes) {
            sum = sum * 31 + (one & 0xff);
        }
        return bytes.length + " bytes, " + Integer.toUnsignedString(sum) + ", closed";
    }

    /** A process of its own takes its time to begin: one after the other with the same two. */
    @ParameterizedTest
    @EnumSource
    void streamsPass(Place place) throws Exception {
        start(place, input("0123456789abcdeffrom the desk"), input("from the mill"));
        lentStreamsCanDoAll();
        streamsGoAndComeForGood();
        whoDropsAStreamFreesIt();
    }

    /** Lent as parameters: each method of both kinds. */
    private void lentStreamsCanDoAll() throws Exception {
        assertThat(call("lend-read", 0, 1, 4L)).isEqualTo("read 0123");
        assertThat(call("lend-read", 0, 4, 0L)).isEqualTo("ready 1");
        assertThat(call("lend-read", 0, 5, 0L)).isEqualTo("ready");
        assertThat(call("lend-read", 0, 0, 2L)).isEqualTo("read 45");
        assertThat(call("lend-read", 0, 3, 2L)).isEqualTo("skipped 2");
        assertThat(call("lend-read", 0, 2, 2L)).isEqualTo("skipped 2");
        assertThat(call("lend-read", 0, 1, 0L)).isEqualTo("read ");
        assertThat(call("lend-read", 0, 1, 6L)).isEqualTo("read abcdef");
        assertThat(call("lend-read", 1, 6, 1L << 20)).isEqualTo(all(deskFiles.resolve("in")));
        for (int how = 0; how < 4; how++) {
            assertThat(call("lend-write", 1, how, "words" + how)).as("way " + how).isEqualTo("done");
        }
        assertThat(call("lend-write", 1, 4, "")).isEqualTo("ready");
        assertThat(call("lend-write", 1, 5, "")).isEqualTo("done");
        String zeroes = "\0".repeat(6);
        assertThat(deskFiles.resolve("out")).hasContent("words0words1" + zeroes + zeroes);
        assertThat(call("lend-write", 0, 0, "to the desk's own output")).isEqualTo("done");
        deskHears.awaitText("to the desk's own output");
        Files.delete(deskFiles.resolve("out"));
        assertThat(call("lend-splice", 1, 1, 1, 9L)).isEqualTo("moved 9");
        assertThat(call("lend-splice", 1, 1, 0, 3L)).isEqualTo("moved 3");
        assertThat(deskFiles.resolve("out")).hasContent("desk's owdes");
        Files.delete(deskFiles.resolve("out"));
        assertThat(call("lend-splice", 1, 1, 2, -1L)).isEqualTo("moved " + FILE_BYTES + ", closed");
        assertThat(deskFiles.resolve("out")).hasSameBinaryContentAs(deskFiles.resolve("in"));
        // A thousand pieces along one stream, each as there is room.
        Files.delete(deskFiles.resolve("out"));
        assertThat(call("lend-write", 1, 6, "0123456789")).isEqualTo("done");
        assertThat(deskFiles.resolve("out")).hasSize(10_000);
        assertThat(millHears.text()).isEmpty();
    }

    /** Owned as parameters and as results, there and back. */
    private void streamsGoAndComeForGood() throws Exception {
        call("give-input", 0);
        call("give-output", 0);
        assertThat(call("read-given", 1, 4L)).isEqualTo("read from");
        assertThat(call("write-given", 1, "the mill wrote this")).isEqualTo("done");
        deskHears.awaitText("the mill wrote this");
        assertThat(call("take-back")).isEqualTo("taken");
        assertThat(call("read", 1, 100L)).isEqualTo("read  the desk");
        assertThat(call("read", 1, 100L)).isEqualTo("closed");
        assertThat(call("read", 5, 100L)).isEqualTo("ready");
        call("drop-taken");
        call("take-input", 0);
        call("take-output", 0);
        assertThat(call("read", 1, 5L)).isEqualTo("read from ");
        assertThat(call("lend-taken", 1, 4L)).isEqualTo("read the ");
        assertThat(call("write", 1, "the desk wrote this")).isEqualTo("done");
        millHears.awaitText("the desk wrote this");
        call("give-taken");
        assertThat(call("read-given", 1, 100L)).isEqualTo("read mill");
        call("take-input", 1);
        assertThat(call("read", 0, 6L)).isEqualTo("read mill's");
        call("take-output", 1);
        assertThat(call("splice", 2, -1L)).isEqualTo("moved " + (FILE_BYTES - 6) + ", closed");
        assertThat(folder.resolve("mill").resolve("out")).hasSize(FILE_BYTES - 6L);
        assertThat(deskHears.text()).isEqualTo("to the desk's own outputthe mill wrote this");
        call("drop-taken");
        call("drop-given");
    }

    /** Files stay open as long as the other holds a stream of theirs, and no longer. */
    private void whoDropsAStreamFreesIt() throws Exception {
        long before = openFiles(desk);
        call("give-input", 1);
        assertThat(openFiles(desk)).isEqualTo(before + 1);
        call("drop-given");
        await("the desk's file is closed", () -> openFiles(desk) == before);
        call("give-input", 1);
        call("give-output", 1);
        mill.stop(Duration.ZERO).get(1, TimeUnit.MINUTES);
        await("the files of the mill that is no more are closed", () -> openFiles(desk) == before);
    }

    private static long openFiles(ModuleInstance instance) {
        return instance.statistics().use().wasi().openFiles();
    }

    /** Whoever waits for a stream whose owner ends is told that it is closed. */
    @ParameterizedTest
    @EnumSource
    void aStreamEndsWithItsOwner(Place place) throws Exception {
        try (PipedOutputStream typing = new PipedOutputStream()) {
            start(place, new Recorder(new PipedInputStream(typing)), new Recorder());
            call("give-input", 0);
            CompletableFuture<String> waits = atMill("read-kept", 1, 100L);
            HostFixture.awaitCalls(mill, mill.statistics().calls());
            HostFixture.sleep(200);
            assertThat(waits).isNotDone();
            typing.write("typed".getBytes(StandardCharsets.UTF_8));
            typing.flush();
            assertThat(waits.get(1, TimeUnit.MINUTES)).isEqualTo("read typed");
            CompletableFuture<String> polls = atMill("read-kept", 4, 100L);
            HostFixture.sleep(100);
            assertThat(polls).isNotDone();
            desk.stop(Duration.ZERO).get(1, TimeUnit.MINUTES);
            assertThat(polls.get(1, TimeUnit.MINUTES)).isEqualTo("ready 1");
            assertThat(atMill("read-kept", 0, 100L).get(1, TimeUnit.MINUTES)).isEqualTo("closed");
            assertThat(atMill("read-kept", 1, 100L).get(1, TimeUnit.MINUTES)).isEqualTo("closed");
            assertThat(atMill("read-kept", 5, 100L).get(1, TimeUnit.MINUTES)).isEqualTo("ready");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IN_MAIN", "IN_TWO_WORKERS", "FROM_MAIN_TO_A_WORKER"})
    void anOutputEndsWithItsOwner(Place place) throws Exception {
        start(place, new Recorder(), new Recorder());
        call("take-output", 0);
        call("take-input", 1);
        mill.stop(Duration.ZERO).get(1, TimeUnit.MINUTES);
        assertThat(call("write", 0, "too late")).isEqualTo("closed");
        assertThat(call("write", 1, "too late")).isEqualTo("closed");
        assertThat(call("write", 3, "too late")).isEqualTo("closed");
        assertThat(call("write", 4, "")).isEqualTo("ready");
        assertThat(call("write", 5, "")).isEqualTo("closed");
        assertThat(call("read", 2, 4L)).isEqualTo("closed");
        assertThat(call("splice", 1, 4L)).isEqualTo("moved 0, closed");
        assertThat(millHears.text()).isEmpty();
    }

    /** As above, of a worker that dies. */
    @ParameterizedTest
    @EnumSource(names = {"IN_TWO_WORKERS"})
    void aStreamEndsWithItsOwnersWorker(Place place) throws Exception {
        try (PipedOutputStream typing = new PipedOutputStream()) {
            start(place, new Recorder(new PipedInputStream(typing)), new Recorder());
            call("give-input", 0);
            CompletableFuture<String> polls = atMill("read-kept", 1, 100L);
            HostFixture.sleep(200);
            assertThat(polls).isNotDone();
            supervisor.workers().stream().filter(worker -> worker.group().equals("a")).forEach(worker ->
                    ProcessHandle.of(worker.pid()).orElseThrow().destroyForcibly());
            assertThat(polls.get(1, TimeUnit.MINUTES)).isEqualTo("closed");
            assertThat(atMill("read-kept", 5, 100L).get(1, TimeUnit.MINUTES)).isEqualTo("ready");
        }
    }

    /** A worker that dies gives up what it held. */
    @ParameterizedTest
    @EnumSource(names = {"FROM_MAIN_TO_A_WORKER"})
    void aWorkerThatDiesHoldsNoStreams(Place place) throws Exception {
        start(place, new Recorder(), new Recorder());
        long before = openFiles(desk);
        call("give-input", 1);
        assertThat(openFiles(desk)).isEqualTo(before + 1);
        supervisor.workers().stream().filter(worker -> worker.group().equals("b")).forEach(worker ->
                ProcessHandle.of(worker.pid()).orElseThrow().destroyForcibly());
        await("the desk's file is closed", () -> openFiles(desk) == before);
    }

    /** What breaks the rules of a stream traps whoever did it, and nobody else. */
    @ParameterizedTest
    @EnumSource(names = {"IN_MAIN", "FROM_A_WORKER_TO_MAIN"})
    void whoWritesWithoutAskingTraps(Place place) throws Exception {
        start(place, new Recorder(), new Recorder());
        List<ArcellaException> failures = new ArrayList<>();
        call("take-output", 0);
        try {
            call("write", 7, "unasked");
        } catch (ArcellaException e) {
            failures.add(e);
        }
        assertThat(failures).singleElement().asString().contains("had permitted 0");
        assertThat(mill.ending()).isEqualTo(Optional.empty());
        assertThat(atMill("drop-kept").get(1, TimeUnit.MINUTES)).isEmpty();
        assertThat(millHears.text()).isEmpty();
    }

    /** Whoever is interrupted while it waits for another's stream ends at its deadline, and the stream stays whole. */
    @ParameterizedTest
    @EnumSource(names = {"IN_MAIN", "IN_TWO_WORKERS"})
    void aDeadlineEndsTheWait(Place place) throws Exception {
        try (PipedOutputStream typing = new PipedOutputStream()) {
            start(place, new Recorder(), new Recorder(new PipedInputStream(typing)));
            call("take-input", 0);
            desk.limits(InstanceLimits.defaults().withDeadline(Optional.of(Duration.ofMillis(300))));
            long began = System.nanoTime();
            try {
                call("read", 1, 10L);
            } catch (ArcellaException e) {
                assertThat(e.code().text()).isEqualTo(WorkerError.DEADLINE.text());
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
            assertThat(deskHears.ending()).isInstanceOf(Ending.Trapped.class);
            assertThat(mill.ending()).isEmpty();
        }
    }

    /** Of the resources of the host nothing but streams passes; what would pass another does not start. */
    @ParameterizedTest
    @ValueSource(strings = {"", "a"})
    void nothingElseOfTheHostPasses(String group) throws IOException {
        supervisor = new WorkerSupervisor(Workplace.options(Files.createDirectory(folder.resolve("run"))));
        InstanceSpec spec = InstanceSpec.of("polls@1.0.0", Guests.file(Path.of("src", "test", "guests", "polls.wasm")))
                .withImports(Set.of("demo:pipe/waits@0.1.0"));
        HostFixture.assertCode(() -> host(group).instantiate(spec, new Recorder()), EngineError.UNLINKABLE,
                "pass resources of the host to it that stay with their instance: demo:pipe/waits@0.1.0#wait ('pollable')",
                "an input-stream or output-stream");
    }
}
