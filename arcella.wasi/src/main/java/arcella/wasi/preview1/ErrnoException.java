package arcella.wasi.preview1;

/**
 * A function of WASI 0.1 answers an error number. One constant exception per number, without stack trace: guests probe
 * for files all the time.
 */
final class ErrnoException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Errno errno;

    ErrnoException(Errno errno) {
        super(errno.name(), null, false, false);
        this.errno = errno;
    }

    Errno errno() {
        return errno;
    }
}
