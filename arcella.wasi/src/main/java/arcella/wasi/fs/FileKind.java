package arcella.wasi.fs;

/** What a name stands for. */
public enum FileKind {
    /** Something else. */
    UNKNOWN(0),
    /** A FIFO. */
    FIFO(1),
    /** A character device. */
    CHARACTER_DEVICE(2),
    /** A folder. */
    DIRECTORY(4),
    /** A block device. */
    BLOCK_DEVICE(6),
    /** A file. */
    REGULAR_FILE(8),
    /** A symbolic link. */
    SYMBOLIC_LINK(10),
    /** A Unix socket. */
    SOCKET(12);

    private final int number;

    FileKind(int number) {
        this.number = number;
    }

    /** By the number that {@code d_type} has in folder entries. */
    static FileKind ofEntry(int type) {
        for (FileKind kind : values()) {
            if (kind.number == type) {
                return kind;
            }
        }
        return UNKNOWN;
    }

    /** By the file mode, whose upper bits are the same numbers. */
    static FileKind ofMode(int mode) {
        return ofEntry(mode >> 12 & 0xf);
    }
}
