package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** Instances, and processes for them, that the first call makes. */
class LazyStartIT {

    private static final Duration TIME = Duration.ofMinutes(1);

    private Container container;

    private void install(String example, String name, String more, String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of("install", Distribution.example(example).toString(),
                "--manifest", manifest(name, more).toString()));
        words.addAll(List.of(options));
        container.cli(words.toArray(String[]::new)).ok();
    }

    private Path manifest(String name, String more) throws Exception {
        return Files.writeString(container.folder().resolve(name + ".toml"),
                "[module]\nname = \"%s\"\nversion = \"0.1.0\"\n%s".formatted(name, more));
    }

    /** The groups of modules that have a process. */
    private Set<String> processes() throws Exception {
        Set<String> groups = new TreeSet<>();
        for (JsonNode worker : new ObjectMapper().readTree(container.cli("worker", "list", "-o", "json").ok().out())) {
            if (!worker.path("group").asText().startsWith("-")) {
                groups.add(worker.path("group").asText());
            }
        }
        return groups;
    }

    private String info(String module) throws Exception {
        return container.cli("info", module).ok().out();
    }

    @Test
    void theFirstCallMakesWhatIsLazy() throws Exception {
        try (Container opened = new Container()) {
            container = opened;
            container.start();
            install("greeter/greeter.wasm", "late", "start = \"lazy\"\n", "--start");
            install("greeter/greeter.wasm", "usual", "", "--start");
            install("greeter/greeter.wasm", "early", "start = \"eager\"\n", "--start");
            install("hello/hello.wasm", "command", "start = \"lazy\"\n", "--start");
            assertThat(info("late")).contains("Active", "none yet: the first call makes it").doesNotContain("Linear memory");
            assertThat(info("usual")).contains("Active").doesNotContain("none yet");
            assertThat(processes()).contains("usual", "early").doesNotContain("late");
            container.await(TIME, result -> result.out().contains("Completed"), "info", "command");
            assertThat(container.cli("worker", "info", "late").ok().out()).contains("late@0.1.0  Active  made by its first call");

            // What it shows to others is there; what another needs of it, too.
            install("shop/ledger.wasm", "ledger", "start = \"lazy\"\n", "--start");
            install("shop/till.wasm", "till", "start = \"lazy\"\nimports = [\"shop:ledger\"]\n", "--start");
            assertThat(info("till")).contains("Active", "none yet");
            assertThat(processes()).doesNotContain("ledger", "till");
            assertThat(container.cli("call", "till", "sell(1)").ok().out()).contains("sales: 1");
            assertThat(processes()).contains("ledger", "till");
            assertThat(info("ledger")).doesNotContain("none yet");
            assertThat(container.cli("call", "late", "greet(\"Ada\")").ok().out()).contains("Hello, Ada!");
            assertThat(container.cli("restart", "late").ok().out()).contains("Active");
            assertThat(info("late")).contains("none yet");

            // The container's own start makes no process but for what is to have one.
            container.stop();
            container.start();
            for (String module : List.of("late", "usual", "early", "ledger", "till")) {
                container.await(TIME, result -> result.out().contains("Active"), "info", module);
            }
            assertThat(processes()).contains("early").doesNotContain("late", "usual", "ledger", "till");
            assertThat(container.cli("call", "usual", "greet(\"Ada\")").ok().out()).contains("Hello, Ada!");
            assertThat(container.cli("call", "till", "sell(1)").ok().out()).contains("sales: 1");
            assertThat(processes()).contains("usual", "ledger", "till").doesNotContain("late");
            container.cli("stop", "late").ok();
            container.cli("start", "late").ok();
            container.cli("remove", "late").ok();
        }
    }

    @Test
    void whatCannotBeMadeFailsTheCallAndIsCounted() throws Exception {
        try (Container opened = new Container()) {
            container = opened;
            container.start();
            String less = "[limits]\nmemory = \"131071B\"\n";
            install("limits/glutton.wasm", "small", "start = \"lazy\"\n" + less + "[restart]\npolicy = \"never\"\n", "--start");
            assertThat(info("small")).contains("Active");
            container.cli("call", "small", "deep(3)").failed(1, "ARC-1007", "limit memory");
            container.await(TIME, result -> result.out().contains("Failed"), "info", "small");
            assertThat(info("small")).contains("limit memory");
            assertThat(container.cli("logs", "small").ok().out()).contains("Failed");

            // Counted as other failures are: once more, and then for good.
            install("limits/glutton.wasm", "again", "start = \"lazy\"\n" + less + "[restart]\nmax = 1\nbackoff = \"10ms\"\n",
                    "--start");
            container.cli("call", "again", "deep(3)").failed(1, "ARC-1007");
            container.await(TIME, result -> result.out().contains("none yet"), "info", "again");
            container.cli("call", "again", "deep(3)").failed(1, "ARC-1007");
            container.await(TIME, result -> result.out().contains("Failed"), "info", "again");

            // An update shows that it can run before it takes the place of anything.
            install("limits/glutton.wasm", "fine", "start = \"lazy\"\n", "--start");
            container.cli("update", "fine", Distribution.example("limits/glutton.wasm").toString(), "--manifest",
                    manifest("fine", "start = \"lazy\"\n" + less).toString()).failed(1, "ARC-1007", "limit memory");
            assertThat(container.cli("call", "fine", "deep(3)").ok().out().strip()).isEqualTo("3");
            container.cli("update", "fine", Distribution.example("greeter/greeter.wasm").toString(), "--manifest",
                    manifest("fine", "start = \"lazy\"\n").toString()).ok();
            assertThat(info("fine")).contains("Active").doesNotContain("none yet");
            container.cli("install", Distribution.example("greeter/greeter.wasm").toString(), "--manifest",
                    manifest("wrong", "start = \"later\"\n").toString()).failed(1, "ARC-2001", "wrong.toml:4:", "\"lazy\"");
        }
    }
}
