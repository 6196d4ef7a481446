package arcella.runtime.internal.log;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.osgi.service.log.LogReaderService;
import org.osgi.service.log.admin.LoggerAdmin;

import arcella.runtime.internal.log.JournalLine.Level;

/**
 * The container's log as a whole: the journal, the levels of its loggers, how fast guests may write, its file, and what comes
 * from OSGi's Log Service. Thread-safe.
 */
public final class Logs implements AutoCloseable {

    private static final int JOURNAL_LINES = 10_000;
    private static final long JOURNAL_CHARACTERS = 4L << 20;
    private static final String SOURCE = "arcella.log";
    private static final long TELL_MILLIS = 1_000;

    private final InstantSource clock;
    private final LogReaderService reader;
    private final Levels levels;
    private final Pacing pacing;
    private final Journal journal;
    private final LogWriter writer;
    private final LogFeed feed;

    /** Opens the log of a home. */
    public Logs(Path home, LogSettings settings, LogReaderService reader, LoggerAdmin admin, InstantSource clock) {
        this.clock = clock;
        this.reader = reader;
        this.levels = new Levels(admin);
        this.pacing = new Pacing(clock);
        this.journal = new Journal(JOURNAL_LINES, JOURNAL_CHARACTERS, levels, pacing);
        this.writer = new LogWriter(home, settings, clock, this::complain);
        this.feed = new LogFeed(journal, levels);
        settings(settings);
        journal.follow(0, line -> false, writer);
        reader.addLogListener(feed);
    }

    /** Lets the timer tell now and then of lines that were dropped. */
    public void begin(ScheduledExecutorService timer) {
        timer.scheduleWithFixedDelay(() -> {
            pacing.tell(journal);
            levels.apply();
        }, TELL_MILLIS, TELL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** From now on so. */
    public void settings(LogSettings settings) {
        levels.standard(settings.level());
        pacing.rate(settings.rate());
        writer.settings(settings);
    }

    /** What the configuration of levels says now. */
    public void configured(Map<String, String> texts) {
        for (String logger : levels.configured(texts)) {
            say(Level.WARN, SOURCE, "the configuration " + Levels.PID + " says " + logger + " = '" + texts.get(logger)
                    + "', which is no level: " + String.join(", ", LogLevel.words()));
        }
    }

    /** Says something in the container's own name. */
    public void say(Level level, String source, String text) {
        journal.add(new JournalLine(clock.instant(), level, source, Optional.empty(), text));
    }

    private void complain(JournalLine line) {
        journal.keep(line);
        // Where the disk is full, nobody finds it in the file.
        System.err.println("arcella: " + line.text());
    }

    /** All lines. */
    public Journal journal() {
        return journal;
    }

    /** How much of each logger is wanted. */
    public Levels levels() {
        return levels;
    }

    @Override
    public void close() {
        reader.removeLogListener(feed);
        writer.close();
    }
}
