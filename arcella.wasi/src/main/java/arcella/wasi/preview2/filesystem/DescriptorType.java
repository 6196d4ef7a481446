package arcella.wasi.preview2.filesystem;

import arcella.wasi.fs.FileKind;

/** The enum {@code descriptor-type}: what a name or a descriptor stands for. */
public enum DescriptorType {
    /** Something else. */
    UNKNOWN,
    /** A block device. */
    BLOCK_DEVICE,
    /** A character device. */
    CHARACTER_DEVICE,
    /** A folder. */
    DIRECTORY,
    /** A named pipe. */
    FIFO,
    /** A symbolic link. */
    SYMBOLIC_LINK,
    /** A file. */
    REGULAR_FILE,
    /** A socket. */
    SOCKET;

    static DescriptorType of(FileKind kind) {
        return switch (kind) {
            case UNKNOWN -> UNKNOWN;
            case FIFO -> FIFO;
            case CHARACTER_DEVICE -> CHARACTER_DEVICE;
            case DIRECTORY -> DIRECTORY;
            case BLOCK_DEVICE -> BLOCK_DEVICE;
            case REGULAR_FILE -> REGULAR_FILE;
            case SYMBOLIC_LINK -> SYMBOLIC_LINK;
            case SOCKET -> SOCKET;
        };
    }
}
