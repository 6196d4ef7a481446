package arcella.runtime.internal.log;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import arcella.runtime.internal.log.JournalLine.Level;

/**
 * The lines that wait for the log's file, in their order. It has room for so many lines of modules and bundles, and room
 * of its own for what the container says: however much a guest prints, it takes no place from the line that tells how it
 * ended. Where a line finds no room, a note takes its place that counts it and those behind it. Thread-safe.
 */
final class LogQueue {

    /**
     * What waits.
     *
     * @param line to be written
     * @param lines how many lines it stands for: one, or as many as are missing in its place
     * @param missing whether it is a note of missing lines
     */
    record Waiting(JournalLine line, long lines, boolean missing) {}

    private final String source;
    private final int mostGuests;
    private final int mostOwn;
    private final Deque<Waiting> all = new ArrayDeque<>();
    private int guests;
    private int own;
    private boolean closed;

    /**
     * @param source the logger of its notes
     * @param mostGuests how many lines of modules and bundles it has room for
     * @param mostOwn how many lines of the container it has room for beside them
     */
    LogQueue(String source, int mostGuests, int mostOwn) {
        this.source = source;
        this.mostGuests = mostGuests;
        this.mostOwn = mostOwn;
    }

    /** Takes a line, or a note that it is missing. Never waits. */
    synchronized void add(JournalLine line) {
        boolean guest = isGuests(line);
        if (guest ? guests == mostGuests : own == mostOwn) {
            Waiting last = all.peekLast();
            if (last != null && last.missing()) {
                all.removeLast();
                all.addLast(note(last.line().time(), last.lines() + 1));
            } else {
                all.addLast(note(line.time(), 1));
            }
        } else {
            guests += guest ? 1 : 0;
            own += guest ? 0 : 1;
            all.addLast(new Waiting(line, 1, false));
        }
        notifyAll();
    }

    private static boolean isGuests(JournalLine line) {
        return line.module().isPresent() ? !line.source().equals(JournalLine.ABOUT)
                : line.bundle().isPresent() && !line.source().equals(JournalLine.ABOUT_BUNDLE);
    }

    private Waiting note(Instant first, long lines) {
        return missing(source, first, lines, "they came faster than the disk");
    }

    /** The note that stands for missing lines. */
    static Waiting missing(String source, Instant time, long lines, String why) {
        return new Waiting(new JournalLine(time, Level.WARN, source, Optional.empty(),
                "(" + lines + " lines are missing here: " + why + ")"), lines, true);
    }

    /** The oldest of what waits, not more than so many; none if nothing comes in time, or at the queue's end. */
    synchronized List<Waiting> take(int most, long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long rest = millis; all.isEmpty() && !closed && rest > 0;
                rest = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
            wait(rest);
        }
        List<Waiting> taken = new ArrayList<>();
        while (taken.size() < most && !all.isEmpty()) {
            Waiting first = all.removeFirst();
            taken.add(first);
            if (!first.missing()) {
                boolean guest = isGuests(first.line());
                guests -= guest ? 1 : 0;
                own -= guest ? 0 : 1;
            }
        }
        return taken;
    }

    /** Lets whoever waits for lines wait no longer. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Whether it was closed and everything was taken. */
    synchronized boolean ended() {
        return closed && all.isEmpty();
    }
}
