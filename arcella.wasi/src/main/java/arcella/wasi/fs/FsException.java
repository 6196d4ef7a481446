package arcella.wasi.fs;

/**
 * A file operation failed in a way that the guest is to be told. One constant per error, without stack trace: guests
 * probe for files all the time.
 */
public final class FsException extends Exception {

    private static final long serialVersionUID = 1L;

    private final FsError error;

    FsException(FsError error) {
        super(error.name(), null, false, false);
        this.error = error;
    }

    /** Why. */
    public FsError error() {
        return error;
    }
}
