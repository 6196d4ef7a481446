package arcella.shell.internal.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

import arcella.command.Data;
import arcella.command.Invocation;

/**
 * The caller's standard input for the commands of {@code -c}, as {@code sh -c} gives it to its own: asked for when the first of
 * them reads, so that it stays with the caller where none does. Empty until it is opened. Thread-safe, as the caller's input is.
 */
final class CommandInput extends InputStream {

    /** The event that asks a caller who waits for it to send input from now on. */
    static final String WANTED = "input-wanted";

    private final Entrance entrance;
    private final Invocation invocation;
    private volatile boolean open;
    private boolean asked;

    CommandInput(Entrance entrance, Invocation invocation) {
        this.entrance = entrance;
        this.invocation = invocation;
    }

    /** From now on commands may read. */
    void open() {
        open = true;
    }

    private synchronized void ask() throws IOException {
        if (asked || !entrance.onDemand()) {
            return;
        }
        try {
            invocation.emit(WANTED, Data.EMPTY);
            asked = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (InterruptedIOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (!open) {
            return -1;
        }
        ask();
        return entrance.input().read(target, offset, length);
    }
}
