package arcella.wasi.preview1;

import arcella.engine.core.CoreMemory;
import arcella.wasi.fs.FileStat;

/**
 * What is known of a file ({@code filestat}).
 *
 * @param size in bytes
 * @param accessNanos since 1970-01-01T00:00:00Z, as the two that follow
 */
record Filestat(long device, long inode, FileType type, long links, long size, long accessNanos, long modifyNanos,
        long changeNanos) {

    static final int BYTES = 64;

    /** Of a stream that is no file. */
    static Filestat ofStream(FileType type) {
        return new Filestat(0, 0, type, 0, 0, 0, 0, 0);
    }

    static Filestat of(FileStat stat) {
        return new Filestat(stat.device(), stat.inode(), FileType.of(stat.kind()), stat.links(), stat.size(),
                stat.accessed().inNanos(), stat.modified().inNanos(), stat.changed().inNanos());
    }

    void store(CoreMemory memory, int address) {
        memory.fill(address, (byte) 0, BYTES);
        memory.writeLong(address, device);
        memory.writeLong(address + 8, inode);
        memory.writeByte(address + 16, type.number());
        memory.writeLong(address + 24, links);
        memory.writeLong(address + 32, size);
        memory.writeLong(address + 40, accessNanos);
        memory.writeLong(address + 48, modifyNanos);
        memory.writeLong(address + 56, changeNanos);
    }
}
