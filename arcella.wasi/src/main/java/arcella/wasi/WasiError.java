package arcella.wasi;

import arcella.error.ErrorCode;

/** The failures of this bundle that an operator sees; what a guest sees are WASI's own error codes. */
public enum WasiError implements ErrorCode {
    /** An argument or an environment variable cannot be handed to a guest. */
    BAD_ARGUMENT(7001),
    /** A module calls WASI but exports no memory named {@code memory}. */
    NO_MEMORY(7002),
    /** A folder to be opened to a guest is missing, is no folder, or may not be read. */
    BAD_PREOPEN(7003),
    /** This system has no calls that keep a guest inside a folder. */
    NO_SANDBOX(7004),
    /** A network address or listener for a guest cannot be used. */
    BAD_SOCKET(7005),
    /** A key-value store cannot be opened or closed. */
    BAD_STORE(7006),
    /** An instance may have fewer open files than it is to start with. */
    FEW_FILES(7007);

    private final int number;

    WasiError(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
