package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions with the container, through restarts and kills, as an operator has them with the unpacked archive. */
class SessionIT {

    private static final Duration SOON = Duration.ofMinutes(2);

    /** A core module that exports {@code add(i32, i32) -> i32}, and subtracts. */
    private static final byte[] SUBTRACTING = {
        0, 'a', 's', 'm', 1, 0, 0, 0,
        1, 7, 1, 0x60, 2, 0x7f, 0x7f, 1, 0x7f,
        3, 2, 1, 0,
        7, 7, 1, 3, 'a', 'd', 'd', 0, 0,
        10, 9, 1, 7, 0, 0x20, 0, 0x20, 1, 0x6b, 0x0b};

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
        long killed = worker("loop").orElseThrow();
        ProcessHandle worker = ProcessHandle.of(killed).orElseThrow();
        worker.destroyForcibly();
        worker.onExit().get(2, TimeUnit.MINUTES);
        container.cli("ping").ok();
        assertThat(container.daemon().isAlive()).isTrue();
        await("another worker", () -> worker("loop").orElse(killed) != killed);
        awaitState("loop", "Active");
    }

    private void await(String what, Callable<Boolean> there) throws Exception {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!there.call()) {
            assertThat(System.nanoTime()).as("%s; log: %s", what, container.cli("logs").out()).isLessThan(deadline);
            Thread.sleep(100);
        }
    }

    /** The process of the worker that has the module. */
    private OptionalLong worker(String module) throws IOException, InterruptedException {
        for (JsonNode worker : json("worker", "list")) {
            if (worker.path("modules").toString().contains(module)) {
                return OptionalLong.of(worker.path("pid").asLong());
            }
        }
        return OptionalLong.empty();
    }

    @Test
    void workersEndWithAKilledDaemon() throws Exception {
        container.start();
        container.cli("install", example("loop/loop.wasm"), "--start").ok();
        awaitState("loop", "Active");
        ProcessHandle worker = ProcessHandle.of(worker("loop").orElseThrow()).orElseThrow();
        container.kill();
        worker.onExit().get(2, TimeUnit.MINUTES);
    }

    @Test
    void trustIsAskedForAndGranted() throws Exception {
        container.start();
        Path manifest = Files.writeString(container.folder().resolve("m.toml"), """
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

    private void restart() throws Exception {
        container.stop();
        container.start();
    }

    private void killDaemon() throws Exception {
        container.kill();
        container.start();
    }

    private String added() throws Exception {
        return container.cli("call", "adder", "add(7, 2)").ok().out().strip();
    }

    @Test
    void installStartStatusLogsUpdateStopAndRemoveThroughRestartsAndKills() throws Exception {
        container.start();
        container.cli("install", example("hello/hello.wasm")).ok();
        container.cli("start", "hello").ok();
        awaitState("hello", "Completed (0)");
        assertThat(container.cli("logs", "hello").ok().out()).contains("Hello from WebAssembly!");
        container.cli("install", example("loop/loop.wasm"), "--start").ok();
        container.cli("install", example("adder/adder.wasm"), "--start").ok();
        awaitState("adder", "Active");
        assertThat(added()).isEqualTo("9");
        assertThat(json("status").path("modules").asInt()).isEqualTo(3);

        restart();
        // Nothing that was started looks for a moment as if nobody had.
        for (JsonNode module : json("list")) {
            assertThat(module.path("state").asText()).as("%s", module).isNotEqualTo("Installed");
        }
        awaitState("adder", "Active");
        awaitState("loop", "Active");
        awaitState("hello", "Completed (0)");
        assertThat(container.cli("logs", "hello").ok().out()).as("it ran again").contains("Hello from WebAssembly!");
        assertThat(added()).isEqualTo("9");

        Path other = Files.write(container.folder().resolve("other.wasm"), SUBTRACTING);
        container.cli("update", "adder", other.toString()).ok();
        awaitState("adder", "Active");
        assertThat(added()).as("the new content answers").isEqualTo("5");
        assertThat(json("info", "adder").path("revision").asInt()).isEqualTo(2);

        killDaemon();
        awaitState("adder", "Active");
        assertThat(added()).as("the update outlived the daemon").isEqualTo("5");
        assertThat(json("info", "adder").path("revision").asInt()).isEqualTo(2);
        awaitState("loop", "Active");

        long killed = worker("loop").orElseThrow();
        ProcessHandle process = ProcessHandle.of(killed).orElseThrow();
        process.destroyForcibly();
        process.onExit().get(2, TimeUnit.MINUTES);
        await("another worker", () -> worker("loop").orElse(killed) != killed);
        awaitState("loop", "Active");
        assertThat(container.cli("logs", "loop").ok().out()).contains("Restarting (1)");
        assertThat(added()).as("others go on").isEqualTo("5");

        container.cli("stop", "adder").ok();
        container.cli("call", "adder", "add(7, 2)").failed(1, "ARC-2105", "Stopped");
        restart();
        awaitState("loop", "Active");
        assertThat(state("adder")).as("what was stopped stays so").contains("Installed");
        container.cli("start", "adder").ok();
        assertThat(added()).isEqualTo("5");

        container.cli("remove", "adder").ok();
        killDaemon();
        awaitState("loop", "Active");
        assertThat(state("adder")).isEmpty();
        container.cli("remove", "loop").ok();
        container.cli("remove", "hello").ok();
        assertThat(json("list").size()).isZero();
        assertThat(json("worker", "list").toString())
                .as("nothing runs in a worker; one without work is kept for a while").doesNotContain("@");
        container.stop();
        container.cli("status").failed(3, "ARC-3001");
    }
}
