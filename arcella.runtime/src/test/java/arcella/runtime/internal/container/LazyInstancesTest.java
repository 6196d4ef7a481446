package arcella.runtime.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import arcella.runtime.internal.lifecycle.Occasion;
import arcella.runtime.manifest.ModuleSection.Start;

class LazyInstancesTest {

    @Test
    void theFirstCallMakesWhatIsToBeLazyAndWhatTheContainerStarts() {
        for (boolean inMain : new boolean[] {true, false}) {
            for (Occasion occasion : Occasion.values()) {
                assertThat(LazyInstances.waits(Optional.of(Start.EAGER), occasion, inMain)).isFalse();
                assertThat(LazyInstances.waits(Optional.of(Start.LAZY), occasion, inMain)).isEqualTo(occasion != Occasion.TRIAL);
                assertThat(LazyInstances.waits(Optional.empty(), occasion, inMain))
                        .isEqualTo(occasion == Occasion.BOOT && !inMain);
            }
        }
    }
}
