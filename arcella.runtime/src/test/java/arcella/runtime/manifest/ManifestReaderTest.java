package arcella.runtime.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import arcella.error.ArcellaException;
import arcella.runtime.ModuleId;
import arcella.runtime.manifest.ModuleSection.Isolation;
import arcella.runtime.manifest.RestartSection.Policy;
import arcella.wasi.net.NetworkRule;
import arcella.wasi.net.NetworkRules;

class ManifestReaderTest {

    private static final String HEAD = "[module]\nname = \"m\"\nversion = \"1.0.0\"\n";

    @Test
    void readsEverySection() {
        Manifest manifest = ManifestReader.read("""
                [module]
                name = "http-logger"
                version = "0.1.0"
                isolation = "main"
                trusted = true
                async = true
                group = "edge"
                start = "lazy"
                description = "logs"
                exports = ["logger:log"]
                imports = ["wasi:http/incoming-handler@0.2.0", "wasi:http/types@0.2"]

                [limits]
                memory = "64MiB"
                fuel = 5_000_000_000
                deadline = "5s"
                handles = 1000

                [wasi]
                args = ["-v", "x"]
                env = { KEY = "v" }
                inherit-env = ["LANG"]

                [[wasi.preopen]]
                host = "data/in"
                guest = "/in"
                access = "read-only"

                [[wasi.preopen]]
                host = "data/out"
                guest = "/out"
                access = "read-write"

                [wasi.network]
                allow = ["tcp://127.0.0.1:5432"]
                listen = []

                [config]
                greeting = "hello"

                [restart]
                policy = "always"
                max = 3
                backoff = "250ms"
                wait = "2s"

                [instances]
                mode = "per-call"
                max = 8
                """, "arcella.toml");

        ModuleSection module = manifest.module();
        assertThat(module.id()).isEqualTo(new ModuleId("http-logger", "0.1.0"));
        assertThat(module.isolation()).isEqualTo(Isolation.MAIN);
        assertThat(module.trusted()).isTrue();
        assertThat(module.async()).isTrue();
        assertThat(module.group()).contains("edge");
        assertThat(module.start()).contains(ModuleSection.Start.LAZY);
        assertThat(module.description()).isEqualTo("logs");
        assertThat(module.exports()).containsExactly(
                new InterfacePattern("logger:log", Optional.empty(), Optional.empty()));
        assertThat(module.imports()).extracting(InterfacePattern::toString)
                .containsExactly("wasi:http/incoming-handler@0.2.0", "wasi:http/types@0.2");
        assertThat(manifest.limits().stated()).isEqualTo(Map.of(
                Limit.MEMORY, 64L << 20, Limit.FUEL, 5_000_000_000L, Limit.DEADLINE, 5000L, Limit.HANDLES, 1000L));
        assertThat(manifest.limits().aboveStandard()).isEmpty();
        assertThat(manifest.wasi()).isEqualTo(new WasiSection(
                List.of("-v", "x"),
                Map.of("KEY", "v"),
                List.of("LANG"),
                List.of(new WasiSection.Preopen("data/in", "/in", false), new WasiSection.Preopen("data/out", "/out", true)),
                new NetworkRules(List.of(NetworkRule.parse("tcp://127.0.0.1:5432")), List.of())));
        assertThat(manifest.config()).isEqualTo(Map.of("greeting", "hello"));
        assertThat(manifest.restart())
                .isEqualTo(new RestartSection(Policy.ALWAYS, 3, Duration.ofMillis(250), Duration.ofSeconds(2)));
        assertThat(manifest.instances()).isEqualTo(new InstancesSection(InstancesSection.Mode.PER_CALL, 8));
    }

    @Test
    void givesDefaultsToWhatIsLeftOut() {
        assertThat(ManifestReader.read(HEAD, "arcella.toml")).isEqualTo(Manifest.absent(new ModuleId("m", "1.0.0")));
    }

    @Test
    void reportsAllMistakesWithPlaceLineAndNearestKey() {
        assertThatThrownBy(() -> ManifestReader.read("""
                [module]
                nmae = "m"
                version = 1

                [limits]
                memory = "lots"
                deadlin = "5s"

                [wassi]
                args = []
                """, "m.toml"))
                .isInstanceOf(ArcellaException.class)
                .hasMessage("""
                        ARC-2001 m.toml has 6 mistakes
                          m.toml:2:1: 'name' is missing in [module]
                            2 | nmae = "m"
                          m.toml:2:1: unknown key 'nmae' in [module]; did you mean 'name'?
                            2 | nmae = "m"
                          m.toml:3:1: 'version' is a whole number, and must be text in quotes
                            3 | version = 1
                          m.toml:6:1: 'memory' must be a size above 0, such as "64MiB"
                            6 | memory = "lots"
                          m.toml:7:1: unknown key 'deadlin' in [limits]; did you mean 'deadline'?
                            7 | deadlin = "5s"
                          m.toml:9:1: unknown key 'wassi'; did you mean 'wasi'?
                            9 | [wassi]""");
    }

    @Test
    void reportsWhatIsNoToml() {
        assertThatThrownBy(() -> ManifestReader.read("[module]\nname = \"m\nversion = \"1\"\n", "m.toml"))
                .isInstanceOf(ArcellaException.class)
                .hasMessageStartingWith("ARC-2001 m.toml has a mistake\n  m.toml:2:")
                .hasMessageEndingWith("    2 | name = \"m");
    }

    @Test
    void needsTheModuleSection() {
        assertThatThrownBy(() -> ManifestReader.read("", "m.toml"))
                .hasMessageContaining("no section [module]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [restart]\\npolicy = "sometimes"            | 5:1: 'policy' is "sometimes", and must be one of "on-failure", "always", "never"
            [restart]\\nmax = -1                        | 5:1: 'max' is -1, and must be from 0 to 1000000
            [restart]\\nbackoff = "soon"                | 5:1: 'backoff' must be a duration
            [limits]\\ndeadline = "0s"                  | 5:1: 'deadline' must be above 0
            [limits]\\nmemory = "99999999999GiB"        | 5:1: 'memory' must be a size above 0
            [limits]\\nfuel = 0                         | 5:1: 'fuel' is 0, and must be from 1
            [wasi]\\nargs = ["a", 2]                    | 5:14: item 2 of 'args' is a whole number, and must be text in quotes
            [wasi]\\nargs = "a"                         | 5:1: 'args' is text, and must be a list of texts in quotes
            [wasi]\\nenv = { "A=B" = "x" }              | 5:1: "A=B" in 'env' is no variable's name
            [wasi]\\nenv = { A = 1 }                    | 5:9: 'A' is a whole number, and must be text in quotes
            [[wasi.preopen]]\\nhost = "x"               | 5:1: [[wasi.preopen]] needs 'guest', such as "/in"
            [[wasi.preopen]]\\nhots = "x"               | unknown key 'hots' in [wasi.preopen]; did you mean 'host'?
            [[wasi.preopen]]\\nhost = "a/../.."\\nguest = "/a" | 5:1: 'host' must not lead upwards with '..'
            [[wasi.preopen]]\\nhost = "a/../.."\\nguest = "/a" | 5:1: 'host' must not lead upwards with '..'
            [wasi]\\npreopen = "x"                      | 5:1: 'preopen' is text, and must be tables, written [[wasi.preopen]]
            [instances]\\nmode = "many"                 | 5:1: 'mode' is "many", and must be one of "single", "pooled", "per-call"
            """)
    void namesWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> ManifestReader.read(HEAD + text.replace("\\n", "\n"), "m.toml"))
                .isInstanceOf(ArcellaException.class)
                .hasMessageContaining(message);
    }

    @Test
    void wantsTablesForSections() {
        assertThatThrownBy(() -> ManifestReader.read("config = 5\n" + HEAD, "m.toml"))
                .hasMessageContaining("m.toml:1:1: 'config' is a whole number, and must be a table");
        assertThatThrownBy(() -> ManifestReader.read("module = 5", "m.toml"))
                .hasMessageContaining("m.toml:1:1: 'module' is a whole number, and must be a table");
    }

    @ParameterizedTest
    @CsvSource({"UPPER", "two--hyphens", "-a", "a-", "1a", "a_b", "''", "a/b", "../x"})
    void refusesNames(String name) {
        assertThatThrownBy(() -> ManifestReader.read("[module]\nname = \"" + name + "\"\nversion = \"1.0.0\"", "m.toml"))
                .hasMessageContaining("m.toml:2:1: 'name' must be lower-case words");
    }

    @ParameterizedTest
    @CsvSource({"1", "1.0", "v1.0.0", "1.0.0-", "01.0.0", "1.0.0-01", "9999999999.0.0", "''", "1.0.0/.."})
    void refusesVersions(String version) {
        assertThatThrownBy(() -> ManifestReader.read("[module]\nname = \"m\"\nversion = \"" + version + "\"", "m.toml"))
                .hasMessageContaining("m.toml:3:1: 'version' must be a semantic version");
    }
}
