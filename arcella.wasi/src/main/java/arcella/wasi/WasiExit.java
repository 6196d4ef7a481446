package arcella.wasi;

/**
 * The guest ended itself ({@code proc_exit}, {@code wasi:cli/exit}). Not a failure: it unwinds the guest's call, and
 * whoever made that call takes the code.
 *
 * <p>Carries no stack trace: leaving this way is ordinary.
 */
public final class WasiExit extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;

    /** @param code the guest's exit code, an unsigned 32-bit number; 0 means success */
    public WasiExit(int code) {
        super("exit code " + Integer.toUnsignedString(code), null, false, false);
        this.code = code;
    }

    /** The exit code, an unsigned 32-bit number as the guest gave it. */
    public int code() {
        return code;
    }
}
