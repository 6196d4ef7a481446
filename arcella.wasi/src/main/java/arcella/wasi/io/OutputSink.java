package arcella.wasi.io;

import java.io.IOException;
import java.io.OutputStream;

/** Where a guest's output goes. Written by one thread at a time. */
@FunctionalInterface
public interface OutputSink {

    /**
     * Takes all the bytes, waiting where needed.
     *
     * @param source holds the bytes, often the guest's own memory: not kept, not changed
     * @throws ClosedSinkException if nobody reads any more; the guest sees {@code pipe}
     * @throws IOException for any other failure; the guest sees {@code io}
     * @throws InterruptedException if the writing thread is interrupted while it waits
     */
    void write(byte[] source, int offset, int length) throws IOException, InterruptedException;

    /** Ready when {@link #write} of a few bytes would not wait. */
    default Pollable writable() {
        return Pollable.always();
    }

    /** How many bytes {@link #write} takes now without waiting; 0 while it is not {@link #writable}. */
    default long room() {
        return writable().ready() ? 1 << 20 : 0;
    }

    /** Whether a person reads it as it comes. */
    default boolean terminal() {
        return false;
    }

    /** Nobody reads any more. */
    final class ClosedSinkException extends IOException {

        private static final long serialVersionUID = 1L;

        /** With the failure that told it. */
        public ClosedSinkException(IOException cause) {
            super("nobody reads this output any more", cause);
        }
    }

    /** Throws everything away. */
    static OutputSink discard() {
        return (source, offset, length) -> {};
    }

    /** Writes to a stream and flushes it after each write. */
    static OutputSink of(OutputStream stream, boolean terminal) {
        return new OutputSink() {
            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
                try {
                    stream.write(source, offset, length);
                    stream.flush();
                } catch (IOException e) {
                    // The JDK tells EPIPE by its text only.
                    if ("Broken pipe".equals(e.getMessage())) {
                        throw new ClosedSinkException(e);
                    }
                    throw e;
                }
            }

            @Override
            public boolean terminal() {
                return terminal;
            }
        };
    }
}
