package arcella.runtime.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import arcella.runtime.ModuleId;
import arcella.runtime.manifest.Limit;

class ModuleSettingsTest {

    @Test
    void limitsAreToldFromValues() {
        ModuleSettings settings = ModuleSettings.of(Map.of("greeting", "hello", "limits", "a value", "limits.memory", "64MiB",
                "limits.deadline", " 1500ms ", "limits.fuel", "5_000_000", "limits.sockets", "7"));
        assertThat(settings.values()).isEqualTo(Map.of("greeting", "hello", "limits", "a value"));
        assertThat(settings.limits()).isEqualTo(
                Map.of(Limit.MEMORY, 64L << 20, Limit.DEADLINE, 1500L, Limit.FUEL, 5_000_000L, Limit.SOCKETS, 7L));
        assertThat(settings.problems()).isEmpty();
    }

    @Test
    void whatIsNoLimitIsToldAndLeftOut() {
        ModuleSettings settings = ModuleSettings.of(Map.of("limits.memroy", "64MiB", "limits.memory", "0", "limits.deadline", "5",
                "limits.handles", "-1", "limits.tables", "999999999999999999999"));
        assertThat(settings.limits()).isEmpty();
        assertThat(settings.values()).isEmpty();
        assertThat(settings.problems()).containsExactly(
                "'limits.deadline' is '5', and must be a duration above 0, such as 500ms, 5s or 2min",
                "'limits.handles' is '-1', and must be a whole number above 0",
                "'limits.memory' is '0', and must be a size above 0, such as 64MiB",
                "there is no limit 'memroy'; did you mean 'limits.memory'?",
                "'limits.tables' is '999999999999999999999', and must be a whole number above 0");
    }

    @Test
    void aRankIsAWholeNumber() {
        ModuleSettings settings = ModuleSettings.of(Map.of("service.ranking", " -3", "x", "y"));
        assertThat(settings.rank()).isEqualTo(-3);
        assertThat(settings.values()).isEqualTo(Map.of("x", "y"));
        assertThat(ModuleSettings.of(Map.of("service.ranking", "1.5")).problems())
                .containsExactly("'service.ranking' is '1.5', and must be a whole number such as 10 or -1");
        assertThat(ModuleSettings.NONE.rank()).isZero();
    }

    @Test
    void pidsOfModules() {
        String pid = "arcella.module.my-module";
        assertThat(ModulePid.of(pid)).contains(new ModulePid("my-module", Optional.empty()));
        assertThat(ModulePid.of(pid + "|" + pid + "|1.0.0")).contains(new ModulePid("my-module", Optional.of("1.0.0")));
        assertThat(ModulePid.of(pid + "|other|1.0.0")).as("of another bundle").isEmpty();
        assertThat(ModulePid.of(pid + "|" + pid + "|1.0.0|there")).as("with a location").isEmpty();
        assertThat(ModulePid.of("arcella.module.Bad Name")).isEmpty();
        assertThat(ModulePid.of("arcella.modules")).isEmpty();
        assertThat(ModulePid.of(ModuleId.of("my-module@1.0.0"), "1.0.0.r2")).containsExactly(
                pid + "|" + pid + "|1.0.0.r2", pid + "|" + pid + "|1.0.0", pid + "|" + pid, pid);
    }
}
