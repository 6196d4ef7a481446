package arcella.shell.internal.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Reads keys ahead of JLine, so that Ctrl-C is seen at once. JLine's own input takes a kilobyte that nobody reads and then
 * no more: with that much typed or pasted while a command runs, the command could not be interrupted.
 *
 * <p>While a command runs, Ctrl-C drops the keys before it and is told at once; while a line is edited it is a key like
 * any other, in its place. A thread of its own reads until the input ends or this is closed.
 */
final class KeyQueue extends InputStream {

    private static final int MOST = 64 * 1024;
    private static final byte CTRL_C = 3;

    private final InputStream in;
    private final Runnable interrupt;
    private final Thread reader;
    private final byte[] keys = new byte[MOST];
    private int first;
    private int count;
    private boolean commandRuns;
    private boolean ended;
    private @Nullable IOException failure;

    /** @param interrupt called at Ctrl-C while a command runs */
    KeyQueue(InputStream in, Runnable interrupt) {
        this.in = in;
        this.interrupt = interrupt;
        this.reader = Thread.ofPlatform().daemon().name("arcella-shell-keys").unstarted(this::readAhead);
    }

    void start() {
        reader.start();
    }

    /** Whether a command runs from now on. */
    synchronized void commandRuns(boolean runs) {
        commandRuns = runs;
    }

    private void readAhead() {
        byte[] chunk = new byte[1024];
        try {
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                for (int i = 0; i < length; i++) {
                    if (!take(chunk[i])) {
                        interrupt.run();
                    }
                }
            }
            end(null);
        } catch (IOException e) {
            end(e);
        } catch (InterruptedException e) {
            // Closed: nobody reads any more.
            end(null);
        }
    }

    /** False for a Ctrl-C that is not to wait in line. */
    private synchronized boolean take(byte key) throws InterruptedException {
        if (key == CTRL_C && commandRuns) {
            count = 0;
            return false;
        }
        while (count == MOST && !ended) {
            wait();
        }
        keys[(first + count++) % MOST] = key;
        notifyAll();
        return true;
    }

    private synchronized void end(@Nullable IOException cause) {
        ended = true;
        failure = cause;
        notifyAll();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        while (count == 0) {
            if (failure != null) {
                throw failure;
            }
            if (ended) {
                return -1;
            }
            try {
                wait();
            } catch (InterruptedException e) {
                throw (InterruptedIOException) new InterruptedIOException("the terminal is closed").initCause(e);
            }
        }
        int taken = Math.min(length, count);
        for (int i = 0; i < taken; i++) {
            target[offset + i] = keys[first];
            first = (first + 1) % MOST;
        }
        count -= taken;
        notifyAll();
        return taken;
    }

    @Override
    public void close() {
        end(null);
        reader.interrupt();
    }
}
