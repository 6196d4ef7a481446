package arcella.wasi.preview2.io;

import java.util.Objects;

import arcella.engine.binding.WitName;

/** The resource {@code error} of {@code wasi:io/error}: why a stream failed. Immutable. */
@WitName("error")
public final class ErrorResource implements AutoCloseable {

    private final Throwable cause;

    /** With the host's reason, which other interfaces may translate for the guest. */
    public ErrorResource(Throwable cause) {
        this.cause = Objects.requireNonNull(cause, "cause");
    }

    /** The host's reason. */
    public Throwable cause() {
        return cause;
    }

    /** {@code to-debug-string}: for people, not for decisions. */
    public String toDebugString() {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
