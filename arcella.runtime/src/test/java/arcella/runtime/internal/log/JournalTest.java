package arcella.runtime.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

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
