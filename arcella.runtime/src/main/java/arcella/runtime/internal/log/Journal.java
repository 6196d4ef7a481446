package arcella.runtime.internal.log;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * All lines that are grave enough for their loggers: the last of them in memory, each as it comes to whoever follows, such
 * as the log's file. Thread-safe; adding never blocks for long.
 *
 * <p>Bounded by the number of lines and by their characters. Where there is no room, whoever has most lines there, a module, a
 * bundle or the container, loses its oldest: one that talks without end pushes nobody's lines out but its own.
 */
public final class Journal {

    private final Predicate<JournalLine> admitted;
    private final Pacing pacing;
    private final int mostLines;
    private final long mostCharacters;
    // Guarded by itself, as is all that follows.
    private final Map<String, Speaker> speakers = new HashMap<>();
    private final CopyOnWriteArrayList<Consumer<JournalLine>> followers = new CopyOnWriteArrayList<>();
    private long added;
    private int size;
    private long characters;

    /** A line with its place among all. */
    private record Placed(long place, JournalLine line) {}

    /** What is kept of one module or bundle, oldest first. */
    private static final class Speaker {
        private final ArrayDeque<Placed> lines = new ArrayDeque<>();
        private long characters;
    }

    /**
     * @param mostLines how many lines are kept
     * @param mostCharacters how many characters they may have together
     */
    public Journal(int mostLines, long mostCharacters) {
        this(mostLines, mostCharacters, line -> true, new Pacing(InstantSource.system()));
    }

    /**
     * @param mostLines how many lines are kept
     * @param mostCharacters how many characters they may have together
     * @param admitted whether a line is grave enough for its logger
     * @param pacing how fast guests may write
     */
    public Journal(int mostLines, long mostCharacters, Predicate<JournalLine> admitted, Pacing pacing) {
        this.admitted = admitted;
        this.pacing = pacing;
        this.mostLines = mostLines;
        this.mostCharacters = mostCharacters;
    }

    /** Adds a line, if it is grave enough for its logger. */
    public void add(JournalLine line) {
        if (admitted.test(line)) {
            keep(line);
        }
    }

    /** Adds a line that a guest has written, if it is grave enough for its logger, and does not come too fast. */
    public void addPaced(JournalLine line) {
        if (admitted.test(line)) {
            keepPaced(line);
        }
    }

    /** Adds a line that was found grave enough before, if it does not come too fast. */
    void keepPaced(JournalLine line) {
        if (pacing.take(line)) {
            keep(line);
        }
    }

    /** Adds a line that was found grave enough before. */
    void keep(JournalLine line) {
        synchronized (speakers) {
            Speaker speaker = speakers.computeIfAbsent(line.speaker(), name -> new Speaker());
            speaker.lines.addLast(new Placed(added++, line));
            speaker.characters += line.text().length();
            characters += line.text().length();
            size++;
            while (size > mostLines) {
                forgetOneOf(speaks -> speaks.lines.size());
            }
            while (characters > mostCharacters && size > 1) {
                forgetOneOf(speaks -> speaks.characters);
            }
            // Within the lock, so that a follower sees lines in order and misses none after its look back.
            for (Consumer<JournalLine> follower : followers) {
                follower.accept(line);
            }
        }
    }

    /** The oldest of whoever has most; of two that have as much, of the one whose oldest is older. */
    private void forgetOneOf(ToLongFunction<Speaker> most) {
        Map.Entry<String, Speaker> loser = speakers.entrySet().stream().max(Comparator
                .comparingLong((Map.Entry<String, Speaker> entry) -> most.applyAsLong(entry.getValue()))
                .thenComparingLong(entry -> -entry.getValue().lines.getFirst().place())).orElseThrow();
        Speaker speaker = loser.getValue();
        int length = speaker.lines.removeFirst().line().text().length();
        speaker.characters -= length;
        characters -= length;
        size--;
        if (speaker.lines.isEmpty()) {
            speakers.remove(loser.getKey());
        }
    }

    /**
     * Forgets all lines.
     *
     * @return how many there were
     */
    public int clear() {
        synchronized (speakers) {
            int gone = size;
            speakers.clear();
            size = 0;
            characters = 0;
            return gone;
        }
    }

    /** The last lines that fit, oldest first. */
    public List<JournalLine> last(int count, Predicate<JournalLine> fits) {
        synchronized (speakers) {
            return speakers.values().stream().flatMap(speaker -> speaker.lines.stream()).filter(placed -> fits.test(placed.line()))
                    .sorted(Comparator.comparingLong(Placed::place).reversed()).limit(count).map(Placed::line).toList().reversed();
        }
    }

    /**
     * Gives the last lines that fit, and from then on hands every line to a follower, with none lost between.
     *
     * @param follower called on the threads that add lines: must return at once and not fail
     */
    public List<JournalLine> follow(int count, Predicate<JournalLine> fits, Consumer<JournalLine> follower) {
        synchronized (speakers) {
            followers.add(follower);
            return count == 0 ? List.of() : last(count, fits);
        }
    }

    /** Ends what {@link #follow} began. */
    public void unfollow(Consumer<JournalLine> follower) {
        followers.remove(follower);
    }
}
