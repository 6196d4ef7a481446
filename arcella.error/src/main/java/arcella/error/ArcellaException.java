package arcella.error;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The one unchecked root of Arcella's failures: a stable code, what happened, and what to do about it.
 *
 * <p>The message reads {@code ARC-2104 what happened; what to do}. No stack trace is shown to an operator unless asked
 * for; code that meets this exception at a process or protocol boundary prints {@link #getMessage()}.
 *
 * <p>Immutable, hence safe to hand between threads.
 */
public class ArcellaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int number;
    private final String what;
    private final String remedy;

    /**
     * @param code the stable code
     * @param what what happened, naming the thing it happened to; lower case, no final stop
     * @param remedy what the operator can do; empty if there is nothing to say
     */
    public ArcellaException(ErrorCode code, String what, String remedy) {
        this(code, what, remedy, null);
    }

    /** As {@link #ArcellaException(ErrorCode, String, String)}, with the failure that led here. */
    public ArcellaException(ErrorCode code, String what, String remedy, @Nullable Throwable cause) {
        super(message(code.text(), what, remedy), cause);
        this.number = code.number();
        this.what = Objects.requireNonNull(what, "what");
        this.remedy = Objects.requireNonNull(remedy, "remedy");
    }

    private static String message(String code, String what, String remedy) {
        return remedy.isEmpty() ? code + " " + what : code + " " + what + "; " + remedy;
    }

    /** The stable code of this failure. */
    public ErrorCode code() {
        return () -> number;
    }

    /** What happened, without the code. */
    public String what() {
        return what;
    }

    /** What to do about it; empty if there is nothing to say. */
    public String remedy() {
        return remedy;
    }
}
