package arcella.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import arcella.error.ArcellaException;

class ModuleIdTest {

    /** The precedence example of semver 2.0.0, section 11, and more. */
    @Test
    void ordersBySemverPrecedence() {
        List<String> ordered = List.of(
                "0.9.9", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2",
                "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.1", "1.2.0", "1.10.0", "2.0.0");
        List<ModuleId> ids = new ArrayList<>(ordered.stream().map(v -> new ModuleId("m", v)).toList());
        Collections.shuffle(ids, new Random(1));
        Collections.sort(ids);
        assertThat(ids).extracting(ModuleId::version).containsExactlyElementsOf(ordered);
    }

    @Test
    void readsWhatItWrites() {
        ModuleId id = ModuleId.of("http-logger@1.2.0-rc.1+b7");
        assertThat(id).isEqualTo(new ModuleId("http-logger", "1.2.0-rc.1+b7"));
        assertThat(id).hasToString("http-logger@1.2.0-rc.1+b7");
    }

    @Test
    void refusesWhatIsNone() {
        assertThatThrownBy(() -> ModuleId.of("hello")).isInstanceOf(ArcellaException.class).hasMessageContaining("ARC-2002");
        assertThatThrownBy(() -> ModuleId.of("Hello@1.0.0")).hasMessageContaining("'Hello' is no module name");
        assertThatThrownBy(() -> ModuleId.of("hello@1")).hasMessageContaining("'1' is no version for module hello");
        assertThat(ModuleId.validName("a".repeat(64))).isTrue();
        assertThat(ModuleId.validName("a".repeat(65))).isFalse();
    }
}
