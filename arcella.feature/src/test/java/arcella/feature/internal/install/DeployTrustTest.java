package arcella.feature.internal.install;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import arcella.feature.ArtifactId;
import arcella.feature.internal.json.FeatureText;
import arcella.runtime.ModuleId;
import arcella.runtime.ModuleReport;
import arcella.runtime.ModuleState;

class DeployTrustTest {

    private static final String ITS = "arcella.module.greeter|arcella.module.greeter|9.0.0";

    private static Prepared feature(String pid) {
        FeatureText text = FeatureText.read("""
                {"id": "t:f:1.0.0", "configurations": {"%s": {"limits.deadline": "1s"}},
                 "extensions": {"arcella-modules": {"artifacts": ["t:greeter:wasm:9.0.0"]}}}
                """.formatted(pid), "f.json");
        return new Prepared(new Offer(text, new Source.Folder(Path.of("/")), "deploy:f.json"), text.feature(Map.of()), true,
                List.of(), List.of());
    }

    private static ModuleReport module(String version, String origin) {
        return new ModuleReport(new ModuleId("greeter", version), new ModuleState.Active(), Instant.EPOCH, "", "worker", false, List.of(), "g", "0", 1,
                1, Instant.EPOCH, origin, OptionalLong.empty(), List.of(), List.of(), List.of(), List.of(), Optional.empty());
    }

    private static void check(String pid, Optional<String> going, ModuleReport... there) {
        new DeployTrust("granted"::equals, () -> List.of(there)).check(List.of(feature(pid)), "hash", going.map(ArtifactId::of));
    }

    /** Whether the others are there now or come some day. */
    @Test
    void aConfigurationOfOtherModulesNeedsAGrant() {
        for (String pid : List.of("arcella.module.other", "arcella.module.greeter~one", "arcella.module.greeter|arcella.module.greeter",
                "arcella.module.greeter", "arcella.module.greeter|arcella.module.greeter|0.1.0", ITS + ".r2", "greeter")) {
            assertThatThrownBy(() -> check(pid, Optional.empty())).as(pid)
                    .hasMessageContaining("ARC-2415 feature t:f:1.0.0 brings the configuration " + pid)
                    .hasMessageContaining("[[grant]] sha256 = \"hash\" allow = [\"trust\"]");
            assertThatCode(() -> new DeployTrust("hash"::equals, List::of).check(List.of(feature(pid)), "hash", Optional.empty()))
                    .as(pid).doesNotThrowAnyException();
        }
        assertThatThrownBy(() -> check("arcella.module.greeter", Optional.empty())).hasMessageContaining(ITS + " would be");
    }

    @Test
    void aConfigurationOfItsOwnModuleNeedsNone() {
        assertThatCode(() -> check(ITS, Optional.empty())).doesNotThrowAnyException();
        assertThatCode(() -> check(ITS, Optional.empty(), module("0.1.0", "file"))).doesNotThrowAnyException();
        assertThatCode(() -> check(ITS, Optional.of("t:f:0.9.0"), module("9.0.0", "feature:t:f:0.9.0"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(ITS, Optional.of("t:f:0.9.0"), module("9.0.0", "file"))).hasMessageContaining("whose module is there by others");
    }
}
