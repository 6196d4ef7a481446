package arcella.runtime.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import arcella.runtime.ModuleId;
import arcella.runtime.internal.log.JournalLine.Level;

class JournalTest {

    private static JournalLine line(Level level, String text) {
        return new JournalLine(Instant.EPOCH, level, "test", Optional.empty(), text);
    }

    private static List<String> texts(List<JournalLine> lines) {
        return lines.stream().map(JournalLine::text).toList();
    }

    @Test
    void keepsTheLastLinesAndCharacters() {
        Journal journal = new Journal(3, 10);
        for (String text : List.of("a", "b", "c", "d")) {
            journal.add(line(Level.INFO, text));
        }
        assertThat(texts(journal.last(10, line -> true))).containsExactly("b", "c", "d");
        journal.add(line(Level.INFO, "123456789"));
        assertThat(texts(journal.last(10, line -> true))).containsExactly("d", "123456789");
        journal.add(line(Level.INFO, "longer than all that is kept"));
        assertThat(texts(journal.last(10, line -> true))).containsExactly("longer than all that is kept");
    }

    @Test
    void whoTalksWithoutEndPushesOutItsOwnLinesOnly() {
        Journal journal = new Journal(10, 1_000);
        journal.add(line(Level.INFO, "of the container"));
        for (int i = 0; i < 100; i++) {
            journal.add(new JournalLine(Instant.EPOCH, Level.INFO, "stdout", Optional.of(ModuleId.of("loud@1.0.0")), "loud " + i));
            if (i % 40 == 0) {
                journal.add(new JournalLine(Instant.EPOCH, Level.INFO, "stdout", Optional.of(ModuleId.of("calm@1.0.0")), "calm " + i));
            }
        }
        assertThat(texts(journal.last(100, line -> true))).containsExactly(
                "of the container", "calm 0", "calm 40", "calm 80", "loud 94", "loud 95", "loud 96", "loud 97", "loud 98", "loud 99");
        for (int i = 0; i < 20; i++) {
            journal.add(line(Level.INFO, "x".repeat(500) + i));
        }
        assertThat(texts(journal.last(100, line -> true))).contains("calm 0", "loud 99").doesNotContain("of the container");
    }

    @Test
    void isEmptyWhenCleared() {
        Journal journal = new Journal(3, 10);
        List<JournalLine> heard = new ArrayList<>();
        journal.add(line(Level.INFO, "123456789"));
        journal.follow(0, line -> true, heard::add);
        assertThat(journal.clear()).isOne();
        assertThat(journal.last(10, line -> true)).isEmpty();
        journal.add(line(Level.INFO, "a"));
        journal.add(line(Level.INFO, "23456789"));
        assertThat(texts(journal.last(10, line -> true))).as("room is counted anew").containsExactly("a", "23456789");
        assertThat(heard).as("who follows hears the rest").hasSize(2);
    }

    @Test
    void findsTheLastThatFit() {
        Journal journal = new Journal(100, 1000);
        journal.add(line(Level.WARN, "one"));
        journal.add(line(Level.INFO, "two"));
        journal.add(line(Level.WARN, "three"));
        journal.add(line(Level.WARN, "four"));
        assertThat(texts(journal.last(2, line -> line.level() == Level.WARN))).containsExactly("three", "four");
        assertThat(journal.last(0, line -> true)).isEmpty();
    }

    @Test
    void tellsFollowersUntilTheyLeave() {
        Journal journal = new Journal(100, 1000);
        journal.add(line(Level.INFO, "before"));
        List<JournalLine> heard = new ArrayList<>();
        Consumer<JournalLine> follower = heard::add;
        assertThat(texts(journal.follow(5, line -> true, follower))).containsExactly("before");
        journal.add(line(Level.INFO, "after"));
        journal.unfollow(follower);
        journal.add(line(Level.INFO, "gone"));
        assertThat(texts(heard)).containsExactly("after");
    }
}
