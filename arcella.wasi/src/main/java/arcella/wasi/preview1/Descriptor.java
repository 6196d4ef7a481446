package arcella.wasi.preview1;

import java.io.IOException;

import arcella.wasi.fs.FsException;
import arcella.wasi.fs.TimeChange;
import arcella.wasi.io.Pollable;

/**
 * What a guest's file descriptor stands for. Each kind overrides what it can do; the rest answers here as POSIX does
 * for a stream.
 */
abstract sealed class Descriptor permits StreamDescriptor, FileDescriptor, DirectoryDescriptor {

    static final int APPEND = 1;
    static final int DSYNC = 1 << 1;
    static final int NONBLOCK = 1 << 2;
    static final int RSYNC = 1 << 3;
    static final int SYNC = 1 << 4;
    static final int ALL_FLAGS = APPEND | DSYNC | NONBLOCK | RSYNC | SYNC;

    private long rights;
    private long inheriting;
    private int flags;

    Descriptor(long rights, long inheriting, int flags) {
        this.rights = rights;
        this.inheriting = inheriting;
        this.flags = flags;
    }

    abstract FileType type();

    final long rights() {
        return rights;
    }

    final long inheriting() {
        return inheriting;
    }

    final int flags() {
        return flags;
    }

    final boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** Gives rights up; they never come back. */
    final void restrict(long base, long inherited) throws ErrnoException {
        if ((base & ~rights) != 0 || (inherited & ~inheriting) != 0) {
            throw Errno.NOTCAPABLE.failure();
        }
        rights = base;
        inheriting = inherited;
    }

    /** Answers {@code notcapable} unless all of {@code wanted} are there. */
    final void need(long wanted) throws ErrnoException {
        if ((wanted & ~rights) != 0) {
            throw Errno.NOTCAPABLE.failure();
        }
    }

    void setFlags(int wanted) throws ErrnoException {
        need(Rights.FD_FDSTAT_SET_FLAGS);
        flags = wanted;
    }

    int read(Buffers buffers) throws ErrnoException, FsException, IOException, InterruptedException {
        throw Errno.BADF.failure();
    }

    int write(Buffers buffers) throws ErrnoException, FsException, IOException, InterruptedException {
        throw Errno.BADF.failure();
    }

    int readAt(Buffers buffers, long offset) throws ErrnoException, FsException {
        throw Errno.SPIPE.failure();
    }

    int writeAt(Buffers buffers, long offset) throws ErrnoException, FsException {
        throw Errno.SPIPE.failure();
    }

    /** Moves the position and answers the new one. */
    long seek(long delta, int whence) throws ErrnoException, FsException {
        throw Errno.SPIPE.failure();
    }

    long tell() throws ErrnoException {
        throw Errno.SPIPE.failure();
    }

    void advise(long offset, long length, int advice) throws ErrnoException, FsException {
        throw Errno.SPIPE.failure();
    }

    void allocate(long offset, long length) throws ErrnoException, FsException {
        throw Errno.SPIPE.failure();
    }

    void sync(boolean dataOnly) throws ErrnoException, FsException {
        throw Errno.INVAL.failure();
    }

    abstract Filestat stat() throws ErrnoException, FsException;

    void setSize(long size) throws ErrnoException, FsException {
        throw Errno.INVAL.failure();
    }

    void setTimes(TimeChange accessed, TimeChange modified) throws ErrnoException, FsException {
        throw Errno.INVAL.failure();
    }

    /** What to wait for before reading. */
    Pollable readable() throws ErrnoException {
        throw Errno.BADF.failure();
    }

    /** What to wait for before writing. */
    Pollable writable() throws ErrnoException {
        throw Errno.BADF.failure();
    }

    /** How many bytes can be read now, where that is known; else 1. */
    long readableBytes() throws ErrnoException, FsException {
        return 1;
    }

    void close() throws ErrnoException, FsException {}
}
