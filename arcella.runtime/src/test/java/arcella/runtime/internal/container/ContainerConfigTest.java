package arcella.runtime.internal.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import arcella.runtime.config.ConfigKeys;
import arcella.runtime.config.ConfigLoader;
import arcella.runtime.config.ConfigSource;
import arcella.runtime.config.Configuration;
import arcella.runtime.manifest.Limit;
import arcella.runtime.manifest.LimitBounds;

class ContainerConfigTest {

    @TempDir
    private Path folder;

    private Path file(String text) throws Exception {
        return Files.writeString(Files.createDirectories(folder.resolve("etc")).resolve("arcella.toml"), text);
    }

    private Configuration configuration(String text) throws Exception {
        file(text);
        return ConfigLoader.ofHome(folder, Map.of());
    }

    private ContainerConfig read(String text) throws Exception {
        return ContainerConfig.of(configuration(text).check());
    }

    @Test
    void withoutAFileNothingIsSaid() {
        assertThat(ContainerConfig.of(ConfigLoader.ofHome(folder, Map.of()))).isEqualTo(ContainerConfig.NONE);
        assertThat(new LimitRules(new ConfigSource(folder, Map.of())).of("m")).isEqualTo(LimitBounds.NONE);
    }

    /** What names a module takes the place of what holds for all, limit by limit. */
    @Test
    void defaultsAndCapsAreRead() throws Exception {
        LimitPolicy limits = read("""
                [defaults.limits]
                memory = "64MiB"
                [caps.limits]
                memory = "512MiB"
                deadline = "1min"
                [caps.modules.big.limits]
                memory = "2GiB"
                fuel = 1_000
                """).limits();
        assertThat(limits.of("other")).isEqualTo(new LimitBounds(
                Map.of(Limit.MEMORY, 64L << 20), Map.of(Limit.MEMORY, 512L << 20, Limit.DEADLINE, 60_000L), Set.of()));
        assertThat(limits.of("big")).isEqualTo(new LimitBounds(Map.of(Limit.MEMORY, 64L << 20),
                Map.of(Limit.MEMORY, 2L << 30, Limit.DEADLINE, 60_000L, Limit.FUEL, 1_000L), Set.of(Limit.MEMORY, Limit.FUEL)));
    }

    /** By its hash alone: a grant that also names a module is for that one. */
    @Test
    void contentIsTrustedByItsHash() throws Exception {
        String one = "1".repeat(64);
        String other = "2".repeat(64);
        String named = "3".repeat(64);
        ContainerConfig config = read("""
                [[grant]]
                sha256 = "%s"
                allow = ["trust"]
                [[grant]]
                sha256 = "%s"
                allow = ["env:LANG"]
                [[grant]]
                name = "m"
                sha256 = "%s"
                allow = ["all"]
                """.formatted(one, other, named));
        assertThat(config.trusts(one)).isTrue();
        assertThat(config.trusts(other)).isFalse();
        assertThat(config.trusts(named)).isFalse();
        assertThat(ContainerConfig.NONE.trusts(one)).isFalse();
    }

    @Test
    void aSpareWorkerIsKeptWhereThatIsSaid() throws Exception {
        assertThat(configuration("[workers]\nspare = true\n").get(ConfigKeys.WORKERS_SPARE)).isTrue();
        assertThat(configuration("[workers]\n").get(ConfigKeys.WORKERS_SPARE)).isFalse();
        assertThatThrownBy(() -> read("[workers]\nspare = \"yes\"\nmore = 1\n"))
                .hasMessageContaining("arcella.toml:2:1").hasMessageContaining("arcella.toml:3:1");
    }

    @Test
    void everyMistakeIsToldWithItsPlaceAndTheNearestKey() throws Exception {
        String text = """
                [defaults.limits]
                memroy = "64MiB"
                [caps.limits]
                memory = 64
                fuel = 0
                [caps.limit]
                [caps.modules.Big.limits]
                handles = "many"
                [cap]
                """;
        assertThatThrownBy(() -> read(text)).hasMessageContainingAll(
                "ARC-2203 etc/arcella.toml has 7 mistakes",
                "etc/arcella.toml:2:1: unknown key 'memroy' in [defaults.limits]; did you mean 'memory'?",
                "etc/arcella.toml:4:1: 'memory' is a whole number, and must be text in quotes",
                "etc/arcella.toml:5:1: 'fuel' is 0",
                "unknown key 'limit' in [caps]; did you mean 'limits'?",
                "'Big' is no module's name",
                "etc/arcella.toml:8:1: 'handles' is text, and must be a whole number",
                "unknown key 'cap'; did you mean 'caps'?",
                "2 | memroy");
        assertThatThrownBy(() -> new LimitRules(new ConfigSource(folder, Map.of())).of("m")).hasMessageContaining("6 mistakes").hasMessageNotContaining("'cap'");
    }

    /** A mistake in a grant does not take the caps away, one in the caps leaves what held before. */
    @Test
    void changesAreSeenAndMistakesTakeNothingAway() throws Exception {
        Path file = file("[caps.limits]\nhandles = 5\n[[grant]]\nallow = 7\n");
        LimitRules rules = new LimitRules(new ConfigSource(folder, Map.of()));
        assertThat(rules.of("m").cap(Limit.HANDLES)).hasValue(5);
        file("[caps.limits]\nhandles = -1\n");
        assertThatThrownBy(() -> rules.of("m")).as("nobody can say yet").hasMessageContaining("ARC-2203");
        assertThat(rules.known("m")).isEqualTo(LimitBounds.NONE);
        file("[caps.limits]\nhandles = 6\n");
        assertThat(rules.of("m").cap(Limit.HANDLES)).hasValue(6);
        file("[caps.limits]\nhandles = -1\n");
        assertThat(rules.of("m").cap(Limit.HANDLES)).as("what held before").hasValue(6);
        assertThat(rules.known("m").cap(Limit.HANDLES)).as("what is shown").hasValue(6);
        Files.delete(file);
        assertThat(rules.of("m")).isEqualTo(LimitBounds.NONE);
    }
}
