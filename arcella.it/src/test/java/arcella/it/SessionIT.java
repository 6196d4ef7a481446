package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A whole session with the container, through restarts and kills, as an operator has it with the unpacked archive. */
class SessionIT {

    private static final Duration SOON = Duration.ofMinutes(2);

    private Container container;

    @BeforeEach
    void open() throws Exception {
        container = new Container();
    }

    @AfterEach
    void close() throws Exception {
        container.close();
    }

    private static String example(String path) {
        return Distribution.example(path).toString();
    }

    private JsonNode json(String... command) throws IOException, InterruptedException {
        String[] words = java.util.Arrays.copyOf(command, command.length + 2);
        words[command.length] = "--output";
        words[command.length + 1] = "json";
        return new ObjectMapper().readTree(container.cli(words).ok().out());
    }

    /** The state that the list shows; empty if the module is not in it. */
    private Optional<String> state(String name) throws IOException, InterruptedException {
        for (JsonNode module : json("list")) {
            if (module.path("name").asText().equals(name)) {
                return Optional.of(module.path("state").asText());
            }
        }
        return Optional.empty();
    }

    private void awaitState(String name, String state) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + SOON.toNanos();
        Optional<String> last = state(name);
        while (last.filter(found -> found.startsWith(state)).isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(name + " is " + last + ", not " + state + "; log: "
                        + container.cli("logs").out());
            }
            Thread.sleep(100);
            last = state(name);
        }
    }

    @Test
    void theReadmesFiveMinutes() throws Exception {
        container.start();
        assertThat(container.cli("status").ok().out()).contains("0.1.0");

        container.cli("install", example("hello/hello.wasm")).ok();
        assertThat(state("hello")).contains("Installed");
        container.cli("start", "hello").ok();
        awaitState("hello", "Completed (0)");
        assertThat(container.cli("logs", "hello").ok().out()).contains("Hello from WebAssembly!");
        assertThat(container.cli("info", "hello").ok().out()).contains("hello", "0.1.0", "worker");

        container.cli("install", example("adder/adder.wasm"), "--start").ok();
        awaitState("adder", "Active");
        container.cli("update", "adder", example("adder/adder.wasm")).ok();
        awaitState("adder", "Active");
        container.cli("stop", "adder").ok();
        awaitState("adder", "Stopped");
        container.cli("remove", "adder").ok();
        assertThat(state("adder")).isEmpty();
        container.stop();
        assertThat(container.cli("status").code()).isEqualTo(3);
    }

    @Test
    void whatWasInstalledAndStartedComesBack() throws Exception {
        container.start();
        container.cli("install", example("adder/adder.wasm"), "--start").ok();
        container.cli("install", example("loop/loop.wasm"), "--start").ok();
        container.cli("install", example("cat/cat.wasm")).ok();
        awaitState("adder", "Active");

        container.stop();
        container.start();
        awaitState("adder", "Active");
        awaitState("loop", "Active");
        assertThat(state("cat")).contains("Installed");

        container.kill();
        container.start();
        awaitState("adder", "Active");
        awaitState("loop", "Active");
        assertThat(state("cat")).contains("Installed");
    }

    @Test
    void aKilledWorkerIsReplacedAndTheContainerGoesOn() throws Exception {
        container.start();
        container.cli("install", example("loop/loop.wasm"), "--start").ok();
        awaitState("loop", "Active");
        ProcessHandle worker = worker();
        worker.destroyForcibly();
        worker.onExit().get(2, TimeUnit.MINUTES);
        container.cli("ping").ok();
        assertThat(container.daemon().isAlive()).isTrue();
        awaitState("loop", "Active");
        long deadline = System.nanoTime() + SOON.toNanos();
        while (container.daemon().descendants().noneMatch(p -> p.pid() != worker.pid() && p.isAlive())) {
            assertThat(System.nanoTime()).as("a new worker").isLessThan(deadline);
            Thread.sleep(100);
        }
    }

    private ProcessHandle worker() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (true) {
            Optional<ProcessHandle> worker = container.daemon().descendants()
                    .filter(p -> p.info().command().orElse("").endsWith("java"))
                    .findFirst();
            if (worker.isPresent()) {
                return worker.get();
            }
            assertThat(System.nanoTime()).as("a worker").isLessThan(deadline);
            Thread.sleep(100);
        }
    }

    @Test
    void workersEndWithAKilledDaemon() throws Exception {
        container.start();
        container.cli("install", example("loop/loop.wasm"), "--start").ok();
        awaitState("loop", "Active");
        ProcessHandle worker = worker();
        container.kill();
        worker.onExit().get(2, TimeUnit.MINUTES);
    }

    @Test
    void trustIsAskedForAndGranted() throws Exception {
        container.start();
        java.nio.file.Path manifest = java.nio.file.Files.writeString(container.folder().resolve("m.toml"), """
                [module]
                name = "inside"
                version = "1.2.3"
                isolation = "main"
                trusted = true
                async = true
                """);
        var denied = container.cli("install", example("adder/adder.wasm"), "--manifest", manifest.toString()).ok();
        assertThat(denied.out()).contains("worker");
        container.cli("remove", "inside").ok();
        container.cli("install", example("adder/adder.wasm"), "--manifest", manifest.toString(), "--grant-all", "--start")
                .ok();
        awaitState("inside", "Active");
        for (JsonNode module : json("list")) {
            assertThat(module.path("isolation").asText()).isEqualTo("main");
        }
    }

    @Test
    void sigtermStopsCleanly() throws Exception {
        container.start();
        ProcessHandle daemon = container.daemon();
        daemon.destroy();
        daemon.onExit().get(2, TimeUnit.MINUTES);
        assertThat(container.home().resolve("alme")).doesNotExist();
        container.start();
        container.cli("ping").ok();
    }
}
