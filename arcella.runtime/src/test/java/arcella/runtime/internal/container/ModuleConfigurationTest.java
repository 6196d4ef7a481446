package arcella.runtime.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import arcella.runtime.internal.config.ModuleSettings;
import arcella.runtime.manifest.Limit;
import arcella.runtime.manifest.Manifest;
import arcella.runtime.manifest.ManifestReader;

class ModuleConfigurationTest {

    private final List<String> grants = new ArrayList<>();
    private ModuleSettings settings = ModuleSettings.NONE;

    private ModuleConfiguration configuration(String manifest) {
        return configuration(manifest, false);
    }

    private ModuleConfiguration configuration(String manifest, boolean command) {
        Manifest read = ManifestReader.read("[module]\nname = \"m\"\nversion = \"1.0.0\"\n" + manifest, "arcella.toml");
        return new ModuleConfiguration(read, command, () -> settings, List.of(), () -> List.copyOf(grants));
    }

    private static long limit(ModuleConfiguration.Now now, Limit limit) {
        return now.permissions().limit(now.manifest(), limit);
    }

    @Test
    void valuesLieOverTheManifests() {
        ModuleConfiguration configuration = configuration("[config]\na = \"1\"\nb = \"2\"\n");
        assertThat(configuration.values()).isEqualTo(Map.of("a", "1", "b", "2"));
        settings = ModuleSettings.of(Map.of("b", "3", "c", "4", "limits.memory", "1MiB"));
        assertThat(configuration.values()).isEqualTo(Map.of("a", "1", "b", "3", "c", "4"));
    }

    /** At the default no grant is needed; one above it is. */
    @Test
    void aLimitAboveItsDefaultNeedsAGrant() {
        ModuleConfiguration configuration = configuration("[limits]\nsockets = 10\nmemory = \"64MiB\"\n");
        settings = ModuleSettings.of(Map.of("limits.sockets", "64"));
        assertThat(limit(configuration.now(), Limit.SOCKETS)).isEqualTo(64);
        assertThat(configuration.now().problems()).isEmpty();
        settings = ModuleSettings.of(Map.of("limits.sockets", "65", "limits.memory", "32MiB"));
        assertThat(limit(configuration.now(), Limit.SOCKETS)).as("the manifest's").isEqualTo(10);
        assertThat(limit(configuration.now(), Limit.MEMORY)).isEqualTo(32 << 20);
        assertThat(configuration.now().problems()).containsExactly(
                "limits.sockets = 65 is above the default of 64 and not granted, 10 holds; grant limit:sockets");
        grants.add("limit:sockets");
        assertThat(limit(configuration.now(), Limit.SOCKETS)).isEqualTo(65);
        assertThat(configuration.now().problems()).isEmpty();
        grants.set(0, "all");
        assertThat(limit(configuration.now(), Limit.SOCKETS)).isEqualTo(65);
    }

    @Test
    void whatWaitsForTheNextInstanceIsTold() {
        // Of a command's fuel nothing is counted before it is stated.
        ModuleConfiguration configuration = configuration("", true);
        configuration.given(configuration.now());
        assertThat(configuration.limits(configuration.now(), true)).containsEntry("fuel", "not counted");
        settings = ModuleSettings.of(Map.of("limits.memory", "32MiB", "limits.fuel", "5000"));
        assertThat(configuration.limits(configuration.now(), true))
                .containsEntry("memory", "32MiB (256MiB until it is restarted)")
                .containsEntry("fuel", "5000 (not counted until it is restarted)")
                .containsEntry("sockets", "64");
        assertThat(configuration.limits(configuration.now(), false)).containsEntry("memory", "32MiB").containsEntry("fuel", "5000");
        assertThat(configuration.waiting(configuration.now())).hasSize(2);
        configuration.given(configuration.now());
        assertThat(configuration.waiting(configuration.now())).isEmpty();
    }
}
