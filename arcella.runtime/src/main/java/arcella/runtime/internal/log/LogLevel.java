package arcella.runtime.internal.log;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import arcella.runtime.internal.log.JournalLine.Level;

/** How much of a logger is wanted, everything first. */
public enum LogLevel {
    TRACE, DEBUG, INFO, WARN, ERROR, OFF;

    /** Whether a line of that level is wanted. */
    boolean admits(Level level) {
        return level.ordinal() >= ordinal();
    }

    /** As an operator writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All words, everything first. */
    public static List<String> words() {
        return Arrays.stream(values()).map(LogLevel::word).toList();
    }

    /** Reads a word, in any case of letters. */
    public static Optional<LogLevel> of(String word) {
        for (LogLevel level : values()) {
            if (level.name().equalsIgnoreCase(word)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }

    /** The level of OSGi's Log Service; it has none for off: what it calls audit is always wanted. */
    org.osgi.service.log.LogLevel osgi() {
        return this == OFF ? org.osgi.service.log.LogLevel.AUDIT : org.osgi.service.log.LogLevel.valueOf(name());
    }

    static LogLevel of(org.osgi.service.log.LogLevel level) {
        return level == org.osgi.service.log.LogLevel.AUDIT ? OFF : valueOf(level.name());
    }
}
