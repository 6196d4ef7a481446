package arcella.wasi.keyvalue;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** A store refused or failed. */
public final class KeyValueException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** There is no bucket of that name. */
        NO_SUCH_STORE,
        /** The bucket is not for this guest. */
        ACCESS_DENIED,
        /** A limit, a value of the wrong form, or a failing disk: the message says which. */
        OTHER
    }

    private final Reason reason;

    /** With a message that a guest may be shown. */
    public KeyValueException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** With a message that a guest may be shown, and what led to it. */
    public KeyValueException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
