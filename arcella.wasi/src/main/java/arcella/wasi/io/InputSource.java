package arcella.wasi.io;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Where a guest's input comes from. Read by one thread at a time. */
public interface InputSource {

    /**
     * Reads at least one byte, waiting for it where needed.
     *
     * @param target takes the bytes; not kept
     * @param length more than zero
     * @return how many were read, -1 at the end
     * @throws InterruptedException if the reading thread is interrupted while it waits
     */
    int read(byte[] target, int offset, int length) throws IOException, InterruptedException;

    /** Ready when {@link #read} would not wait. */
    Pollable readable();

    /** Whether a person types it. */
    default boolean terminal() {
        return false;
    }

    /** Ends at once. */
    static InputSource empty() {
        return of(new byte[0]);
    }

    /** The given bytes, then the end. */
    static InputSource of(byte[] bytes) {
        ByteArrayInputStream stream = new ByteArrayInputStream(bytes.clone());
        return new InputSource() {
            @Override
            public int read(byte[] target, int offset, int length) {
                return stream.read(target, offset, length);
            }

            @Override
            public Pollable readable() {
                return Pollable.always();
            }
        };
    }

    /**
     * A stream whose reads block and cannot be interrupted, such as {@link System#in}. A daemon thread reads it from
     * the first read or wait on, a buffer ahead, so that the guest's waiting can be interrupted and polled.
     */
    static InputSource ofBlocking(InputStream stream, boolean terminal) {
        return new ReadAhead(stream, terminal);
    }
}
