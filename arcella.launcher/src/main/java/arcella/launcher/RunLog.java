package arcella.launcher;

import java.io.PrintStream;
import java.util.Locale;

import arcella.command.text.Escape;
import arcella.wasi.preview2.logging.Level;
import arcella.wasi.preview2.logging.LogSink;

/** What the module of {@code arcella run} logs through {@code wasi:logging}, as lines {@code level context: message}. */
record RunLog(PrintStream err) implements LogSink {

    @Override
    public void log(Level level, String context, String message) {
        String before = level.name().toLowerCase(Locale.ROOT) + (context.isEmpty() ? "" : " " + Escape.line(context)) + ": ";
        StringBuilder text = new StringBuilder();
        for (String line : message.split("\n", -1)) {
            text.append(before).append(Escape.line(line)).append('\n');
        }
        err.print(text);
        err.flush();
    }
}
