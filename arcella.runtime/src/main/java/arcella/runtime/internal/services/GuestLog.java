package arcella.runtime.internal.services;

import java.time.InstantSource;
import java.util.Optional;

import arcella.runtime.ModuleId;
import arcella.runtime.internal.log.Journal;
import arcella.runtime.internal.log.JournalLine;
import arcella.runtime.internal.log.LinePace;
import arcella.wasi.preview2.logging.Level;
import arcella.wasi.preview2.logging.LogSink;

/**
 * What one module logs through {@code wasi:logging}, as lines of the journal: under the module, with the level that it gave
 * and its context before the text. The source is always {@code log}: no guest can write a line that looks as if the
 * container had. Thread-safe.
 */
final class GuestLog implements LogSink {

    /** The source of all its lines. */
    static final String SOURCE = "log";

    private static final int LONGEST_CONTEXT = 200;
    private static final int MOST_LINES = 200;

    private final InstantSource clock;
    private final ModuleId module;
    private final Journal journal;

    GuestLog(InstantSource clock, ModuleId module, Journal journal) {
        this.clock = clock;
        this.module = module;
        this.journal = journal;
    }

    @Override
    public void log(Level level, String context, String message) {
        String before = (level == Level.CRITICAL ? "critical: " : "") + prefix(context);
        int lines = 0;
        int from = 0;
        while (from <= message.length()) {
            int end = message.indexOf('\n', from);
            int stop = end < 0 ? message.length() : end;
            if (++lines > MOST_LINES) {
                add(JournalLine.Level.WARN, "(the rest of a message of more than " + MOST_LINES + " lines was dropped)");
                return;
            }
            add(level(level), before + message.substring(from, cut(message, from, stop)));
            from = end < 0 ? message.length() + 1 : end + 1;
        }
    }

    private static int cut(String message, int from, int stop) {
        int end = Math.min(stop, from + LinePace.LONGEST_LINE);
        return end < stop && Character.isHighSurrogate(message.charAt(end - 1)) ? end - 1 : end;
    }

    private static String prefix(String context) {
        if (context.isEmpty()) {
            return "";
        }
        String line = context.replace('\n', ' ');
        return (line.length() <= LONGEST_CONTEXT ? line : line.substring(0, cut(line, 0, LONGEST_CONTEXT)) + "...") + ": ";
    }

    private void add(JournalLine.Level level, String text) {
        journal.addPaced(new JournalLine(clock.instant(), level, SOURCE, Optional.of(module), text));
    }

    private static JournalLine.Level level(Level level) {
        return switch (level) {
            case TRACE -> JournalLine.Level.TRACE;
            case DEBUG -> JournalLine.Level.DEBUG;
            case INFO -> JournalLine.Level.INFO;
            case WARN -> JournalLine.Level.WARN;
            case ERROR, CRITICAL -> JournalLine.Level.ERROR;
        };
    }
}
