package arcella.runtime.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import arcella.runtime.LimitReport;
import arcella.runtime.internal.config.ModuleSettings;
import arcella.runtime.manifest.Limit;
import arcella.runtime.manifest.LimitBounds;
import arcella.runtime.manifest.Manifest;
import arcella.runtime.manifest.ManifestReader;

class ModuleConfigurationTest {

    private final List<String> grants = new ArrayList<>();
    private ModuleSettings settings = ModuleSettings.NONE;
    private LimitBounds bounds = LimitBounds.NONE;

    private ModuleConfiguration configuration(String manifest) {
        return configuration(manifest, false);
    }

    private ModuleConfiguration configuration(String manifest, boolean command) {
        Manifest read = ManifestReader.read("[module]\nname = \"m\"\nversion = \"1.0.0\"\n" + manifest, "arcella.toml");
        return new ModuleConfiguration(read, command, () -> settings, new ModuleConfiguration.Rules(
                List.of(), () -> List.copyOf(grants), () -> bounds, () -> bounds));
    }

    private static long limit(ModuleConfiguration.Now now, Limit limit) {
        return now.permissions().limit(now.manifest(), limit);
    }

    private static List<String> limits(ModuleConfiguration configuration, boolean lives) {
        return configuration.limits(configuration.now(), lives).stream().map(LimitReport::text).toList();
    }

    /** The stricter of cap and request holds, whatever was granted; and a default of the operator's is one. */
    @Test
    void limitsStayWithinTheOperatorsBounds() {
        ModuleConfiguration configuration = configuration("""
                [limits]
                memory = "512MiB"
                handles = 90
                sockets = 40
                """);
        bounds = new LimitBounds(Map.of(Limit.SOCKETS, 30L, Limit.OPEN_FILES, 20L, Limit.TABLES, 9L),
                Map.of(Limit.MEMORY, 384L << 20, Limit.HANDLES, 80L, Limit.MEMORIES, 3L, Limit.TABLES, 8L), Set.of());
        assertThat(limits(configuration, false)).contains("memory 256MiB (default, 512MiB asked and not granted)",
                "handles 80 (capped, 90 asked)", "sockets 30 (container default, 40 asked and not granted)", "open-files 20 (container default)",
                "memories 3 (capped)", "tables 8 (capped)", "instances 32 (default)");
        grants.add("all");
        assertThat(limits(configuration, false)).contains("memory 384MiB (capped, 512MiB asked)", "sockets 40 (manifest)");
        assertThat(configuration.now().permissions().warnings(configuration.now().manifest(), true, "abc")).containsExactly(
                "the limit memory was asked to be 512MiB and is cut to 384MiB, its cap in etc/arcella.toml",
                "the limit handles was asked to be 90 and is cut to 80, its cap in etc/arcella.toml");
        settings = ModuleSettings.of(Map.of("limits.memory", "1GiB", "limits.tables", "20"));
        assertThat(limits(configuration, false)).contains("memory 384MiB (capped, 1GiB asked)", "tables 8 (capped, 20 asked)");
        settings = ModuleSettings.of(Map.of("limits.memory", "1MiB"));
        assertThat(limits(configuration, false)).contains("memory 1MiB (configuration)");
    }

    /** Where an operator has a cap, calls are counted whoever is trusted; a command's whole run where the cap names it. */
    @Test
    void aCapOnFuelHasItCounted() {
        grants.add("trust");
        ModuleConfiguration trusted = configuration("trusted = true\n");
        ModuleConfiguration command = configuration("", true);
        assertThat(limits(trusted, false)).contains("fuel not counted");
        bounds = new LimitBounds(Map.of(), Map.of(Limit.FUEL, 500L, Limit.DEADLINE, 700L), Set.of());
        assertThat(limits(trusted, false)).contains("fuel 500 (capped)");
        assertThat(limits(command, false)).contains("fuel not counted");
        assertThat(command.instanceLimits(command.now()).commandDeadline()).isEmpty();
        bounds = new LimitBounds(Map.of(), bounds.caps(), Set.of(Limit.FUEL, Limit.DEADLINE));
        assertThat(limits(command, false)).contains("fuel 500 (capped)");
        assertThat(command.instanceLimits(command.now()).commandDeadline()).contains(Duration.ofMillis(700));
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
        assertThat(limits(configuration, true)).contains("fuel not counted");
        settings = ModuleSettings.of(Map.of("limits.memory", "32MiB", "limits.fuel", "5000"));
        assertThat(limits(configuration, true)).contains("memory 32MiB (configuration, 256MiB until it is restarted)",
                "fuel 5000 (configuration, not counted until it is restarted)", "sockets 64 (default)");
        assertThat(limits(configuration, false)).contains("memory 32MiB (configuration)", "fuel 5000 (configuration)");
        assertThat(configuration.waiting(configuration.now())).containsExactlyInAnyOrder(
                "memory 32MiB (256MiB until it is restarted)", "fuel 5000 (not counted until it is restarted)");
        configuration.given(configuration.now());
        assertThat(configuration.waiting(configuration.now())).isEmpty();
    }
}
