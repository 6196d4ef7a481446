package arcella.runtime.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import arcella.runtime.ModuleId;
import arcella.runtime.internal.log.JournalLine.Level;

class PacingTest {

    private static final int BURST = LinePace.STANDARD_RATE * LinePace.BURST_SECONDS;

    private final AtomicLong millis = new AtomicLong();
    private final Pacing pacing = new Pacing((InstantSource) () -> Instant.ofEpochMilli(millis.get()));
    private final Journal journal = new Journal(100_000, 100 << 20, _ -> true, pacing);

    private void say(String module, int times, String text) {
        for (int i = 0; i < times; i++) {
            journal.addPaced(new JournalLine(Instant.EPOCH, Level.INFO, "stdout", Optional.of(ModuleId.of(module)), text));
        }
    }

    private List<JournalLine> lines(String module) {
        return journal.last(100_000, line -> line.isOf(module));
    }

    @Test
    void dropsWhatComesTooFastAndSaysSoNowAndThen() {
        say("loud@1.0.0", BURST + 7, "line");
        assertThat(lines("loud")).hasSize(BURST);
        pacing.tell(journal);
        assertThat(lines("loud")).hasSize(BURST + 1).last()
                .isEqualTo(new JournalLine(Instant.EPOCH, Level.WARN, JournalLine.ABOUT, Optional.of(ModuleId.of("loud@1.0.0")),
                        "(7 lines came too fast and were dropped)"));
        say("loud@1.0.0", 1, "line");
        pacing.tell(journal);
        assertThat(lines("loud")).as("told of every few seconds only").hasSize(BURST + 1);
        millis.set(5_000);
        pacing.tell(journal);
        assertThat(lines("loud")).last().extracting(JournalLine::text).isEqualTo("(1 line came too fast and was dropped)");
        say("loud@1.0.0", 1, "later");
        assertThat(lines("loud")).last().extracting(JournalLine::text).isEqualTo("later");
    }

    @Test
    void aModuleAtLengthWritesAtItsRate() {
        for (int second = 0; second < 100; second++) {
            millis.set(second * 1000L);
            say("loud@1.0.0", 10_000, "line");
        }
        assertThat(lines("loud")).hasSizeBetween(BURST, BURST + 100 * LinePace.STANDARD_RATE);
    }

    @Test
    void longLinesCountForMore() {
        say("loud@1.0.0", BURST, "x".repeat(LinePace.LONGEST_LINE));
        assertThat(lines("loud")).hasSize(BURST / 16);
    }

    @Test
    void everybodyHasAPaceOfItsOwnAndTheContainerNone() {
        say("loud@1.0.0", BURST + 1, "line");
        say("loud@2.0.0", 1, "line");
        say("calm@1.0.0", 1, "line");
        assertThat(lines("loud@2.0.0")).hasSize(1);
        assertThat(lines("calm")).hasSize(1);
        for (int i = 0; i < 2 * BURST; i++) {
            journal.addPaced(new JournalLine(Instant.EPOCH, Level.INFO, "arcella.x", Optional.empty(), "own"));
        }
        assertThat(journal.last(100_000, line -> line.source().equals("arcella.x"))).hasSize(2 * BURST);
    }

    @Test
    void anotherRateHoldsAtOnce() {
        pacing.rate(1);
        say("loud@1.0.0", 100, "line");
        assertThat(lines("loud")).hasSize(LinePace.BURST_SECONDS);
    }

    @Test
    void aBundleHasAPaceToo() {
        for (int i = 0; i < BURST + 3; i++) {
            journal.keepPaced(new JournalLine(
                    Instant.EPOCH, Level.INFO, "some.Class", Optional.empty(), Optional.of("b@1.0.0"), "line"));
        }
        pacing.tell(journal);
        assertThat(lines("b@1.0.0")).hasSize(BURST + 1).last().extracting(JournalLine::text)
                .isEqualTo("(3 lines came too fast and were dropped)");
    }
}
