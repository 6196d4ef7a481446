package arcella.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import arcella.runtime.manifest.Limit;

class ConfigSourceTest {

    private static final ConfigKey<Long> HANDLES = ConfigKeys.CAPS.get(Limit.HANDLES);

    @TempDir
    private Path home;

    @BeforeEach
    void folder() throws Exception {
        Files.createDirectories(home.resolve("etc/conf.d"));
    }

    private void main(String text) throws Exception {
        Files.writeString(home.resolve("etc/arcella.toml"), text);
    }

    @Test
    void aChangeIsToldOnceAndOneWithMistakesWhenItStays() throws Exception {
        main("includes = [\"conf.d/*.toml\"]\n[caps.limits]\nhandles = 5\n");
        ConfigSource source = new ConfigSource(home, Map.of());
        assertThat(source.look()).isEmpty();
        main("includes = [\"conf.d/*.toml\"]\n# the same\n[caps.limits]\nhandles = 5\n");
        assertThat(source.look()).as("it says the same").isEmpty();

        Path more = Files.writeString(home.resolve("etc/conf.d/x.toml"), "[caps.limits]\nsockets = 3\n");
        assertThat(source.look()).hasValueSatisfying(change -> assertThat(change.holds()).isTrue());
        assertThat(source.look()).isEmpty();
        assertThat(source.holding().get(ConfigKeys.CAPS.get(Limit.SOCKETS))).isEqualTo(3);

        Files.writeString(more, "[caps.limits]\nsockets = 4\nsocket");
        assertThat(source.look()).as("it may be half written").isEmpty();
        assertThat(source.look()).hasValueSatisfying(change -> {
            assertThat(change.holds()).isFalse();
            assertThat(change.configuration().shown()).contains("etc/conf.d/x.toml:3:");
        });
        assertThat(source.look()).isEmpty();
        assertThat(source.holding().get(ConfigKeys.CAPS.get(Limit.SOCKETS))).as("all or nothing").isEqualTo(3);
        assertThatThrownBy(() -> source.latest().check()).hasMessageContaining("ARC-2203");

        Files.delete(more);
        assertThat(source.look()).as("mended").hasValueSatisfying(change -> assertThat(change.holds()).isTrue());
        assertThat(source.holding().stated(ConfigKeys.CAPS.get(Limit.SOCKETS))).isEmpty();
        assertThat(source.holding().get(HANDLES)).isEqualTo(5);
    }

    /** As an editor or a shell's redirection leaves it for a moment: nothing of it is ever believed. */
    @Test
    void whatIsBeingWrittenIsNotReadYet() throws Exception {
        String text = "[caps.limits]\nhandles = 5\n";
        main(text);
        ConfigSource source = new ConfigSource(home, Map.of());
        Path file = home.resolve("etc/arcella.toml");
        ExecutorService reader = Executors.newSingleThreadExecutor();
        for (int i = 0; i < 3; i++) {
            CountDownLatch half = new CountDownLatch(1);
            Future<Optional<Long>> read = reader.submit(() -> {
                half.await();
                return source.holding().stated(HANDLES);
            });
            if (i == 0) {
                Files.delete(file);
            } else {
                Files.writeString(file, "");
            }
            half.countDown();
            Files.writeString(file, text);
            assertThat(read.get()).hasValue(5L);
            assertThat(source.look()).isEmpty();
        }
        reader.shutdown();
    }

    @Test
    void aFileThatComesLaterIsFound() throws Exception {
        ConfigSource source = new ConfigSource(home, Map.of());
        assertThat(source.holding().stated(HANDLES)).isEmpty();
        main("includes = [\"later.toml\"]\n");
        assertThat(source.latest().mistakes()).hasSize(1);
        Files.writeString(home.resolve("etc/later.toml"), "[caps.limits]\nhandles = 9\n");
        assertThat(source.holding().get(HANDLES)).isEqualTo(9);
    }

    /** At a start there is nothing that held before: what has mistakes does not hold, and the rest can be known. */
    @Test
    void mistakesAtTheStartAreTheStarts() throws Exception {
        main("[workers]\nspare = true\n[[grant]]\nallow = [\"trust\"]\n");
        ConfigSource source = new ConfigSource(home, Map.of());
        assertThatThrownBy(source::holding).hasMessageContaining("ARC-2203");
        assertThat(source.holding("caps").get(ConfigKeys.WORKERS_SPARE)).isTrue();
        assertThat(source.look()).as("told at the start").isEmpty();
        assertThat(source.look()).isEmpty();
        main("includes = [\"none.toml\"]\n");
        assertThatThrownBy(() -> new ConfigSource(home, Map.of()).holding("caps")).as("caps may stand there").hasMessageContaining("none.toml");
        main("");
        assertThat(source.look()).isPresent();
        assertThat(source.atStart().get(ConfigKeys.WORKERS_SPARE)).isTrue();
        assertThat(source.holding().get(ConfigKeys.WORKERS_SPARE)).isFalse();
    }
}
