package arcella.runtime.internal.log;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * All lines that are grave enough for their loggers: the last of them in memory, each as it comes to whoever follows, such
 * as the log's file. Thread-safe; adding never blocks for long.
 *
 * <p>Bounded by the number of lines and by their characters: the oldest go first.
 */
public final class Journal {

    private final Predicate<JournalLine> admitted;
    private final Pacing pacing;
    private final int mostLines;
    private final long mostCharacters;
    private final ArrayDeque<JournalLine> lines = new ArrayDeque<>();
    private final CopyOnWriteArrayList<Consumer<JournalLine>> followers = new CopyOnWriteArrayList<>();
    private long characters;

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
        synchronized (lines) {
            lines.addLast(line);
            characters += line.text().length();
            while (lines.size() > mostLines || characters > mostCharacters && lines.size() > 1) {
                characters -= lines.removeFirst().text().length();
            }
            // Within the lock, so that a follower sees lines in order and misses none after its look back.
            followers.forEach(follower -> follower.accept(line));
        }
    }

    /**
     * Forgets all lines.
     *
     * @return how many there were
     */
    public int clear() {
        synchronized (lines) {
            int gone = lines.size();
            lines.clear();
            characters = 0;
            return gone;
        }
    }

    /** The last lines that fit, oldest first. */
    public List<JournalLine> last(int count, Predicate<JournalLine> fits) {
        synchronized (lines) {
            List<JournalLine> found = new ArrayList<>();
            Iterator<JournalLine> backwards = lines.descendingIterator();
            while (backwards.hasNext() && found.size() < count) {
                JournalLine line = backwards.next();
                if (fits.test(line)) {
                    found.add(line);
                }
            }
            return found.reversed();
        }
    }

    /**
     * Gives the last lines that fit, and from then on hands every line to a follower, with none lost between.
     *
     * @param follower called on the threads that add lines: must return at once and not fail
     */
    public List<JournalLine> follow(int count, Predicate<JournalLine> fits, Consumer<JournalLine> follower) {
        synchronized (lines) {
            followers.add(follower);
            return last(count, fits);
        }
    }

    /** Ends what {@link #follow} began. */
    public void unfollow(Consumer<JournalLine> follower) {
        followers.remove(follower);
    }
}
