package arcella.runtime.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.osgi.service.log.LogLevel;

import arcella.runtime.ModuleId;
import arcella.runtime.internal.log.JournalLine.Level;

class LevelsTest {

    private final TestLevels admin = new TestLevels();
    private final Levels levels = new Levels(admin.proxy());

    private boolean wanted(String source, Level level) {
        return levels.test(new JournalLine(Instant.EPOCH, level, source, Optional.of(ModuleId.of("m@1.0.0")), "text"));
    }

    @Test
    void infoIsTheStandard() {
        assertThat(wanted("stdout", Level.INFO)).isTrue();
        assertThat(wanted("log", Level.DEBUG)).isFalse();
        assertThat(admin.root).isEqualTo(Map.of("ROOT", LogLevel.INFO));
    }

    @Test
    void aLevelHoldsForAllBelow() {
        assertThat(levels.configured(Map.of("arcella.module.m", "debug", "arcella.module.m.stdout", "OFF"))).isEmpty();
        assertThat(wanted("log", Level.DEBUG)).isTrue();
        assertThat(wanted(JournalLine.ABOUT, Level.DEBUG)).isTrue();
        assertThat(wanted("stdout", Level.ERROR)).isFalse();
        assertThat(levels.of("arcella.module.mm")).as("another's name that begins alike").isEqualTo(arcella.runtime.internal.log.LogLevel.INFO);
        assertThat(levels.owner("arcella.module.m.log")).isEqualTo("arcella.module.m");
        assertThat(levels.owner("x.y")).isEqualTo(Levels.ROOT);
        assertThat(admin.root).as("off is nothing but what OSGi always wants")
                .containsEntry("arcella.module.m.stdout", LogLevel.AUDIT).containsEntry("arcella.module.m", LogLevel.DEBUG);
        levels.configured(Map.of());
        assertThat(wanted("log", Level.DEBUG)).isFalse();
    }

    @Test
    void theConfigurationGoesBeforeTheStandard() {
        levels.standard(arcella.runtime.internal.log.LogLevel.WARN);
        assertThat(wanted("stdout", Level.INFO)).isFalse();
        levels.configured(Map.of("ROOT", "TRACE"));
        assertThat(wanted("stdout", Level.TRACE)).isTrue();
        assertThat(levels.configured(Map.of("ROOT", "loud", "a", "info"))).containsExactly("ROOT");
        assertThat(wanted("stdout", Level.INFO)).as("what is no level says nothing").isFalse();
    }

    @Test
    void whatTheLogServiceForgetsIsSaidAgain() {
        levels.standard(arcella.runtime.internal.log.LogLevel.WARN);
        admin.root = Map.of();
        levels.apply();
        assertThat(admin.root).isEqualTo(Map.of("ROOT", LogLevel.WARN));
    }
}
