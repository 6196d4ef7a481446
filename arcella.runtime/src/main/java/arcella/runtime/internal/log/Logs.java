package arcella.runtime.internal.log;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogReaderService;
import org.osgi.service.log.LoggerFactory;
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
    private final GuestEcho echo;
    /** The launcher's, once it is connected. */
    private volatile Consumer<String> terminal = System.err::println;

    /** Opens the log of a home. */
    public Logs(BundleContext context, Path home, LogSettings settings, LogReaderService reader, LoggerAdmin admin, InstantSource clock) {
        this.clock = clock;
        this.reader = reader;
        this.levels = new Levels(admin);
        this.pacing = new Pacing(clock);
        this.journal = new Journal(JOURNAL_LINES, JOURNAL_CHARACTERS, levels, pacing);
        this.writer = new LogWriter(home, settings, clock, this::complain);
        this.feed = new LogFeed(journal, levels, context.getBundle().getBundleId());
        this.echo = new GuestEcho(context.getService(context.getServiceReference(LoggerFactory.class)),
                () -> othersListen(context));
        settings(settings);
        journal.follow(0, line -> false, writer);
        journal.follow(0, line -> false, echo);
        reader.addLogListener(feed);
        this.terminal = LauncherLines.connect(context, journal);
    }

    private static boolean othersListen(BundleContext context) {
        ServiceReference<LogReaderService> service = context.getServiceReference(LogReaderService.class);
        Bundle[] users = service == null ? null : service.getUsingBundles();
        return users != null && Arrays.stream(users).anyMatch(user -> !user.equals(context.getBundle()));
    }

    /** Lets the timer tell now and then of lines that were dropped, and look for whoever listens. */
    public void begin(ScheduledExecutorService timer) {
        timer.scheduleWithFixedDelay(() -> {
            pacing.tell(journal);
            levels.apply();
            echo.look();
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
        tellStarter(line.text());
    }

    /** Says something to whoever started the container, on its terminal. */
    public void tellStarter(String text) {
        terminal.accept("arcella: " + text);
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
