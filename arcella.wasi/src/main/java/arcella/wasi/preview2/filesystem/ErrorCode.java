package arcella.wasi.preview2.filesystem;

import arcella.wasi.fs.FsError;

/** The enum {@code error-code} of {@code wasi:filesystem/types}: why an operation failed. */
@SuppressWarnings("MissingSummary")
public enum ErrorCode {
    ACCESS, WOULD_BLOCK, ALREADY, BAD_DESCRIPTOR, BUSY, DEADLOCK, QUOTA, EXIST, FILE_TOO_LARGE, ILLEGAL_BYTE_SEQUENCE,
    IN_PROGRESS, INTERRUPTED, INVALID, IO, IS_DIRECTORY, LOOP, TOO_MANY_LINKS, MESSAGE_SIZE, NAME_TOO_LONG, NO_DEVICE,
    NO_ENTRY, NO_LOCK, INSUFFICIENT_MEMORY, INSUFFICIENT_SPACE, NOT_DIRECTORY, NOT_EMPTY, NOT_RECOVERABLE, UNSUPPORTED,
    NO_TTY, NO_SUCH_DEVICE, OVERFLOW, NOT_PERMITTED, PIPE, READ_ONLY, INVALID_SEEK, TEXT_FILE_BUSY, CROSS_DEVICE;

    private final FilesystemFailure failure = new FilesystemFailure(this);

    /** What to throw to answer this code: always the same object. */
    FilesystemFailure failure() {
        return failure;
    }

    /** What a guest is told of an error of the sandbox or the kernel. */
    static ErrorCode of(FsError error) {
        return switch (error) {
            case ESCAPE, NOT_PERMITTED -> NOT_PERMITTED;
            case READ_ONLY -> READ_ONLY;
            case NOT_UTF8 -> ILLEGAL_BYTE_SEQUENCE;
            case REFUSED_KIND, ACCESS -> ACCESS;
            case CLOSED -> BAD_DESCRIPTOR;
            case NO_ENTRY -> NO_ENTRY;
            case INTERRUPTED -> INTERRUPTED;
            case IO, STALE -> IO;
            case NO_SUCH_DEVICE -> NO_SUCH_DEVICE;
            case WOULD_BLOCK -> WOULD_BLOCK;
            // The enum has no word for a full table of open files.
            case NO_MEMORY, TOO_MANY_FILES, TOO_MANY_FILES_IN_SYSTEM -> INSUFFICIENT_MEMORY;
            case BUSY -> BUSY;
            case EXIST -> EXIST;
            case CROSS_DEVICE -> CROSS_DEVICE;
            case NO_DEVICE -> NO_DEVICE;
            case NOT_DIRECTORY -> NOT_DIRECTORY;
            case IS_DIRECTORY -> IS_DIRECTORY;
            case INVALID -> INVALID;
            case TEXT_FILE_BUSY -> TEXT_FILE_BUSY;
            case FILE_TOO_LARGE -> FILE_TOO_LARGE;
            case NO_SPACE -> INSUFFICIENT_SPACE;
            case INVALID_SEEK -> INVALID_SEEK;
            case TOO_MANY_LINKS -> TOO_MANY_LINKS;
            case DEADLOCK -> DEADLOCK;
            case NAME_TOO_LONG -> NAME_TOO_LONG;
            case NO_LOCK -> NO_LOCK;
            case NOT_EMPTY -> NOT_EMPTY;
            case LOOP -> LOOP;
            case OVERFLOW -> OVERFLOW;
            case NOT_SUPPORTED -> UNSUPPORTED;
            case QUOTA -> QUOTA;
        };
    }
}
