package arcella.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import arcella.error.ArcellaException;
import arcella.wasi.Preopen;
import arcella.wasi.Preopen.Access;

class RunOptionsTest {

    private static RunOptions parse(String... words) {
        return RunOptions.parse(List.of(words)).orElseThrow();
    }

    @Test
    void readsOptionsFileAndArguments() {
        RunOptions options = parse(
                "--env", "A=1", "--env=B=x=y", "--timeout", "500ms", "--memory=2MiB", "--fuel", "1_000", "m.wasm", "--",
                "--env", "z");
        assertThat(options.file()).isEqualTo(Path.of("m.wasm"));
        assertThat(options.arguments()).containsExactly("--env", "z");
        assertThat(options.environment()).isEqualTo(Map.of("A", "1", "B", "x=y"));
        assertThat(options.timeout()).contains(Duration.ofMillis(500));
        assertThat(options.memoryBytes()).isEqualTo(2 << 20);
        assertThat(options.fuel()).isEqualTo(OptionalLong.of(1000));
        assertThat(options.invoke()).isEmpty();
        assertThat(parse("--invoke", "greet(\"A b\")", "m.wasm").invoke()).contains("greet(\"A b\")");
    }

    @Test
    void readsValuesOfTheConfiguration() {
        assertThat(parse("--config", "a=1", "--config=b=x=y", "--config", "c=", "m.wasm").configuration())
                .isEqualTo(Map.of("a", "1", "b", "x=y", "c", ""));
        assertThat(parse("m.wasm").configuration()).isEmpty();
        for (String wrong : List.of("a", "=1", "")) {
            assertThatThrownBy(() -> parse("--config", wrong, "m.wasm")).hasMessageContaining("--config takes KEY=VALUE");
        }
    }

    @Test
    void readsRulesForTheNetwork() {
        RunOptions options = parse("--net", "tcp://127.0.0.1:5432", "--net=https://a.example", "--listen", "udp://*:53",
                "m.wasm");
        assertThat(options.network().allow()).extracting(Object::toString)
                .containsExactly("tcp://127.0.0.1:5432", "https://a.example");
        assertThat(options.network().listen()).extracting(Object::toString).containsExactly("udp://*:53");
        assertThat(parse("m.wasm").network().empty()).isTrue();
        assertThatThrownBy(() -> parse("--net", "127.0.0.1:80", "m.wasm")).hasMessageContaining("--net takes a rule");
        assertThatThrownBy(() -> parse("--listen", "https://a.example", "m.wasm")).hasMessageContaining("tcp:// or udp://");
    }

    @Test
    void readsFolders() {
        RunOptions options = parse("--dir", "a", "--dir", "b::/b:ro", "--dir=c:d::/c:rw", "--dir", "e::f:ro::/e", "m.wasm");
        assertThat(options.folders()).containsExactly(
                new Preopen(Path.of("a"), "a", Access.READ_WRITE), new Preopen(Path.of("b"), "/b", Access.READ_ONLY),
                new Preopen(Path.of("c:d"), "/c", Access.READ_WRITE),
                new Preopen(Path.of("e::f:ro"), "/e", Access.READ_WRITE));
        assertThatThrownBy(() -> parse("--dir", "a::/x", "--dir", "b::/x:ro", "m.wasm"))
                .hasMessageContaining("two folders are given as '/x'");
        for (String mistyped : List.of("a::/x:wr", "a::/x:ro:rw", "a::", "::/x", ":ro")) {
            assertThatThrownBy(() -> parse("--dir", mistyped, "m.wasm")).hasMessageContaining("--dir takes HOST");
        }
    }

    @Test
    void whatStandsBehindTheFileIsTheModules() {
        assertThat(parse("m.wasm", "-v", "--env", "--", "x").arguments()).containsExactly("-v", "--env", "--", "x");
        assertThat(parse("--", "-odd.wasm").file()).isEqualTo(Path.of("-odd.wasm"));
        assertThat(parse("m.wasm", "--").arguments()).isEmpty();
    }

    @Test
    void takesAVariableFromThisProcess() {
        String path = System.getenv("PATH");
        assertThat(parse("--env", "PATH", "m.wasm").environment()).isEqualTo(Map.of("PATH", path));
        assertThatThrownBy(() -> parse("--env", "NO_SUCH_VARIABLE_HERE", "m.wasm"))
                .isInstanceOf(ArcellaException.class)
                .hasMessageContaining("NO_SUCH_VARIABLE_HERE");
    }

    @Test
    void asksForHelp() {
        assertThat(RunOptions.parse(List.of("--help"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "--timeout 0s m", "--timeout -1s m", "--timeout 5 m", "--memory much m", "--fuel 0 m", "--fuel x m", "--env =x m",
        "--bogus m", "--timeout", "--invoke", "--env A=b", ""
    })
    void refusesWhatItDoesNotUnderstand(String words) {
        List<String> list = words.isEmpty() ? List.of() : List.of(words.split(" "));
        assertThatThrownBy(() -> RunOptions.parse(list))
                .isInstanceOf(ArcellaException.class)
                .hasMessageContaining("ARC-5010")
                .hasMessageContaining("--help");
    }
}
