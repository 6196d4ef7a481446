package arcella.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigDifferenceTest {

    @TempDir
    private Path home;

    private Configuration read(String text) throws Exception {
        Files.writeString(Files.createDirectories(home.resolve("etc")).resolve("arcella.toml"), text);
        return ConfigLoader.ofHome(home, Map.of()).check();
    }

    @Test
    void whatHasChangedIsToldWithWhenItHolds() throws Exception {
        Configuration before = read("[caps.limits]\nhandles = 1\ndeadline = \"5s\"\n[[grant]]\nname = \"a\"\nallow = [\"trust\"]\n");
        Configuration after = read("[workers]\nspare = true\n[caps.limits]\nhandles = 2\n[[grant]]\nname = \"b\"\nallow = [\"trust\"]\n");
        assertThat(ConfigDifference.between(before, after)).containsExactly(
                "workers.spare = true (etc/arcella.toml:2), was false; holds at the next start",
                "caps.limits.handles = 2 (etc/arcella.toml:4), was 1; holds when a module is started",
                "caps.limits.deadline is no longer said, was \"5s\"; holds at once",
                "new [[grant]] { name = \"b\", allow = [\"trust\"] } (etc/arcella.toml:5)",
                "gone [[grant]] { name = \"a\", allow = [\"trust\"] }");
        assertThat(ConfigDifference.between(after, after)).isEmpty();
        assertThat(ConfigDifference.waiting(before, after)).singleElement()
                .satisfies(value -> assertThat(value.name()).isEqualTo("workers.spare"));
        assertThat(ConfigDifference.waiting(after, after)).isEmpty();
    }
}
