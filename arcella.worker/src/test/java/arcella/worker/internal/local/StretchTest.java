package arcella.worker.internal.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

/** What is taken for computing without a pause. Each look is a tenth of a second after the one before. */
class StretchTest {

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    /** @param wanted what the thread has wanted by each look, in milliseconds */
    private static Stretch after(int looks, int tasks, long... wanted) {
        Stretch stretch = Stretch.begin(0, 0, 1);
        for (int i = 1; i <= looks; i++) {
            long total = 0;
            for (int j = 0; j < i; j++) {
                total += wanted[j % wanted.length];
            }
            stretch = stretch.look(i * 100 * MILLI, total * MILLI, 1 + (tasks == 1 ? 0 : i));
        }
        return stretch;
    }

    @Test
    void whoAlwaysWantsAProcessorComputesWithoutAPause() {
        assertThat(after(20, 1, 100).nanos()).isEqualTo(2000 * MILLI);
        assertThat(after(20, 1, 100).taskNanos()).isEqualTo(2000 * MILLI);
    }

    @Test
    void whoHasOneTaskAfterAnotherIsAtNoneForLong() {
        assertThat(after(20, 20, 100).nanos()).isEqualTo(2000 * MILLI);
        assertThat(after(20, 20, 100).taskNanos()).isZero();
    }

    @Test
    void whoRestsForAQuarterOfTheTimeNeverDoesForLong() {
        for (int looks = 1; looks < 50; looks++) {
            assertThat(after(looks, 1, 75).nanos()).as("%d looks", looks).isLessThan(1000 * MILLI);
        }
    }

    @Test
    void aShortRestIsNone() {
        assertThat(after(20, 1, 95).nanos()).isEqualTo(2000 * MILLI);
        assertThat(after(10, 1, 100, 100, 100, 40, 100, 100, 100, 100, 100, 100).nanos()).isEqualTo(1000 * MILLI);
    }

    /** Beside many others it waits for a processor over several looks, which the kernel counts when that is over. */
    @Test
    void aWaitForAProcessorIsNoRest() {
        assertThat(after(21, 1, 0, 0, 300).nanos()).isEqualTo(2100 * MILLI);
    }

    @Test
    void whoHasNotBeenSeenForLongWaitsForSomethingElse() {
        Stretch stretch = Stretch.begin(0, 0, 1).look(500 * MILLI, 500 * MILLI, 1);
        assertThat(stretch.look(1400 * MILLI, 500 * MILLI, 1).still(1400 * MILLI)).isFalse();
        assertThat(stretch.look(1600 * MILLI, 500 * MILLI, 1).still(1600 * MILLI)).isTrue();
    }
}
