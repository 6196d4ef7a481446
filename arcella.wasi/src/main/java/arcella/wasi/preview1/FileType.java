package arcella.wasi.preview1;

import arcella.wasi.fs.FileKind;

/** The file types of WASI 0.1, in the order of their numbers. */
enum FileType {
    UNKNOWN, BLOCK_DEVICE, CHARACTER_DEVICE, DIRECTORY, REGULAR_FILE, SOCKET_DGRAM, SOCKET_STREAM, SYMBOLIC_LINK;

    static FileType of(FileKind kind) {
        return switch (kind) {
            case UNKNOWN, FIFO -> UNKNOWN;
            case CHARACTER_DEVICE -> CHARACTER_DEVICE;
            case DIRECTORY -> DIRECTORY;
            case BLOCK_DEVICE -> BLOCK_DEVICE;
            case REGULAR_FILE -> REGULAR_FILE;
            case SYMBOLIC_LINK -> SYMBOLIC_LINK;
            case SOCKET -> SOCKET_STREAM;
        };
    }

    byte number() {
        return (byte) ordinal();
    }
}
