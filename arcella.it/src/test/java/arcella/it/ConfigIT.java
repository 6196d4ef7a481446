package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the container itself gives to modules, in both isolations: configuration that changes while they run, a log, a
 * key-value store; and the verbs {@code config:…}.
 */
class ConfigIT {

    private static final String PID = "arcella.module.keeper";
    private static final String IMPORTS = """
            imports = ["wasi:config", "wasi:logging", "wasi:keyvalue", "wasi:http/types@0.2", "wasi:sockets@0.2"]
            """;

    private static Container container;

    @BeforeAll
    static void open() throws Exception {
        container = new Container();
        container.start();
    }

    @AfterEach
    void empty() throws Exception {
        container.empty();
    }

    @AfterAll
    static void close() throws Exception {
        container.close();
    }

    private void install(String isolation, String more, String... arguments) throws Exception {
        String trust = isolation.equals("main") ? "trusted = true\nasync = true\n" : "";
        Path manifest = Files.writeString(container.folder().resolve("keeper.toml"), """
                [module]
                name = "keeper"
                version = "0.1.0"
                isolation = "%s"
                %s%s%s""".formatted(isolation, trust, IMPORTS, more));
        List<String> command = new ArrayList<>(List.of("install", Distribution.example("keeper/keeper.wasm").toString(),
                "--manifest", manifest.toString(), "--grant", "trust", "--start"));
        command.addAll(List.of(arguments));
        container.cli(command.toArray(String[]::new)).ok();
        assertThat(info().path("isolation").asText()).isEqualTo(isolation);
    }

    private JsonNode info() throws IOException, InterruptedException {
        return new ObjectMapper().readTree(container.cli("info", "keeper", "--output", "json").ok().out());
    }

    private String call(String text) throws IOException, InterruptedException {
        return container.cli("call", "keeper", text).ok().out().strip();
    }

    private Container.Result set(String key, String value) throws IOException, InterruptedException {
        return container.cli("config", "property-set", "--pid", PID, key, value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker", "main"})
    void aRunningModuleSeesItsConfigurationChange(String isolation) throws Exception {
        install(isolation, "[config]\ngreeting = \"hello\"\n");
        assertThat(call("setting(\"greeting\")")).isEqualTo("some(\"hello\")");
        assertThat(set("greeting", "Good morning").ok().out()).isEqualTo("Updated " + PID + "\n");
        assertThat(set("more", "x = y").ok().code()).isZero();
        assertThat(call("setting(\"greeting\")")).isEqualTo("some(\"Good morning\")");
        assertThat(call("settings()")).isEqualTo("2");
        assertThat(container.cli("info", "keeper").ok().out()).contains("greeting = Good morning", "more = x = y");

        // For this version only: it comes before the one for all.
        container.cli("config", "property-set", "-p", PID + "|" + PID + "|0.1.0", "greeting", "for 0.1.0").ok();
        container.cli("config", "property-set", "-p", PID + "|" + PID + "|0.2.0", "greeting", "for 0.2.0").ok();
        assertThat(call("setting(\"greeting\")")).isEqualTo("some(\"for 0.1.0\")");
        assertThat(call("setting(\"more\")")).isEqualTo("none");
        container.cli("config", "delete", PID + "|" + PID + "|0.1.0").ok();
        assertThat(call("setting(\"greeting\")")).isEqualTo("some(\"Good morning\")");

        container.cli("config", "property-delete", "-p", PID, "more").ok();
        assertThat(call("setting(\"more\")")).isEqualTo("none");

        // It is on the disk when it is answered, for its owner alone.
        container.kill();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(container.home().resolve("config"))))
                .isEqualTo("rwx------");
        container.start();
        container.await(java.time.Duration.ofMinutes(2),
                result -> result.out().strip().equals("some(\"Good morning\")"), "call", "keeper", "setting(\"greeting\")");
        container.cli("config", "delete", PID).ok();
        assertThat(call("setting(\"greeting\")")).isEqualTo("some(\"hello\")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker", "main"})
    void openSocketsAndFilesAreLimited(String isolation) throws Exception {
        install(isolation, """
                [limits]
                sockets = 2
                open-files = 3
                [wasi.network]
                allow = ["tcp://127.0.0.1:*"]
                [[wasi.preopen]]
                host = "own"
                guest = "/own"
                """, "--grant", "net:tcp://127.0.0.1:*");
        for (int again = 0; again < 2; again++) {
            assertThat(call("sockets(1)")).isEqualTo("1");
            assertThat(call("sockets(5)")).isEqualTo("2");
            assertThat(call("files(6)")).as("the folder itself is one of the three").isEqualTo("2");
        }
        set("limits.sockets", "4").ok();
        set("limits.open-files", "6").ok();
        container.cli("restart", "keeper").ok();
        assertThat(call("sockets(5)")).isEqualTo("4");
        assertThat(call("files(6)")).isEqualTo("5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker", "main"})
    void limitsChangeAtOnceOrWithTheNextInstance(String isolation) throws Exception {
        install(isolation, "[limits]\nrandom-bytes = \"100B\"\n", "--grant", "limit:memory");
        assertThat(call("random(100)")).isEmpty();
        container.cli("call", "keeper", "random(101)").failed(1, "101 random bytes", "its limit random-bytes is 100");
        container.await(java.time.Duration.ofMinutes(2), result -> result.code() == 0, "call", "keeper", "random(100)");

        assertThat(set("limits.random-bytes", "200B").ok().out())
                .contains("keeper@0.1.0: random-bytes 200B (100B until it is restarted)");
        assertThat(info().path("limits").toString()).contains("random-bytes 200B (configuration, 100B until it is restarted)");
        set("limits.deadline", "300ms").ok();
        assertThat(info().path("limits").toString()).contains("deadline 300ms (configuration)");
        container.cli("call", "keeper", "spin()").failed(1, "ARC-4006", "300 ms");
        container.await(java.time.Duration.ofMinutes(2), result -> result.code() == 0, "call", "keeper", "random(200)");
        set("limits.host-call-bytes", "64KiB").ok();
        container.cli("call", "keeper", "give(100000)").failed(1, "limit of 65536 bytes");

        // Above its default: granted is memory, and nothing else.
        assertThat(set("limits.sockets", "65").ok().out())
                .contains("limits.sockets = 65 is above the default of 64 and not granted, 64 holds; grant limit:sockets");
        assertThat(set("limits.memory", "512MiB").ok().out()).doesNotContain("limits.memory");
        assertThat(info().path("limits").toString()).contains("memory 512MiB (configuration", "sockets 64 (default");
        assertThat(container.cli("logs", "keeper").ok().out()).contains("WARN", "its configuration: limits.sockets = 65");

        set("limits.memroy", "1MiB").failed(1, "ARC-2204", "did you mean 'limits.memory'?");
        set("limits.memory", "much").failed(1, "ARC-2204", "must be a size");
        assertThat(container.cli("config", "property-list", "-p", PID).ok().out()).doesNotContain("memroy", "much");
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker", "main"})
    void whatAModuleLogsStandsInTheLog(String isolation) throws Exception {
        install(isolation, "");
        call("say(3, \"disk\", \"nearly full\")");
        call("say(1, \"\", \"a detail\")");
        call("say(5, \"\", \"\\u{1b}[2Jgone\")");
        String log = container.cli("logs", "keeper").ok().out();
        assertThat(log).containsPattern("WARN  keeper@0.1.0 log: disk: nearly full")
                .containsPattern("ERROR keeper@0.1.0 log: critical: ").doesNotContain("a detail", "\u001b");
        container.cli("log", "set", "debug", "arcella.module.keeper.log").ok();
        call("say(1, \"\", \"a detail\")");
        assertThat(container.cli("log", "tail", "keeper", "--level", "debug").ok().out())
                .containsPattern("DEBUG keeper@0.1.0 log: a detail");
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker", "main"})
    void whatAModuleKeepsSurvivesAKill(String isolation) throws Exception {
        install(isolation, "");
        call("put(\"a\", \"1\")");
        call("put-both(\"b\", \"c\", \"2\")");
        assertThat(call("add(\"n\", 40)")).isEqualTo("40");
        assertThat(call("add(\"n\", 2)")).isEqualTo("42");
        assertThat(call("swap(\"a\", \"swapped\")")).isEqualTo("true");
        assertThat(call("other-bucket(\"\")")).isEqualTo("true");
        assertThat(call("other-bucket(\"more\")")).isEqualTo("false");
        container.kill();
        container.start();
        container.await(java.time.Duration.ofMinutes(2),
                result -> result.out().strip().equals("some(\"swapped\")"), "call", "keeper", "get(\"a\")");
        assertThat(call("get(\"c\")")).isEqualTo("some(\"2\")");
        assertThat(call("add(\"n\", 0)")).isEqualTo("42");
        assertThat(container.cli("remove", "keeper").ok().out()).contains("kept its key-value store: ");
        install(isolation, "");
        assertThat(call("get(\"b\")")).isEqualTo("some(\"2\")");
    }

    @Test
    void whatIsNotListedIsNotGiven() throws Exception {
        Path alone = Files.copy(Distribution.example("keeper/keeper.wasm"), container.folder().resolve("alone.wasm"));
        container.cli("install", alone.toString()).failed(1, "ARC-2109",
                "wasi:config/store", "wasi:logging/logging", "wasi:keyvalue/store");
    }

    @Test
    void onTheCommandLine() throws Exception {
        container.cli("config", "property-set", "key", "value").failed(1, "ARC-2204", "--pid");
        container.cli("config", "edit", "some.pid").failed(1, "ARC-2204", "shell", "--pid some.pid");
        container.cli("config", "update").failed(1, "ARC-2204");
        container.cli("config", "property-set", "-p", "some.pid", "key").failed(2, "VALUE");
        container.cli("config", "property-set", "-p", "some.pid", "service.pid", "x").failed(1, "ARC-2204");
        container.cli("config", "delete", "some.pid").failed(1, "ARC-2204", "some.pid");
        assertThat(container.cli("config", "property-set", "-p", PID, "key", "value").ok().out())
                .contains("no module 'keeper' is installed");
        container.cli("config", "property-set", "-p", "other.pid", "key", "1").ok();
        container.cli("config", "delete", "arcella.module.kepeer").failed(1, "did you mean '" + PID + "'?");
        assertThat(container.cli("config", "list").ok().out()).contains(PID, "key=value", "other.pid");
        assertThat(container.cli("config", "list", "other").ok().out()).contains("other.pid").doesNotContain(PID);
        assertThat(container.cli("config", "list", "(key=value)").ok().out()).contains(PID).doesNotContain("other.pid");
        container.cli("config", "list", "(key=").failed(1, "ARC-2204", "no filter");
        JsonNode list = new ObjectMapper().readTree(container.cli("config", "list", PID, "-o", "json").ok().out());
        assertThat(list.toString()).contains("{\"pid\":\"" + PID + "\",\"properties\":{\"key\":\"value\"}}");
        assertThat(container.cli("config", "--help").out() + container.cli("config", "property-set", "--help").ok().out())
                .contains("wasi:config", "KEY");
    }

    /** Scripts do so, and each is told that it was done. */
    @Test
    void whatIsChangedAtTheSameTimeIsAllThere() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Callable<Container.Result>> changes = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                String number = Integer.toString(i);
                changes.add(() -> container.cli("config", "property-set", "-p", "busy.pid", "k" + number, "vé"));
                changes.add(() -> container.cli("log", "set", "debug", "busy.l" + number));
            }
            for (Future<Container.Result> change : threads.invokeAll(changes)) {
                change.get().ok();
            }
        }
        JsonNode there = new ObjectMapper().readTree(container.cli("config", "list", "-o", "json").ok().out());
        for (JsonNode configuration : there) {
            assertThat(configuration.path("properties")).as(configuration.path("pid").asText()).hasSize(6);
        }
        assertThat(there).hasSize(2);
        assertThat(there.toString()).contains("vé");
    }

    @Test
    void anOddNameMakesNoConfiguration() throws Exception {
        for (String pid : List.of("", "..", "arcella.module.a/../../x", "a\tb")) {
            container.cli("config", "property-set", "-p", pid, "k", "v")
                    .failed(1, "ARC-2204", "cannot be the name of a configuration: ", "write it like arcella.module.NAME");
            container.cli("config", "delete", pid).failed(1, "ARC-2204", "there is no configuration");
            container.cli("shell", "-c", "config:edit '" + pid + "'")
                    .failed(1, "ARC-2204", "cannot be the name of a configuration: ");
            container.cli("shell", "-c", "config:property-set -p '" + pid + "' k v")
                    .failed(1, "ARC-2204", "cannot be the name of a configuration: ");
        }
        assertThat(container.cli("config", "list").ok().out()).doesNotContain("k=v");
    }

    /** As in Karaf: an edit belongs to its session, and nothing holds before the update. */
    @Test
    void inTheShell() throws Exception {
        install("worker", "");
        Container.Result shell = container.run("arcella-cli", ("""
                config:property-list
                config:edit arcella.module.keeper
                config:property-set greeting hello
                config:property-set other x
                config:property-delete other
                config:property-list
                module:call keeper 'setting("greeting")'
                config:edit another.pid
                config:update
                module:call keeper 'setting("greeting")'
                config:edit arcella.module.keeper
                config:property-set greeting dropped
                config:cancel
                config:property-set greeting nobody
                config:list arcella
                """).getBytes(StandardCharsets.UTF_8), "shell", "-k");
        assertThat(shell.out()).containsSubsequence("greeting", "hello", "none", "Updated arcella.module.keeper", "some(\"hello\")",
                "arcella.module.keeper is as it was", "greeting=hello").doesNotContain("dropped", "nobody");
        assertThat(shell.failed(1, "3 commands failed").out()).contains("line 1: no configuration is being edited",
                "line 8: changes of 'arcella.module.keeper' have not been written yet", "line 14: no configuration");
        assertThat(call("setting(\"greeting\")")).isEqualTo("some(\"hello\")");
    }
}
