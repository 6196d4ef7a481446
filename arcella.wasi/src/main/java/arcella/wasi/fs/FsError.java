package arcella.wasi.fs;

/** Why a file operation failed: the kernel's reasons, and the sandbox's own. */
public enum FsError {
    /** The path leads out of the folder it starts at. */
    ESCAPE(0),
    /** The folder was opened for reading only. */
    READ_ONLY(30),
    /** The name is not UTF-8, which all names are for a guest. */
    NOT_UTF8(84),
    /** A device, a FIFO, a socket, or something of the kernel's process folders: nothing a guest may open. */
    REFUSED_KIND(0),
    /** The handle was closed. */
    CLOSED(9),
    /** EPERM. */
    NOT_PERMITTED(1),
    /** ENOENT. */
    NO_ENTRY(2),
    /** EINTR. */
    INTERRUPTED(4),
    /** EIO. */
    IO(5),
    /** ENXIO. */
    NO_SUCH_DEVICE(6),
    /** EAGAIN. */
    WOULD_BLOCK(11),
    /** ENOMEM. */
    NO_MEMORY(12),
    /** EACCES. */
    ACCESS(13),
    /** EBUSY. */
    BUSY(16),
    /** EEXIST. */
    EXIST(17),
    /** EXDEV: another file system. */
    CROSS_DEVICE(18),
    /** ENODEV. */
    NO_DEVICE(19),
    /** ENOTDIR. */
    NOT_DIRECTORY(20),
    /** EISDIR. */
    IS_DIRECTORY(21),
    /** EINVAL. */
    INVALID(22),
    /** ENFILE. */
    TOO_MANY_FILES_IN_SYSTEM(23),
    /** EMFILE. */
    TOO_MANY_FILES(24),
    /** ETXTBSY. */
    TEXT_FILE_BUSY(26),
    /** EFBIG. */
    FILE_TOO_LARGE(27),
    /** ENOSPC. */
    NO_SPACE(28),
    /** ESPIPE. */
    INVALID_SEEK(29),
    /** EMLINK. */
    TOO_MANY_LINKS(31),
    /** EDEADLK. */
    DEADLOCK(35),
    /** ENAMETOOLONG. */
    NAME_TOO_LONG(36),
    /** ENOLCK. */
    NO_LOCK(37),
    /** ENOTEMPTY. */
    NOT_EMPTY(39),
    /** ELOOP: too many symbolic links, or one where none may be. */
    LOOP(40),
    /** EOVERFLOW. */
    OVERFLOW(75),
    /** EOPNOTSUPP or ENOSYS. */
    NOT_SUPPORTED(95),
    /** ESTALE. */
    STALE(116),
    /** EDQUOT. */
    QUOTA(122);

    private static final int ENOSYS = 38;
    private static final FsError[] BY_NUMBER = byNumber();

    private final int number;
    private final FsException exception;

    FsError(int number) {
        this.number = number;
        this.exception = new FsException(this);
    }

    private static FsError[] byNumber() {
        FsError[] table = new FsError[256];
        java.util.Arrays.fill(table, IO);
        for (FsError error : values()) {
            if (error.number != 0) {
                table[error.number] = error;
            }
        }
        table[ENOSYS] = NOT_SUPPORTED;
        return table;
    }

    /** The error for a Linux {@code errno}, the same on x86-64 and aarch64; unknown ones are {@link #IO}. */
    static FsError of(int errno) {
        return errno > 0 && errno < BY_NUMBER.length ? BY_NUMBER[errno] : IO;
    }

    /** What to throw for it: always the same object. */
    public FsException failure() {
        return exception;
    }
}
