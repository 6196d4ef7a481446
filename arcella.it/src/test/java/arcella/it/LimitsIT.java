package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What modules may have at most, in both isolations. */
class LimitsIT {

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

    /** Installs {@code examples/limits/glutton.wasm} under a name. */
    private void install(String name, String isolation, String more, String... options) throws Exception {
        installExample("limits/glutton.wasm", name, isolation, more, options).ok();
    }

    private Container.Result installExample(String example, String name, String isolation, String more, String... options)
            throws Exception {
        String trust = isolation.equals("main") ? "trusted = true\nasync = true\n" : "";
        Path manifest = Files.writeString(container.folder().resolve(name + ".toml"),
                "[module]\nname = \"%s\"\nversion = \"1.0.0\"\nisolation = \"%s\"\n%s%s".formatted(name, isolation, trust, more));
        List<String> words = new ArrayList<>(List.of("install", Distribution.example(example).toString(),
                "--manifest", manifest.toString(), "--grant", "trust", "--start"));
        words.addAll(List.of(options));
        return container.cli(words.toArray(String[]::new));
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

    /**
     * A limit that is reached by a call.
     *
     * @param limit as a manifest states it, in a line
     * @param at the call that comes to the limit, and what it answers
     * @param past the call one past it
     * @param told what is said of that: a code first, or nothing where the guest is told and answers with less
     */
    private record Called(String example, String limit, String at, String answer, String past, String... told) {}

    private static final List<Called> CALLED = List.of(
            new Called("glutton", "memory = \"192KiB\"", "grow(1)", "1", "grow(1)"),
            new Called("glutton", "table-elements = 4", "elements(3)", "3", "elements(1)"),
            new Called("glutton", "call-depth = 50", "deep(50)", "50", "deep(51)", "ARC-1111", "call-depth"),
            new Called("glutton", "handles = 9", "hold(9)", "9", "hold(10)", "ARC-1116", "limit handles"),
            // A list counts as the object that it is in Java, too.
            new Called("glutton", "host-call-bytes = \"34B\"", "take([1,1,1,1,1,1,1,1,1,1])", "10", "take([1,1,1,1,1,1,1,1,1,1,1])",
                    "ARC-1115", "host-call-bytes"),
            new Called("glutton", "deadline = \"700ms\"", "work(1)", "1015568748", "spin()", "ARC-4006", "deadline of 700 ms"),
            new Called("keeper", "random-bytes = \"100B\"", "random(100)", "", "random(101)", "ARC-1117", "limit random-bytes is 100"),
            new Called("keeper", "http-field-bytes = \"200B\"", "fields(200)", "", "fields(201)", "ARC-1117",
                    "limit http-field-bytes"),
            new Called("keeper", "open-files = 3", "files(2)", "2", "files(3)"),
            new Called("keeper", "sockets = 2", "sockets(2)", "2", "sockets(3)"));

    /**
     * A limit that a module needs to be made at all.
     *
     * @param limit as a manifest states it, one below what the module needs is refused
     */
    private record Made(String example, String limit, long needs, String... told) {}

    private static final List<Made> MADE = List.of(
            new Made("limits/memories.wasm", "instances", 3, "ARC-1007", "limit instances"),
            new Made("limits/memories.wasm", "memories", 2, "ARC-1007", "limit memories"),
            new Made("limits/glutton.wasm", "tables", 2, "ARC-1007", "limit tables"),
            // A core module comes another way.
            new Made("limits/several.wasm", "memories", 2, "ARC-1007", "limit memories"),
            new Made("limits/several.wasm", "tables", 2, "ARC-1007", "limit tables"),
            new Made("keeper/keeper.wasm", "table-elements", 16, "ARC-1007", "table-elements"),
            new Made("limits/glutton.wasm", "memory", 131_072, "ARC-1007", "limit memory"),
            new Made("hello/hello.wasm", "open-files", 3, "ARC-7007", "limit open-files"));

    private static final String KEEPER = """
            imports = ["wasi:config", "wasi:logging", "wasi:keyvalue", "wasi:http/types@0.2", "wasi:sockets@0.2"]
            [wasi.network]
            allow = ["tcp://127.0.0.1:*"]
            [[wasi.preopen]]
            host = "own"
            guest = "/own"
            """;

    @ParameterizedTest
    @ValueSource(strings = {"worker", "main"})
    void eachLimitHoldsWhereItIsAndIsNamedOnePastIt(String isolation) throws Exception {
        for (Called row : CALLED) {
            String name = row.limit().substring(0, row.limit().indexOf(' '));
            boolean keeper = row.example().equals("keeper");
            installExample(keeper ? "keeper/keeper.wasm" : "limits/glutton.wasm", name, isolation,
                    (keeper ? KEEPER : "") + "[limits]\n" + row.limit() + "\n[restart]\nbackoff = \"10ms\"\n",
                    "--grant", "net:tcp://127.0.0.1:*").ok();
            assertThat(container.cli("call", name, row.at()).ok().out().strip()).as(row.limit()).isEqualTo(row.answer());
            if (row.told().length > 0) {
                container.cli("call", name, row.past()).failed(1, row.told());
                // It has ended, and comes again.
                container.await(Duration.ofMinutes(1), result -> result.code() == 0, "call", name, row.at());
            } else {
                assertThat(container.cli("call", name, row.past()).ok().out().strip()).as(row.limit())
                        .isEqualTo(row.past().equals(row.at()) || name.equals("table-elements") ? "0" : row.answer());
                assertThat(container.cli("logs", name).ok().out()).containsOnlyOnce("beyond its limit " + name + " of ")
                        .contains("needs a higher " + name + " in [limits], and the grant limit:" + name);
            }
            container.cli("remove", name).ok();
        }
        // A stack follows from it, up to where that ends.
        installExample("limits/glutton.wasm", "deepest", isolation, "[limits]\ncall-depth = 2_000_000_000\n", "--grant",
                "limit:call-depth").ok();
        assertThat(container.cli("call", "deepest", "deep(500000)").ok().out().strip()).isEqualTo("500000");
        container.cli("call", "deepest", "deep(1900000000)").failed(1, "ARC-1111", "the stack has 256 MiB, and none has more",
                "less deep");
        container.cli("remove", "deepest").ok();
        for (Made row : MADE) {
            String bytes = row.limit().equals("memory") ? "\"%dB\"" : "%d";
            String more = row.example().startsWith("keeper") ? KEEPER : "";
            installExample(row.example(), row.limit(), isolation,
                    more + "[limits]\n" + row.limit() + " = " + bytes.formatted(row.needs()) + "\n").ok();
            installExample(row.example(), row.limit() + "-less", isolation,
                    more + "[limits]\n" + row.limit() + " = " + bytes.formatted(row.needs() - 1) + "\n").failed(1, row.told());
            container.cli("remove", row.limit()).ok();
            container.cli("remove", row.limit() + "-less").ok();
        }
    }

    private JsonNode limit(String module, String name) throws Exception {
        JsonNode info = new ObjectMapper().readTree(container.cli("info", module, "-o", "json").ok().out());
        for (JsonNode limit : info.path("limits")) {
            if (limit.path("name").asText().equals(name)) {
                return limit;
            }
        }
        throw new AssertionError(module + " has no limit " + name + ": " + info);
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker", "main"})
    void infoShowsWhereEachLimitComesFromAndItsUse(String isolation) throws Exception {
        install("guest", isolation, "[limits]\nfuel = 1_000_000\nhandles = 50\n");
        assertThat(limit("guest", "memory").path("now").asLong()).isEqualTo(131_072);
        container.cli("call", "guest", "grow(2)").ok();
        container.cli("call", "guest", "elements(5)").ok();
        long fuel = fuel("guest", "deep(40)");
        long less = fuel("guest", "deep(4)");
        container.cli("call", "guest", "take([1, 2, 3, 4])").ok();
        assertThat(limit("guest", "memory").path("now").asLong()).isEqualTo(4 * 65_536);
        assertThat(limit("guest", "table-elements").path("now").asLong()).isEqualTo(6);
        assertThat(limit("guest", "tables").path("now").asLong()).isEqualTo(2);
        assertThat(limit("guest", "memories").path("now").asLong()).isEqualTo(1);
        assertThat(limit("guest", "instances").path("now").asLong()).isPositive();
        assertThat(limit("guest", "handles").toString()).contains("\"limit\":50", "\"origin\":\"manifest\"", "\"now\":0");
        assertThat(limit("guest", "fuel").path("most").asLong()).isEqualTo(fuel).isGreaterThan(less);
        assertThat(limit("guest", "fuel").path("last").asLong()).isPositive().isLessThan(less);
        assertThat(limit("guest", "deadline").path("most").asDouble()).isPositive();
        assertThat(limit("guest", "host-call-bytes").path("most").asLong()).isEqualTo(28);
        String text = container.cli("info", "guest").ok().out();
        assertThat(text).contains("memory 256MiB (default): 256KiB now", "handles 50 (manifest): 0 now",
                "fuel 1000000 (manifest): last call ", ", most " + fuel, "call-depth 20000 (default): 0 now",
                "sockets 64 (default): 0 now", "host-call-bytes 64MiB (default): most 28B");
        JsonNode status = new ObjectMapper().readTree(container.cli("status", "-o", "json").ok().out());
        assertThat(status.path("memories").asLong()).isEqualTo(isolation.equals("main") ? 4 * 65_536 : 0);
        assertThat(status.path("memories-max").asLong()).isEqualTo(status.path("heap-max").asLong() / 2);
        if (isolation.equals("main")) {
            assertThat(limit("guest", "memory").path("together").asLong()).isEqualTo(4 * 65_536);
        }
        container.cli("config", "property-set", "-p", "arcella.module.guest", "limits.deadline", "20s").ok();
        assertThat(container.cli("info", "guest").ok().out()).contains("deadline 20s (configuration): last call ");
        container.cli("stop", "guest").ok();
        assertThat(container.cli("info", "guest").ok().out()).contains("memory 256MiB (default)").doesNotContain(" now");
    }

    private void configure(String text) throws Exception {
        Path folder = Files.createDirectories(container.home().resolve("etc"));
        // At one stroke: modules that restart by themselves read it at any time.
        Files.move(Files.writeString(folder.resolve("new.toml"), text), folder.resolve("arcella.toml"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The stricter of the operator's cap and the request wins, and the answer says so. */
    @ParameterizedTest
    @ValueSource(strings = {"worker", "main"})
    void anOperatorsDefaultsAndCapsHold(String isolation) throws Exception {
        configure("""
                [defaults.limits]
                handles = 20
                [caps.limits]
                call-depth = 60
                memory = "192KiB"
                fuel = 5_000_000
                [caps.modules.other.limits]
                call-depth = 80
                """);
        Container.Result answer = installExample("limits/glutton.wasm", "guest", isolation,
                "[limits]\ncall-depth = 100\nhandles = 21\nmemory = \"512MiB\"\n[restart]\nbackoff = \"10ms\"\n",
                "--grant", "limit:memory").ok();
        assertThat(answer.out() + answer.err()).contains("the limit call-depth was asked to be 100 and is cut to 60",
                "the limit memory was asked to be 512MiB and is cut to 192KiB", "asked for and not granted: limit:handles");
        assertThat(container.cli("logs", "guest").ok().out()).contains("the limit call-depth was asked to be 100 and is cut to 60");
        assertThat(container.cli("info", "guest").ok().out()).contains("call-depth 60 (capped, 100 asked)",
                "memory 192KiB (capped, 512MiB asked)", "handles 20 (container default, 21 asked and not granted)",
                "fuel 5000000 (capped)", "sockets 64 (default)");
        assertThat(container.cli("call", "guest", "deep(60)").ok().out().strip()).isEqualTo("60");
        container.cli("call", "guest", "deep(61)").failed(1, "ARC-1111");
        container.await(Duration.ofMinutes(1), result -> result.out().strip().equals("20"), "call", "guest", "hold(20)");
        assertThat(container.cli("call", "guest", "grow(9)").ok().out().strip()).isEqualTo("1");
        container.cli("call", "guest", "spin()").failed(1, "ARC-1113", "limit of 5000000 units");
        assertThat(container.cli("config", "property-set", "-p", "arcella.module.guest", "limits.call-depth", "70").ok().out())
                .contains("guest@1.0.0: the limit call-depth was asked to be 70 and is cut to 60");

        // A cap that names the module takes the place of the one for all.
        install("other", isolation, "[limits]\ncall-depth = 100\n");
        assertThat(container.cli("call", "other", "deep(80)").ok().out().strip()).isEqualTo("80");
        container.cli("call", "other", "deep(81)").failed(1, "ARC-1111", "call-depth");

        // What is changed holds from the next start on; what has mistakes changes nothing.
        configure("[caps.limits]\ncall-depth = 10\n");
        container.cli("restart", "guest").ok();
        container.cli("call", "guest", "deep(11)").failed(1, "ARC-1111");
        configure("[caps.limits]\ncall-depht = 10\n");
        container.cli("restart", "other").ok();
        container.cli("call", "other", "deep(11)").failed(1, "ARC-1111");
        assertThat(container.cli("info", "other").ok().out()).contains("call-depth 10 (capped, 100 asked)");
        container.cli("grant", "list").failed(1, "ARC-2203", "arcella.toml:2:1", "did you mean 'call-depth'?");
        configure("");
        container.cli("restart", "other").ok();
        assertThat(container.cli("call", "other", "deep(100)").ok().out().strip()).isEqualTo("100");
    }
}
