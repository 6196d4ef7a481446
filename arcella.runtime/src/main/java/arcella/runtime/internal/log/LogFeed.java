package arcella.runtime.internal.log;

import java.time.Instant;
import java.util.Optional;

import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;

/** Brings the framework's log into the journal. */
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
                level(entry.getLogLevel()),
                entry.getLoggerName(),
                Optional.empty(),
                failure == null ? text : text + " (" + failure + ")"));
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
