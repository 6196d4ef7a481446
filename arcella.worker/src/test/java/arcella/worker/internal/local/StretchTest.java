package arcella.worker.internal.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import arcella.worker.internal.local.ThreadTime.Doing;

/** What is taken for computing without a pause. */
class StretchTest {

    private long pauses;

    private Doing running(int more) {
        pauses += more;
        return new Doing(true, pauses);
    }

    private Doing waiting() {
        return new Doing(false, pauses);
    }

    private Stretch after(int looks, int task) {
        Stretch stretch = Stretch.begin(running(0), task);
        for (int i = 1; i < looks; i++) {
            stretch = stretch.look(running(0), task);
        }
        return stretch;
    }

    @Test
    void whoRunsAtEachLookAndNeverPausesMayNeverEnd() {
        assertThat(after(4, 1).endless()).isFalse();
        assertThat(after(5, 1).endless()).isTrue();
        assertThat(after(5, 1).looks()).isEqualTo(5);
    }

    @Test
    void whatWillEndForSureIsNotEndless() {
        assertThat(after(50, 0).endless()).isFalse();
        assertThat(after(50, 0).looks()).isEqualTo(50);
    }

    @Test
    void whoHasOneTaskAfterAnotherIsAtNoneForLong() {
        Stretch stretch = after(4, 1);
        for (int task = 2; task < 20; task++) {
            stretch = stretch.look(running(0), task);
            assertThat(stretch.endless()).isFalse();
        }
        assertThat(stretch.looks()).isEqualTo(22);
    }

    @Test
    void whoPausesOftenInBetweenRests() {
        Stretch stretch = after(1, 1);
        for (int i = 0; i < 20; i++) {
            stretch = stretch.look(running(11), 1);
            assertThat(stretch.looks()).isEqualTo(1);
        }
    }

    @Test
    void aFewLocksAndCollectionsAreNoRest() {
        Stretch stretch = after(1, 1);
        for (int i = 0; i < 4; i++) {
            stretch = stretch.look(running(10), 1);
        }
        assertThat(stretch.endless()).isTrue();
    }

    @Test
    void aPauseIsForgivenWhoHasGoneOnForLong() {
        assertThat(after(4, 1).look(waiting(), 1).looks()).isZero();
        Stretch missed = after(5, 1).look(waiting(), 1);
        assertThat(missed.endless()).isTrue();
        assertThat(missed.look(running(1), 1).endless()).isTrue();
        assertThat(missed.look(waiting(), 1).endless()).isFalse();
        assertThat(missed.look(waiting(), 1).goesOn()).isFalse();
    }
}
