package arcella.runtime.internal.log;

import java.time.Instant;
import java.util.Optional;

import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;

/**
 * Brings the framework's log into the journal. What the framework and its services tell of their everyday work, a line for
 * each bundle, service and component that comes or goes, is for who asks for it: such lines count as of the level debug.
 */
public final class LogFeed implements LogListener {

    private final Journal journal;

    public LogFeed(Journal journal) {
        this.journal = journal;
    }

    @Override
    public void logged(LogEntry entry) {
        String text = entry.getMessage();
        Throwable failure = entry.getException();
        journal.add(new JournalLine(
                Instant.ofEpochMilli(entry.getTime()),
                everyday(entry) ? JournalLine.Level.DEBUG : level(entry.getLogLevel()),
                entry.getLoggerName(),
                Optional.empty(),
                failure == null ? text : text + " (" + failure + ")"));
    }

    /** Whether it is the framework's own, by the logger names of the Log specification (101.6.2), or Felix's. */
    private static boolean everyday(LogEntry entry) {
        String logger = entry.getLoggerName();
        String bundle = entry.getBundle() == null ? "" : String.valueOf(entry.getBundle().getSymbolicName());
        return entry.getLogLevel() == LogLevel.INFO
                && (logger.startsWith("Events.") || logger.startsWith("org.apache.felix.") || bundle.startsWith("org.apache.felix."));
    }

    private static JournalLine.Level level(LogLevel level) {
        return switch (level) {
            case AUDIT, INFO -> JournalLine.Level.INFO;
            case ERROR -> JournalLine.Level.ERROR;
            case WARN -> JournalLine.Level.WARN;
            case DEBUG -> JournalLine.Level.DEBUG;
            case TRACE -> JournalLine.Level.TRACE;
        };
    }
}
