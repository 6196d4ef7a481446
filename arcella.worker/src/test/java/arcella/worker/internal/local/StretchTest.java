package arcella.worker.internal.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import arcella.worker.internal.local.Stretch.Sight;

/** What is taken for computing without a pause, and for work at all. */
class StretchTest {

    private static final int NONE = 0;

    private static final long LOOK_NANOS = 100_000_000;

    private long nanos;
    private long pauses;
    private long usedNanos;
    private long queuedNanos;
    private long collections;

    /** One look: it runs, and has paused so often, used so many milliseconds and seen so many collections since the last. */
    private Sight runs(long paused, long millis, long collected) {
        return sight(true, paused, millis, collected);
    }

    private Sight sight(boolean runs, long paused, long millis, long collected) {
        nanos += LOOK_NANOS;
        pauses += paused;
        usedNanos += millis * 1_000_000;
        collections += collected;
        return new Sight(nanos, true, runs, pauses, usedNanos, queuedNanos, collections);
    }

    private Sight waits() {
        nanos += LOOK_NANOS;
        return new Sight(nanos, false, false, ++pauses, usedNanos, queuedNanos, collections);
    }

    /** It happens to wait, and has until then paused again and again, but otherwise run, or waited for a processor. */
    private Sight waitsAtLast(long ranMillis, long queuedMillis) {
        usedNanos += ranMillis * 1_000_000;
        queuedNanos += queuedMillis * 1_000_000;
        pauses += 50;
        return waits();
    }

    private Stretch after(int looks, int task) {
        Stretch stretch = Stretch.begin(runs(NONE, NONE, NONE), task);
        for (int i = 1; i < looks; i++) {
            stretch = stretch.look(runs(NONE, NONE, NONE), task);
        }
        return stretch;
    }

    @Test
    void whoRunsAtEachLookAndNeverPausesMayNeverEndHoweverLittleItHas() {
        assertThat(after(2, 1).endless()).isFalse();
        assertThat(after(3, 1).endless()).isTrue();
        assertThat(after(3, 1).looks()).isEqualTo(3);
    }

    @Test
    void whatWillEndForSureIsNotEndless() {
        assertThat(after(50, 0).endless()).isFalse();
        assertThat(after(50, 0).looks()).isEqualTo(50);
    }

    @Test
    void whoHasOneTaskAfterAnotherIsAtNoneForLong() {
        Stretch stretch = after(2, 1);
        for (int task = 2; task < 20; task++) {
            stretch = stretch.look(runs(NONE, 100, NONE), task);
            assertThat(stretch.endless()).isFalse();
        }
        assertThat(stretch.looks()).isEqualTo(20);
    }

    @Test
    void whoPausesAtWorkIsAtWorkAndComesToAnEnd() {
        Stretch stretch = after(1, 1);
        for (int i = 0; i < 20; i++) {
            stretch = stretch.look(runs(1, 69, NONE), 1);
            assertThat(stretch.endless()).isFalse();
        }
        assertThat(stretch.looks()).isEqualTo(21);
    }

    @ParameterizedTest
    @CsvSource({"70, 0, true", "20, 50, true", "69, 0, false", "20, 49, false"})
    void whoWantsAProcessorNearlyAlwaysMayNeverEndHoweverOftenItPauses(long ran, long queued, boolean endless) {
        Stretch stretch = after(1, 1);
        for (int i = 0; i < 2; i++) {
            assertThat(stretch.endless()).isFalse();
            stretch = stretch.look(waitsAtLast(ran, queued), 1);
        }
        assertThat(stretch.endless()).isEqualTo(endless);
        assertThat(stretch.goesOn()).isEqualTo(endless);
    }

    @Test
    void whoPausesOftenAndHardlyUsesTheProcessorRests() {
        Stretch stretch = after(1, 1).look(runs(11, 9, NONE), 1);
        assertThat(stretch.goesOn()).isFalse();
        assertThat(stretch.look(runs(11, 10, NONE), 1).looks()).isEqualTo(1);
    }

    /** Seen beside four loops that make garbage: 455 collections in a second, of which a thread waits for 290. */
    @Test
    void whoWaitsForCollectionsHalfOfTheTimeNeverPauses() {
        Stretch stretch = after(1, 1);
        for (int i = 0; i < 2; i++) {
            stretch = stretch.look(sight(false, 29, 18, 45), 1);
        }
        assertThat(stretch.endless()).isTrue();
        assertThat(stretch.looks()).isEqualTo(3);
    }

    /** As one that reads from a socket, of which Java knows nothing. */
    @Test
    void whoIsHeldUpByTheSystemPauses() {
        Stretch stretch = after(1, 1);
        for (int i = 0; i < 5; i++) {
            stretch = stretch.look(sight(false, NONE, NONE, 45), 1);
        }
        assertThat(stretch.goesOn()).isFalse();
        assertThat(stretch.endless()).isFalse();
    }

    @Test
    void aPauseIsForgivenWhoHasGoneOnForLong() {
        assertThat(after(5, 1).look(waits(), 1).looks()).isZero();
        assertThat(after(5, 1).look(waits(), 1).endless()).as("not for so long").isFalse();
        Stretch missed = after(6, 1).look(waits(), 1);
        assertThat(missed.endless()).isTrue();
        assertThat(missed.look(runs(NONE, NONE, NONE), 1).endless()).isTrue();
        assertThat(missed.look(runs(NONE, NONE, NONE), 2).endless()).as("another task").isFalse();
        assertThat(missed.look(waits(), 1).endless()).isFalse();
        assertThat(missed.look(waits(), 1).goesOn()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"5, false", "6, true"})
    void whoPausesAgainSoonRestsNowAndThen(int between, boolean endless) {
        Stretch stretch = after(6, 1).look(waits(), 1);
        for (int i = 0; i < between; i++) {
            stretch = stretch.look(runs(NONE, 100, NONE), 1);
            assertThat(stretch.endless()).isTrue();
        }
        assertThat(stretch.look(waits(), 1).endless()).isEqualTo(endless);
    }
}
