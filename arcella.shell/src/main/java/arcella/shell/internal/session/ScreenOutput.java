package arcella.shell.internal.session;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;

import arcella.command.Data;
import arcella.command.Invocation;

/**
 * The bytes for the caller's screen: collected until they are flushed, or are many, and then sent as one event.
 * Thread-safe.
 */
final class ScreenOutput extends OutputStream {

    /** The event that carries screen bytes, as {@link arcella.command.ResultShape.Terminal} says. */
    static final String EVENT = "output";

    private static final int LARGEST = 16 * 1024;

    private final Invocation invocation;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();

    ScreenOutput(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public synchronized void write(int b) throws IOException {
        waiting.write(b);
        sendIfMany();
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        waiting.write(bytes, offset, length);
        sendIfMany();
    }

    private void sendIfMany() throws IOException {
        if (waiting.size() >= LARGEST) {
            flush();
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        if (waiting.size() == 0) {
            return;
        }
        byte[] bytes = waiting.toByteArray();
        waiting.reset();
        // What was printed before an interrupt came is still to be seen; the interrupt is for the command.
        boolean interrupted = Thread.interrupted();
        try {
            invocation.emit(EVENT, Data.of(bytes));
        } catch (InterruptedException e) {
            interrupted = true;
            throw (InterruptedIOException) new InterruptedIOException("the screen takes no more").initCause(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
