package arcella.runtime.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import arcella.runtime.manifest.Manifest;
import arcella.runtime.manifest.ManifestReader;

class InstanceSpecsTest {

    private static final long STANDARD = 10_000_000_000L;

    private static OptionalLong fuel(String more, boolean command, String... grants) {
        Manifest manifest =
                ManifestReader.read("[module]\nname = \"m\"\nversion = \"1.0.0\"\n" + more, "arcella.toml");
        return InstanceSpecs.limits(manifest, Permissions.judge(manifest, List.of(grants)), command).fuel();
    }

    @Test
    void theCallsOfUntrustedModulesHaveTheirFuelCounted() {
        assertThat(fuel("", false)).hasValue(STANDARD);
        assertThat(fuel("[limits]\nfuel = 5\n", false)).hasValue(5);
        assertThat(fuel("trusted = true\n", false)).as("trust was asked for only").hasValue(STANDARD);
        assertThat(fuel("[limits]\nfuel = 20_000_000_000\n", false)).as("more was not granted").hasValue(STANDARD);
        assertThat(fuel("[limits]\nfuel = 20_000_000_000\n", false, "limit:fuel")).hasValue(2 * STANDARD);
    }

    @Test
    void trustedModulesAndCommandsHaveTheirsCountedWhereItIsStated() {
        assertThat(fuel("trusted = true\n", false, "trust")).isEmpty();
        assertThat(fuel("", true)).isEmpty();
        assertThat(fuel("trusted = true\n[limits]\nfuel = 5\n", false, "trust")).hasValue(5);
        assertThat(fuel("[limits]\nfuel = 5\n", true)).hasValue(5);
    }
}
