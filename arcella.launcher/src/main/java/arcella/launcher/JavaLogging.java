package arcella.launcher;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;

/**
 * Takes {@code java.util.logging}, and with it {@code System.Logger}, to the daemon's log. Made by {@code java.util.logging} itself:
 * first as what configures it, when somebody logs that way for the first time, then as its handler.
 */
public final class JavaLogging {

    /** Configures {@code java.util.logging}. */
    public JavaLogging() throws IOException {
        String text = "handlers=" + ToDaemonLog.class.getName() + "\n.level=INFO\n";
        LogManager.getLogManager().readConfiguration(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** The handler. */
    public static final class ToDaemonLog extends Handler {

        /** For {@code java.util.logging}. */
        public ToDaemonLog() {}

        @Override
        public void publish(LogRecord line) {
            if (isLoggable(line)) {
                String logger = line.getLoggerName() == null || line.getLoggerName().isEmpty() ? "java" : line.getLoggerName();
                DaemonLog.current().ifPresent(log -> log.add(level(line.getLevel()), logger, text(line), line.getThrown()));
            }
        }

        private static String level(Level level) {
            int value = level.intValue();
            return value >= Level.SEVERE.intValue() ? "ERROR"
                    : value >= Level.WARNING.intValue() ? "WARN"
                    : value >= Level.INFO.intValue() ? "INFO"
                    : value >= Level.FINE.intValue() ? "DEBUG" : "TRACE";
        }

        private static String text(LogRecord line) {
            String text = String.valueOf(line.getMessage());
            if (line.getResourceBundle() != null && line.getResourceBundle().containsKey(text)) {
                text = line.getResourceBundle().getString(text);
            }
            Object[] parameters = line.getParameters();
            if (parameters == null || parameters.length == 0 || !text.contains("{")) {
                return text;
            }
            try {
                return MessageFormat.format(text, parameters);
            } catch (IllegalArgumentException e) {
                // Whoever wrote it had no pattern in mind.
                return text;
            }
        }

        @Override
        public void flush() {
            // Nothing waits here.
        }

        @Override
        public void close() {
            // Nothing is held here.
        }
    }
}
