package arcella.runtime.internal.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import arcella.runtime.internal.log.JournalLine.Level;

/**
 * Writes the journal's lines to the log's file, on a thread of its own: whoever logs never waits for the disk. Lines that the disk
 * does not take, and those that come faster than it does, are counted, and the file tells how many they were when it goes on.
 * Thread-safe.
 */
final class LogWriter implements Consumer<JournalLine>, AutoCloseable {

    private static final int MOST_WAITING = 8_192;
    private static final int BATCH = 512;
    /** How long a disk that refused a line is left alone, and how often the file is looked for. */
    private static final long PAUSE_MILLIS = 2_000;
    private static final long CLOSE_MILLIS = 3_000;
    private static final String SOURCE = "arcella.log";
    private static final JournalLine END = new JournalLine(Instant.EPOCH, Level.TRACE, SOURCE, Optional.empty(), "");

    private final Path home;
    private final InstantSource clock;
    private final Consumer<JournalLine> complaints;
    private final BlockingQueue<JournalLine> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong overrun = new AtomicLong();
    private final Thread thread;
    private volatile LogSettings settings;
    private volatile boolean ending;
    // What follows is the thread's own.
    private LogSettings used;
    private @Nullable LogFile file;
    private long lost;
    private String why = "";
    private boolean complained;
    private long retryAtMillis;
    private long checkAtMillis;

    /**
     * Begins to write.
     *
     * @param complaints hears once if the file cannot be written; from then on the file's own lines tell
     */
    LogWriter(Path home, LogSettings settings, InstantSource clock, Consumer<JournalLine> complaints) {
        this.home = home;
        this.settings = settings;
        this.used = settings;
        this.clock = clock;
        this.complaints = complaints;
        this.thread = Thread.ofPlatform().daemon().name("arcella-log").start(this::run);
    }

    /** From now on so. */
    void settings(LogSettings now) {
        settings = now;
    }

    @Override
    public void accept(JournalLine line) {
        if (!settings.file().isEmpty() && !waiting.offer(line)) {
            overrun.incrementAndGet();
        }
    }

    private void run() {
        List<JournalLine> batch = new ArrayList<>();
        try {
            while (!ending || !waiting.isEmpty()) {
                JournalLine first = waiting.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    waiting.drainTo(batch, BATCH - 1);
                }
                batch.remove(END);
                if (!batch.isEmpty() || lost + overrun.get() > 0) {
                    write(batch);
                }
                batch.clear();
            }
        } catch (InterruptedException e) {
            // Told to end, and not in time: what waits is lost with the process.
            Thread.currentThread().interrupt();
        } finally {
            closeFile();
        }
    }

    private void write(List<JournalLine> lines) {
        long now = clock.millis();
        if (!settings.equals(used)) {
            used = settings;
            closeFile();
            retryAtMillis = 0;
        }
        Optional<Path> path = used.file(home);
        if (path.isEmpty()) {
            return;
        }
        if (now < retryAtMillis && !ending) {
            lost += lines.size();
            return;
        }
        int done = 0;
        try {
            LogFile open = file == null || !file.path().equals(path.get()) ? open(path.get()) : file;
            if (now >= checkAtMillis) {
                open.check();
                checkAtMillis = now + PAUSE_MILLIS;
            }
            tellLost(open);
            while (done < lines.size()) {
                int end = end(lines, done);
                open.write(bytes(lines.subList(done, end)));
                done = end;
            }
            complained = false;
        } catch (IOException e) {
            lost += lines.size() - done;
            why = reason(e);
            retryAtMillis = now + PAUSE_MILLIS;
            checkAtMillis = 0;
            if (!complained) {
                complained = true;
                complaints.accept(new JournalLine(clock.instant(), Level.ERROR, SOURCE, Optional.empty(),
                        path.get() + " cannot be written: " + why + "; lines are kept in memory only"));
            }
        }
    }

    private LogFile open(Path path) {
        LogFile opened = new LogFile(path, used.maxSize().bytes(), used.maxFiles());
        file = opened;
        return opened;
    }

    /** How far a piece goes that is written at once: so that a file is set aside neither early nor late. */
    private int end(List<JournalLine> lines, int from) {
        return used.maxSize().bytes() < (long) BATCH * LinePace.LONGEST_LINE * 4 ? from + 1 : lines.size();
    }

    private void tellLost(LogFile open) throws IOException {
        long fast = overrun.getAndSet(0);
        if (fast + lost > 0) {
            String text = "(" + (fast + lost) + " lines are missing here: " + (lost > 0 ? why : "they came faster than the disk")
                    + ")";
            try {
                open.write(bytes(List.of(new JournalLine(clock.instant(), Level.WARN, SOURCE, Optional.empty(), text))));
                lost = 0;
            } catch (IOException e) {
                lost += fast;
                throw e;
            }
        }
    }

    private byte[] bytes(List<JournalLine> lines) {
        StringBuilder text = new StringBuilder();
        for (JournalLine line : lines) {
            text.append(used.format().write(line)).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : String.valueOf(e.getMessage());
    }

    private void closeFile() {
        LogFile open = file;
        file = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // Every line was written before; what the close of a file may still tell is of no use here.
                why = reason(e);
            }
        }
    }

    /** Writes what waits, for at most some seconds, and ends. */
    @Override
    public void close() {
        ending = true;
        // A thread that has nothing to do need not wait for its time.
        waiting.offer(END);
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
