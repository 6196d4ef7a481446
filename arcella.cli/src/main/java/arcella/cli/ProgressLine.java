package arcella.cli;

import java.io.IOException;

import arcella.alme.client.AlmeListener;
import arcella.command.Data;
import arcella.command.text.Escape;
import arcella.command.text.TextWidth;
import arcella.command.text.Units;

/** One line at the terminal that tells how far the work is; nothing where errors do not go to a terminal. */
final class ProgressLine implements AlmeListener {

    private static final long QUIET_NANOS = 300_000_000;
    private static final long STEP_NANOS = 100_000_000;
    private static final String CLEAR = "\r\u001b[K";

    private final Console console;
    private final long begun = System.nanoTime();
    private long shown;
    private boolean visible;

    ProgressLine(Console console) {
        this.console = console;
    }

    @Override
    public void event(String event, Data data) {
        // Streams are shown by others.
    }

    @Override
    public void progress(String what, long done, long total) {
        show(what, done, total, false);
    }

    @Override
    public void sent(String part, long done, long total) {
        show("sending", done, total, true);
    }

    /** Shows how far it is, if the work has taken a moment already. */
    private void show(String what, long done, long total, boolean bytes) {
        long now = System.nanoTime();
        if (!console.errTerminal() || now - begun < QUIET_NANOS || visible && now - shown < STEP_NANOS) {
            return;
        }
        shown = now;
        StringBuilder line = new StringBuilder(Escape.line(what)).append("  ");
        if (total > 0) {
            line.append(Math.clamp(done * 100.0 / total, 0, 100) > 99.9 ? 100 : (int) (done * 100.0 / total)).append(" %  ");
        }
        line.append(bytes ? Units.bytes(done) : Long.toString(done));
        if (total > 0) {
            line.append(" of ").append(bytes ? Units.bytes(total) : Long.toString(total));
        }
        int columns = console.screen().columns() == Integer.MAX_VALUE ? 80 : console.screen().columns();
        write(CLEAR + TextWidth.cut(line.toString(), columns - 1));
        visible = true;
    }

    /** Takes the line away. */
    void clear() {
        if (visible) {
            write(CLEAR);
            visible = false;
        }
    }

    private void write(String text) {
        try {
            console.complain(text);
        } catch (IOException _) {
            // The terminal is gone; the result, if it still matters, will tell.
            visible = false;
        }
    }
}
