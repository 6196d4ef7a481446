package arcella.runtime.internal.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;

import arcella.command.SystemBundles;
import arcella.runtime.internal.log.JournalLine.Level;

/**
 * Brings OSGi's log into the journal: what bundles say through the Log Service, SLF4J included, and what the framework and its
 * services tell. Their everyday work, a line for each bundle, service and component that comes or goes, is for who asks for it:
 * such lines count as of the level debug.
 */
public final class LogFeed implements LogListener {

    private static final String EVENTS = "Events.";
    private static final int MOST_FRAMES = 200;

    private final Journal journal;
    private final Levels levels;
    private final long own;

    /** @param own this bundle, by which is known what comes from the journal itself */
    LogFeed(Journal journal, Levels levels, long own) {
        this.own = own;
        this.journal = journal;
        this.levels = levels;
    }

    @Override
    public void logged(LogEntry entry) {
        if (entry.getBundle() != null && entry.getBundle().getBundleId() == own
                && entry.getLoggerName().startsWith(JournalLine.MODULES)) {
            return;
        }
        Throwable failure = entry.getException();
        String text = String.valueOf(entry.getMessage());
        JournalLine line = line(entry, everyday(entry) ? Level.DEBUG : level(entry.getLogLevel()),
                cut(failure == null ? text : text + " (" + failure + ")"));
        if (everyday(entry) || entry.getLoggerName().startsWith(EVENTS)) {
            // The Log Service tells of events whatever their loggers' levels are.
            journal.add(line);
        } else {
            // Its level was looked at before: a bundle may have levels of its own.
            journal.keepPaced(line);
        }
        if (failure != null && levels.of(line.logger()).admits(Level.DEBUG)) {
            frames(failure).forEach(frame -> journal.keepPaced(line(entry, Level.DEBUG, cut(frame))));
        }
    }

    private static JournalLine line(LogEntry entry, Level level, String text) {
        return new JournalLine(Instant.ofEpochMilli(entry.getTime()), level, entry.getLoggerName(), Optional.empty(),
                bundle(entry.getBundle()), text);
    }

    /** The bundle's name and version, unless it is of the container itself. */
    static Optional<String> bundle(@Nullable Bundle bundle) {
        return bundle == null || SystemBundles.contains(bundle.getLocation()) ? Optional.empty()
                : Optional.of(bundle.getSymbolicName() == null ? "bundle " + bundle.getBundleId()
                        : bundle.getSymbolicName() + "@" + bundle.getVersion());
    }

    private static List<String> frames(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString().lines().skip(1).limit(MOST_FRAMES).map(frame -> frame.replace("\t", "    ")).toList();
    }

    static String cut(String text) {
        if (text.length() <= LinePace.LONGEST_LINE) {
            return text;
        }
        int end = LinePace.LONGEST_LINE - 3;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "...";
    }

    /** Whether it is the framework's own, by the logger names of the Log specification (101.6.2), or Felix's. */
    private static boolean everyday(LogEntry entry) {
        String logger = entry.getLoggerName();
        String bundle = entry.getBundle() == null ? "" : String.valueOf(entry.getBundle().getSymbolicName());
        return entry.getLogLevel() == LogLevel.INFO
                && (logger.startsWith(EVENTS) || logger.startsWith("org.apache.felix.") || bundle.startsWith("org.apache.felix."));
    }

    private static Level level(LogLevel level) {
        return switch (level) {
            case AUDIT, INFO -> Level.INFO;
            case ERROR -> Level.ERROR;
            case WARN -> Level.WARN;
            case DEBUG -> Level.DEBUG;
            case TRACE -> Level.TRACE;
        };
    }
}
