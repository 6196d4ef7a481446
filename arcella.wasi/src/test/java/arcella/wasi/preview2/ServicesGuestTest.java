package arcella.wasi.preview2;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import arcella.wasi.WasiConfig;
import arcella.wasi.keyvalue.FileKeyValues;
import arcella.wasi.keyvalue.KeyValueLimits;
import arcella.wasi.preview2.Commands.Outcome;
import arcella.wasi.preview2.logging.Level;

/** A guest that uses what its host itself offers: configuration, log and buckets. */
@Timeout(120)
class ServicesGuestTest {

    private record Message(Level level, String context, String text) {}

    @Test
    void configurationLogAndBuckets(@TempDir Path folder) {
        List<Message> log = new ArrayList<>();
        Outcome outcome;
        try (FileKeyValues values = FileKeyValues.open(folder.resolve("kv.mv"), Set.of("default"),
                KeyValueLimits.defaults())) {
            outcome = Commands.run(Commands.bytes("services"), WasiConfig.builder(),
                    new HostServices(() -> Map.of("b", "zwei \u00fc", "a", "1"),
                            (level, context, text) -> log.add(new Message(level, context, text)), values));
        }
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).isEqualTo("all as specified\n");
        assertThat(outcome.code()).isZero();
        List<Message> expected = new ArrayList<>();
        for (Level level : Level.values()) {
            expected.add(new Message(level, "guest", "message \u00fc"));
        }
        expected.add(new Message(Level.INFO, "", ""));
        expected.add(new Message(Level.WARN, "two\nlines", "\u001b[31mred\u001b[0m"));
        assertThat(log).isEqualTo(expected);
    }

    /** Without them it finds nothing, and says so line by line. */
    @Test
    void withoutThemThereIsNothing() {
        Outcome outcome = Commands.run(Commands.bytes("services"), WasiConfig.builder());
        assertThat(outcome.out()).isEqualTo("failed\n");
        assertThat(outcome.err()).contains("a.tag == OK && a.some", "a.tag == OK && a.size == 2", "a.tag == OK\n");
    }
}
