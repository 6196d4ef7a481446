package arcella.cli;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

import arcella.alme.client.AlmeListener;
import arcella.command.Data;
import arcella.command.text.Escape;
import arcella.command.text.TextWidth;
import arcella.command.text.Units;

/**
 * One line at the terminal that tells how far the work is; nothing where errors do not go to a terminal. Work of which nothing
 * is told shows that it goes on, by a time that runs. Thread-safe.
 */
final class ProgressLine implements AlmeListener {

    /** So long nothing need be told before the time is shown. */
    private static final long SILENT_NANOS = 900_000_000;
    private static final long TICK_MILLIS = 1_000;

    private static final long QUIET_NANOS = 300_000_000;
    private static final long STEP_NANOS = 100_000_000;
    private static final String CLEAR = "\r\u001b[K";

    private final Console console;
    private final long begun = System.nanoTime();
    private long shown;
    private boolean visible;
    private String last = "";
    private String phase = "";
    private @Nullable Thread ticker;

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
        if (done < total) {
            show("sending", done, total, true);
        } else {
            // What the daemon does with it now, it tells.
            show("sent", done, -1, true);
        }
    }

    /** Shows from now on how long the work takes whenever nothing else is told of it, until {@link #clear}. */
    synchronized void begin(String what) {
        if (!console.errTerminal()) {
            return;
        }
        last = what;
        Thread thread = new Thread(this::tick, "progress");
        thread.setDaemon(true);
        ticker = thread;
        thread.start();
    }

    private void tick() {
        try {
            while (true) {
                Thread.sleep(TICK_MILLIS);
                if (!still()) {
                    return;
                }
            }
        } catch (InterruptedException _) {
            // The work is done, or something else writes.
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean still() {
        long now = System.nanoTime();
        if (ticker != Thread.currentThread()) {
            return false;
        }
        if (now - Math.max(shown, begun) >= SILENT_NANOS) {
            draw(last + "  " + (now - begun) / 1_000_000_000 + " s");
        }
        return true;
    }

    /** Shows how far it is, if the work has taken a moment already. */
    private synchronized void show(String what, long done, long total, boolean bytes) {
        long now = System.nanoTime();
        boolean begins = !what.equals(phase);
        phase = what;
        last = line(what, done, total, bytes);
        if (console.errTerminal() && now - begun >= QUIET_NANOS && (begins || !visible || now - shown >= STEP_NANOS)) {
            shown = now;
            draw(last);
        }
    }

    private static String line(String what, long done, long total, boolean bytes) {
        StringBuilder line = new StringBuilder(Escape.line(what));
        if (total <= 0 && done == 0) {
            // There is nothing to count.
            return line.toString();
        }
        line.append("  ");
        if (total > 0) {
            line.append(Math.clamp(done * 100.0 / total, 0, 100) > 99.9 ? 100 : (int) (done * 100.0 / total)).append(" %  ");
        }
        line.append(bytes ? Units.bytes(done) : Long.toString(done));
        if (total > 0) {
            line.append(" of ").append(bytes ? Units.bytes(total) : Long.toString(total));
        }
        return line.toString();
    }

    private void draw(String line) {
        int columns = console.screen().columns() == Integer.MAX_VALUE ? 80 : console.screen().columns();
        write(CLEAR + TextWidth.cut(line, columns - 1));
        visible = true;
    }

    /** Takes the line away; nothing is shown by itself any more. */
    synchronized void clear() {
        Thread running = ticker;
        ticker = null;
        if (running != null) {
            running.interrupt();
        }
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
