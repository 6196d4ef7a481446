package arcella.runtime.internal.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import arcella.runtime.internal.log.JournalLine.Level;
import arcella.runtime.internal.log.LogQueue.Waiting;

/**
 * Writes the journal's lines to the log's file, on a thread of its own: whoever logs never waits for the disk. Lines that the disk
 * does not take, and those that come faster than it does, are counted, and the file tells where they are missing how many they
 * were. What the container says has room of its own, see {@link LogQueue}.
 * Thread-safe.
 */
final class LogWriter implements Consumer<JournalLine>, AutoCloseable {

    static final int MOST_WAITING = 8_192;
    /** Room for what the container says, however much guests print. */
    private static final int MOST_OWN_WAITING = 2_048;
    private static final int BATCH = 512;
    /** How long a disk that refused a line is left alone, and how often the file is looked for. */
    private static final long PAUSE_MILLIS = 2_000;
    private static final long CLOSE_MILLIS = 3_000;
    private static final String SOURCE = "arcella.log";

    private final Path home;
    private final InstantSource clock;
    private final Consumer<JournalLine> complaints;
    private final LogQueue waiting = new LogQueue(SOURCE, MOST_WAITING, MOST_OWN_WAITING);
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
        if (!settings.file().isEmpty()) {
            waiting.add(line);
        }
    }

    private void run() {
        try {
            while (!waiting.ended()) {
                List<Waiting> batch = waiting.take(BATCH, PAUSE_MILLIS);
                if (!batch.isEmpty() || lost > 0) {
                    write(batch);
                }
            }
        } catch (InterruptedException e) {
            // Told to end, and not in time: what waits is lost with the process.
            Thread.currentThread().interrupt();
        } finally {
            closeFile();
        }
    }

    private void write(List<Waiting> lines) {
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
            lost += count(lines);
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
            lost += count(lines.subList(done, lines.size()));
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
    private int end(List<Waiting> lines, int from) {
        return used.maxSize().bytes() < (long) BATCH * LinePace.LONGEST_LINE * 4 ? from + 1 : lines.size();
    }

    private void tellLost(LogFile open) throws IOException {
        if (lost > 0) {
            open.write(bytes(List.of(LogQueue.missing(SOURCE, clock.instant(), lost, why))));
            lost = 0;
        }
    }

    private static long count(List<Waiting> lines) {
        return lines.stream().mapToLong(Waiting::lines).sum();
    }

    private byte[] bytes(List<Waiting> lines) {
        StringBuilder text = new StringBuilder();
        for (Waiting waits : lines) {
            text.append(used.format().write(waits.line())).append('\n');
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
        waiting.close();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
