package arcella.shell.internal.gogo;

import java.time.Duration;
import java.util.Optional;

import org.jline.terminal.Terminal;

import arcella.command.text.Escape;
import arcella.command.text.TextWidth;
import arcella.command.text.Units;

/** The one line at the bottom that tells how far a command is, and goes when it prints or ends. Thread-safe. */
final class ProgressLine {

    private static final long INTERVAL = Duration.ofMillis(100).toNanos();
    private static final String CLEAR = "\r\u001b[K";

    private final Optional<Terminal> terminal;
    private boolean shown;
    private long lastShown;

    /** @param terminal where to draw; empty to draw nothing */
    ProgressLine(Optional<Terminal> terminal) {
        this.terminal = terminal.filter(one -> !one.getType().startsWith(Terminal.TYPE_DUMB));
    }

    synchronized void show(String what, long done, long total) {
        long now = System.nanoTime();
        if (terminal.isEmpty() || shown && now - lastShown < INTERVAL && done != total) {
            return;
        }
        lastShown = now;
        String amount = total > 0 ? " " + Math.min(100, done * 100 / total) + " %" : done > 0 ? " " + Units.bytes(done) : "";
        int columns = Math.max(10, terminal.get().getWidth() - 1);
        terminal.get().writer().print(CLEAR + TextWidth.cut(Escape.line(what) + amount, columns));
        terminal.get().writer().flush();
        shown = true;
    }

    synchronized void clear() {
        if (shown) {
            terminal.ifPresent(one -> {
                one.writer().print(CLEAR);
                one.writer().flush();
            });
            shown = false;
        }
    }
}
