package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import arcella.it.Container.Result;

/** How worker processes end: with their calls, without them, with the daemon; and what they leave, which is nothing. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class SupervisorIT {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Path PROBE = Distribution.repository().resolve("arcella.worker/src/test/guests/probe.wasm");

    private Container container;

    @BeforeEach
    void open() throws Exception {
        container = new Container();
        container.start();
    }

    @AfterEach
    void close() throws Exception {
        container.close();
    }

    private void install(String name, String group) throws Exception {
        Path manifest = Files.writeString(container.folder().resolve(name + ".toml"), """
                [module]
                name = "%s"
                version = "1.0.0"
                group = "%s"
                [restart]
                backoff = "10ms"
                max = 100
                wait = "1min"
                [limits]
                deadline = "5min"
                fuel = 100_000_000_000_000
                """.formatted(name, group));
        container.cli("install", PROBE.toString(), "--manifest", manifest.toString(), "--grant-all", "--start").ok();
    }

    private CompletableFuture<Result> later(String... command) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return container.cli(command);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private CompletableFuture<Result> inFlight(String module, String call) throws Exception {
        CompletableFuture<Result> made = later("call", module, call);
        container.await(SOON, result -> result.out().contains("\"in-flight\": 1"), "module", "plan", "stop", module, "--output", "json");
        return made;
    }

    /** A call that has come to a module which is not there at the moment, and waits for it. */
    private CompletableFuture<Result> inBackoff(String module, String call) throws Exception {
        CompletableFuture<Result> made = later("call", module, call);
        long end = System.nanoTime() + SOON.toNanos();
        while (!Footprint.jcmd(container, "Thread.print").contains("ManagedModule.callable")) {
            assertThat(System.nanoTime()).as("the call waits").isLessThan(end);
        }
        return made;
    }

    /** The processes of workers, those that compile included. */
    private List<ProcessHandle> workers() throws Exception {
        List<ProcessHandle> found = new ArrayList<>();
        for (JsonNode worker : new ObjectMapper().readTree(container.cli("worker", "list", "--output", "json").ok().out())) {
            ProcessHandle.of(worker.path("pid").asLong()).ifPresent(found::add);
        }
        return found;
    }

    private ProcessHandle worker(String group) throws Exception {
        JsonNode info = new ObjectMapper().readTree(container.cli("worker", "info", group, "--output", "json").ok().out());
        return ProcessHandle.of(info.path("pid").asLong()).orElseThrow();
    }

    /** Stops a process as a debugger does: it does nothing any more, and hears nothing but {@code SIGKILL}. */
    private static void freeze(ProcessHandle process) throws Exception {
        Process kill = new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).inheritIO().start();
        assertThat(kill.waitFor()).isZero();
    }

    private static void awaitEnd(ProcessHandle process) throws Exception {
        process.onExit().get(1, TimeUnit.MINUTES);
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(container.home().resolve("run"))) {
            return files.toList();
        }
    }

    @Test
    void aModuleThatStopsLetsItsCallsEndForAWhile() throws Exception {
        install("slow", "shared");
        install("other", "shared");
        CompletableFuture<Result> nap = inFlight("slow", "nap(1200)");
        container.cli("stop", "slow").ok();
        nap.get(2, TimeUnit.MINUTES).ok();
        assertThat(container.cli("info", "slow").ok().out()).contains("Stopped");

        container.cli("start", "slow").ok();
        ProcessHandle process = worker("shared");
        CompletableFuture<Result> endless = inFlight("slow", "spin()");
        container.cli("stop", "slow").ok();
        endless.get(2, TimeUnit.MINUTES).failed(1, "ARC-4005", "slow@1.0.0");
        assertThat(container.cli("info", "slow").ok().out()).contains("Stopped");
        assertThat(worker("shared")).as("the process goes on").isEqualTo(process);
        assertThat(container.cli("call", "other", "add(1, 2)").ok().out().strip()).isEqualTo("3");
    }

    /** Whoever waits for a module in its backoff is answered by the instance that an operator's own restart makes. */
    @Test
    void aCallThatWaitsForAFailedModuleOutlivesEveryKindOfRestart() throws Exception {
        Path glutton = Distribution.example("limits/glutton.wasm");
        Path manifest = Files.writeString(container.folder().resolve("frail.toml"),
                "[module]\nname = \"frail\"\nversion = \"1.0.0\"\n[restart]\nbackoff = \"1h\"\nmax = 9\nwait = \"10min\"\n");
        container.cli("install", glutton.toString(), "--manifest", manifest.toString(), "--start").ok();
        Path next = Files.writeString(container.folder().resolve("next.toml"),
                Files.readString(manifest).replace("1.0.0", "1.1.0"));
        for (List<String> restart : List.of(List.of("restart", "frail"), List.of("worker", "restart", "frail"),
                List.of("bundle", "restart", "arcella.module.frail"),
                List.of("start", "frail"), List.of("bundle", "start", "arcella.module.frail"),
                List.of("update", "frail", glutton.toString(), "--manifest", next.toString()))) {
            container.cli("call", "frail", "deep(20001)").failed(1, "ARC-1111");
            assertThat(container.cli("info", "frail").ok().out()).contains("Restarting (1)");
            CompletableFuture<Result> waits = inBackoff("frail", "deep(4)");
            container.cli(restart.toArray(String[]::new)).ok();
            assertThat(waits.get(2, TimeUnit.MINUTES).ok().out().strip()).as("after %s", restart).isEqualTo("4");
        }
        container.cli("call", "frail", "deep(20001)").failed(1, "ARC-1111");
        CompletableFuture<Result> given = inBackoff("frail", "deep(4)");
        container.cli("stop", "frail").ok();
        given.get(2, TimeUnit.MINUTES).failed(1, "ARC-2105", "Stopped");
    }

    /** One that does not even hear that it shall end is killed, and what else ran in it comes again. */
    @Test
    void aWorkerThatDoesNotStopAModuleIsKilled() throws Exception {
        install("slow", "shared");
        install("other", "shared");
        ProcessHandle process = worker("shared");
        freeze(process);
        container.cli("stop", "slow").ok();
        awaitEnd(process);
        assertThat(container.cli("info", "slow").ok().out()).contains("Stopped");
        assertThat(container.cli("call", "other", "add(1, 2)").ok().out().strip()).isEqualTo("3");
        assertThat(worker("shared")).isNotEqualTo(process);
        assertThat(container.cli("logs").ok().out()).contains("(process " + process.pid() + ")");
    }

    @Test
    void aWorkerThatGivesNoSignOfLifeIsKilledAndItsModulesComeAgain() throws Exception {
        install("slow", "shared");
        ProcessHandle process = worker("shared");
        CompletableFuture<Result> spin = inFlight("slow", "spin()");
        freeze(process);
        spin.get(2, TimeUnit.MINUTES).failed(1, "ARC-4102", "sign of life");
        awaitEnd(process);
        assertThat(container.cli("call", "slow", "add(1, 2)").ok().out().strip()).isEqualTo("3");
    }

    @Test
    void noWorkerOutlivesADaemonThatStops() throws Exception {
        install("endless", "one");
        install("frozen", "two");
        install("idle", "three");
        List<ProcessHandle> workers = workers();
        assertThat(workers).hasSizeGreaterThanOrEqualTo(3);
        CompletableFuture<Result> spin = inFlight("endless", "spin()");
        freeze(worker("two"));
        long begun = System.nanoTime();
        container.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
        assertThat(workers).noneMatch(ProcessHandle::isAlive);
        assertThat(left()).isEmpty();
        spin.get(2, TimeUnit.MINUTES).failed(1);
    }

    /** It cannot tell anybody, so that they have to see it themselves. */
    @Test
    void noWorkerOutlivesADaemonThatIsKilledAndTheNextOneClearsAway() throws Exception {
        install("endless", "one");
        install("frozen", "two");
        install("idle", "three");
        List<ProcessHandle> workers = workers();
        assertThat(workers).hasSizeGreaterThanOrEqualTo(3);
        CompletableFuture<Result> spin = inFlight("endless", "spin()");
        freeze(worker("two"));
        container.kill();
        for (ProcessHandle worker : workers) {
            awaitEnd(worker);
        }
        spin.get(2, TimeUnit.MINUTES).failed(1);
        List<Path> before = left();
        assertThat(before).as("what nobody could clear away").hasSizeGreaterThanOrEqualTo(3);

        container.start();
        for (String module : List.of("endless", "frozen", "idle")) {
            assertThat(container.await(SOON, result -> result.code() == 0, "call", module, "add(1, 2)").out().strip()).isEqualTo("3");
        }
        assertThat(left()).doesNotContainAnyElementsOf(before);
        container.stop();
        assertThat(left()).isEmpty();
    }

    @Test
    void deadWorkersLeaveNoZombiesNoFoldersAndNoDescriptors() throws Exception {
        install("probe", "mortal");
        die();
        long descriptors = descriptors();
        for (int i = 0; i < 5; i++) {
            die();
        }
        assertThat(Processes.children(container.daemon().pid(), Processes.ZOMBIE)).as("processes that nobody has buried").isEmpty();
        // Its own, and that of a worker that compiles.
        assertThat(left()).hasSizeBetween(1, 2);
        assertThat(descriptors()).isLessThanOrEqualTo(descriptors + 4);
        container.cli("stop", "probe").ok();
    }

    @Test
    void aSpareWorkerIsKeptWhereTheOperatorWantsOne() throws Exception {
        install("first", "one");
        assertThat(container.cli("worker", "list").ok().out()).doesNotContain("-spare");
        container.stop();
        Path configuration = Files.createDirectories(container.home().resolve("etc")).resolve("arcella.toml");
        Files.writeString(configuration, "[workers]\nspare = true\n");
        container.start();
        JsonNode spare = new ObjectMapper().readTree(container.await(SOON, result -> result.out().contains("-spare"),
                "worker", "list", "--output", "json").out());
        long ready = -1;
        for (JsonNode worker : spare) {
            ready = worker.path("group").asText().equals("-spare") ? worker.path("pid").asLong() : ready;
        }
        install("second", "two");
        assertThat(worker("two").pid()).isEqualTo(ready);
        assertThat(container.cli("worker", "info", "two").ok().out()).contains("seccomp", "landlock");
        assertThat(container.cli("call", "second", "add(1, 2)").ok().out().strip()).isEqualTo("3");
        container.stop();
        assertThat(left()).isEmpty();

        Files.writeString(configuration, "[workers]\nspair = true\n");
        container.start();
        container.cli("grant", "list").failed(1, "ARC-2203", "arcella.toml:2:1", "did you mean 'spare'?");
    }

    private void die() throws Exception {
        ProcessHandle process = worker("mortal");
        process.destroyForcibly();
        awaitEnd(process);
        assertThat(container.cli("call", "probe", "add(1, 2)").ok().out().strip()).isEqualTo("3");
    }

    private long descriptors() throws Exception {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + container.daemon().pid() + "/fd"))) {
            return open.count();
        }
    }
}
