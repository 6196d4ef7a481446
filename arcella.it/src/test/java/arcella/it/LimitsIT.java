package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What modules may have at most, in both isolations. */
class LimitsIT {

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

    /** Installs {@code examples/limits/glutton.wasm} under a name. */
    private void install(String name, String isolation, String more, String... options) throws Exception {
        String trust = isolation.equals("main") ? "trusted = true\nasync = true\n" : "";
        Path manifest = Files.writeString(container.folder().resolve(name + ".toml"),
                "[module]\nname = \"%s\"\nversion = \"1.0.0\"\nisolation = \"%s\"\n%s%s".formatted(name, isolation, trust, more));
        List<String> words = new ArrayList<>(List.of("install", Distribution.example("limits/glutton.wasm").toString(),
                "--manifest", manifest.toString(), "--grant", "trust", "--start"));
        words.addAll(List.of(options));
        container.cli(words.toArray(String[]::new)).ok();
    }

    private long fuel(String name, String call) throws Exception {
        JsonNode answer = new ObjectMapper().readTree(container.cli("call", name, call, "--fuel", "-o", "json").ok().out());
        return answer.path("fuel").asLong();
    }

    @Test
    void theFuelOfACallIsTheSameEveryTimeAndEverywhere() throws Exception {
        install("apart", "worker", "");
        install("inside", "main", "[limits]\nfuel = 10_000_000\n");
        for (String call : List.of("work(10)", "work(20000)", "deep(50)", "take([1, 2, 3])")) {
            long fuel = fuel("apart", call);
            assertThat(fuel).isPositive();
            assertThat(fuel("apart", call)).isEqualTo(fuel);
            assertThat(fuel("inside", call)).isEqualTo(fuel);
            assertThat(fuel("inside", call)).isEqualTo(fuel);
        }
        assertThat(fuel("apart", "work(11)")).isGreaterThan(fuel("apart", "work(10)"));
        assertThat(container.cli("call", "apart", "deep(3)", "--fuel").ok().out()).matches("3\\Rfuel: \\d+\\R");
        assertThat(container.cli("call", "apart", "deep(3)").ok().out()).doesNotContain("fuel");
        assertThat(container.cli("shell", "-c", "module:call apart 'deep(3)' --fuel").ok().out()).containsPattern("fuel: \\d+");
    }

    /** Exactly what it is said to take, and one unit less. */
    @Test
    void aCallNeedsTheFuelThatItIsSaidToTake() throws Exception {
        install("apart", "worker", "[restart]\nbackoff = \"10ms\"\n");
        long fuel = fuel("apart", "deep(50)");
        container.cli("config", "property-set", "-p", "arcella.module.apart", "limits.fuel", Long.toString(fuel)).ok();
        assertThat(fuel("apart", "deep(50)")).isEqualTo(fuel);
        container.cli("config", "property-set", "-p", "arcella.module.apart", "limits.fuel", Long.toString(fuel - 1)).ok();
        container.cli("call", "apart", "deep(50)", "--fuel").failed(1, "ARC-1113", "limit of " + (fuel - 1) + " units", "fuel");
    }

    @Test
    void fuelThatIsNotCountedIsRefusedWithTheWayOut() throws Exception {
        install("inside", "main", "");
        container.cli("call", "inside", "deep(3)", "--fuel").failed(1, "ARC-4015", "not counted", "limits.fuel");
        container.cli("config", "property-set", "-p", "arcella.module.inside", "limits.fuel", "1_000_000").ok();
        container.cli("restart", "inside").ok();
        assertThat(fuel("inside", "deep(3)")).isPositive();
    }
}
