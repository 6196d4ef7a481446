package arcella.wasi.io;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A stream can do no more: it is closed, or its last operation failed ({@code stream-error} of {@code wasi:io/streams}).
 */
public final class StreamException extends Exception {

    private static final long serialVersionUID = 1L;

    private StreamException(String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
    }

    /** The other end is gone, or everything was read. */
    public static StreamException closed() {
        return new StreamException("closed", null);
    }

    /** The last operation failed, and why: what {@code last-operation-failed} carries to the guest as an error. */
    public static StreamException failed(Throwable why) {
        return new StreamException("last operation failed: " + why.getMessage(), why);
    }

    /** Why the last operation failed; empty if the stream is closed. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(getCause());
    }
}
