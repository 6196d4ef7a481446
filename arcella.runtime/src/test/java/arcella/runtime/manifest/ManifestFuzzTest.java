package arcella.runtime.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import arcella.error.ArcellaException;

/** Some thousand spoiled manifests, the same each time, through what {@link ManifestFuzz} holds. */
class ManifestFuzzTest {

    static final List<String> SEEDS = List.of("""
            [module]
            name = "http-logger"
            version = "0.1.0"
            isolation = "main"
            trusted = true
            async = true
            exports = ["wasi:http/incoming-handler@0.2"]
            imports = ["logger:log", "wasi:http/types@0.2.0"]
            """, """
            [module]
            name = "m"
            version = "1.0.0-rc.1"
            [limits]
            memory = "64MiB"
            fuel = 5_000_000_000
            deadline = "5s"
            [wasi]
            args = ["first", "second argument"]
            env = { GREETING = "hello" }
            [[wasi.preopen]]
            host = "data"
            guest = "/data"
            access = "read-only"
            [restart]
            policy = "on-failure"
            max = 5
            backoff = "1s"
            """);

    private static final List<String> WORDS = List.of("[", "]", "[[", "]]", "{", "}", "=", ".", ",", "\"", "\"\"\"", "'", "\\u0000",
            "#", "\n", "-", "_", "0x", "1e999", "nan", "true", "1979-05-27T07:32:00Z", "99999999999999999999", "\u00e9", "\u0000");

    @Test
    void spoiledManifestsAreReadOrRefused() {
        Random random = new Random(20260101);
        int accepted = 0;
        int rounds = 2_000;
        for (int round = 0; round < rounds; round++) {
            StringBuilder text = new StringBuilder(SEEDS.get(round % SEEDS.size()));
            for (int i = random.nextInt(4); i >= 0; i--) {
                int at = random.nextInt(text.length() + 1);
                int end = Math.min(text.length(), at + 1 + random.nextInt(8));
                switch (random.nextInt(4)) {
                    case 0 -> text.delete(at, end);
                    case 1 -> text.insert(random.nextInt(text.length() + 1), text.substring(at, end));
                    case 2 -> text.replace(at, end, WORDS.get(random.nextInt(WORDS.size())));
                    default -> text.insert(at, WORDS.get(random.nextInt(WORDS.size())).repeat(1 + random.nextInt(30)));
                }
            }
            try {
                accepted += ManifestFuzz.read(text.toString()) ? 1 : 0;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("round " + round + ":\n" + text, e);
            }
        }
        assertThat(accepted).isBetween(1, rounds - 1);
    }

    @Test
    void anEscapeThatIsNoneInTheNameOfATableIsAMistakeLikeOthers() {
        assertThatThrownBy(() -> ManifestReader.read("\n[\"a\\E\"]\n", "arcella.toml"))
                .isInstanceOf(ArcellaException.class).hasMessageContaining("Invalid escape sequence").hasMessageContaining(":2:");
    }
}
