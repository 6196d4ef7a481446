package arcella.runtime.internal.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import org.junit.jupiter.api.Test;

import arcella.runtime.ModuleId;
import arcella.runtime.internal.log.Journal;
import arcella.runtime.internal.log.JournalLine;
import arcella.wasi.preview2.logging.Level;

class GuestLogTest {

    private final Journal journal = new Journal(10_000, 4 << 20);
    private final GuestLog log = new GuestLog(InstantSource.fixed(Instant.EPOCH), ModuleId.of("m@1.0.0"), journal);

    private List<String> lines() {
        return journal.last(10_000, line -> true).stream()
                .map(line -> line.level() + " " + line.source() + " " + line.text()).toList();
    }

    @Test
    void levelAndContextGoAlong() {
        log.log(Level.TRACE, "", "a");
        log.log(Level.WARN, "disk", "b");
        log.log(Level.CRITICAL, "disk", "c");
        assertThat(lines()).containsExactly("TRACE log a", "WARN log disk: b", "ERROR log critical: disk: c");
        assertThat(journal.last(1, line -> true)).extracting(JournalLine::module).first()
                .hasToString("Optional[m@1.0.0]");
    }

    @Test
    void longMessagesAreCutIntoLines() {
        log.log(Level.INFO, "x", "one\ntwo\n");
        assertThat(lines()).containsExactly("INFO log x: one", "INFO log x: two", "INFO log x: ");
        log.log(Level.INFO, "", "y".repeat(5000));
        assertThat(lines().getLast()).isEqualTo("INFO log " + "y".repeat(4096));
        log.log(Level.INFO, "c\nd" + "z".repeat(300), "\n".repeat(1000));
        assertThat(lines().getLast()).isEqualTo("WARN log (the rest of a message of more than 200 lines was dropped)");
        assertThat(lines()).hasSize(4 + 201);
    }

    @Test
    void aTalkativeGuestIsSlowedDown() {
        for (int i = 0; i < 3000; i++) {
            log.log(Level.INFO, "", "line " + i);
        }
        assertThat(lines()).hasSizeBetween(1000, 2000);
    }
}
