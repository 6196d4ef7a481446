package arcella.wasi.preview1;

import arcella.wasi.fs.FsError;

/**
 * The error numbers of WASI 0.1, in the order of their numbers ({@code errno} of {@code wasi_snapshot_preview1}).
 * {@code 2big} is {@link #TOOBIG} here, as a Java name must begin with a letter.
 */
enum Errno {
    SUCCESS, TOOBIG, ACCES, ADDRINUSE, ADDRNOTAVAIL, AFNOSUPPORT, AGAIN, ALREADY, BADF, BADMSG, BUSY,
    CANCELED, CHILD, CONNABORTED, CONNREFUSED, CONNRESET, DEADLK, DESTADDRREQ, DOM, DQUOT, EXIST, FAULT, FBIG,
    HOSTUNREACH, IDRM, ILSEQ, INPROGRESS, INTR, INVAL, IO, ISCONN, ISDIR, LOOP, MFILE, MLINK, MSGSIZE,
    MULTIHOP, NAMETOOLONG, NETDOWN, NETRESET, NETUNREACH, NFILE, NOBUFS, NODEV, NOENT, NOEXEC, NOLCK, NOLINK,
    NOMEM, NOMSG, NOPROTOOPT, NOSPC, NOSYS, NOTCONN, NOTDIR, NOTEMPTY, NOTRECOVERABLE, NOTSOCK, NOTSUP, NOTTY,
    NXIO, OVERFLOW, OWNERDEAD, PERM, PIPE, PROTO, PROTONOSUPPORT, PROTOTYPE, RANGE, ROFS, SPIPE, SRCH, STALE,
    TIMEDOUT, TXTBSY, XDEV, NOTCAPABLE;

    private final ErrnoException exception = new ErrnoException(this);

    /** The number that tells of a failed file operation. */
    static Errno of(FsError error) {
        return switch (error) {
            case ESCAPE -> NOTCAPABLE;
            case READ_ONLY -> ROFS;
            case NOT_UTF8 -> ILSEQ;
            case REFUSED_KIND, ACCESS -> ACCES;
            case CLOSED -> BADF;
            case NOT_PERMITTED -> PERM;
            case NO_ENTRY -> NOENT;
            case INTERRUPTED -> INTR;
            case IO -> IO;
            case NO_SUCH_DEVICE -> NXIO;
            case WOULD_BLOCK -> AGAIN;
            case NO_MEMORY -> NOMEM;
            case BUSY -> BUSY;
            case EXIST -> EXIST;
            case CROSS_DEVICE -> XDEV;
            case NO_DEVICE -> NODEV;
            case NOT_DIRECTORY -> NOTDIR;
            case IS_DIRECTORY -> ISDIR;
            case INVALID -> INVAL;
            case TOO_MANY_FILES_IN_SYSTEM -> NFILE;
            case TOO_MANY_FILES -> MFILE;
            case TEXT_FILE_BUSY -> TXTBSY;
            case FILE_TOO_LARGE -> FBIG;
            case NO_SPACE -> NOSPC;
            case INVALID_SEEK -> SPIPE;
            case TOO_MANY_LINKS -> MLINK;
            case DEADLOCK -> DEADLK;
            case NAME_TOO_LONG -> NAMETOOLONG;
            case NO_LOCK -> NOLCK;
            case NOT_EMPTY -> NOTEMPTY;
            case LOOP -> LOOP;
            case OVERFLOW -> OVERFLOW;
            case NOT_SUPPORTED -> NOTSUP;
            case STALE -> STALE;
            case QUOTA -> DQUOT;
        };
    }

    /** What to throw to answer this number. */
    ErrnoException failure() {
        return exception;
    }
}
