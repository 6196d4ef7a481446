package arcella.wasi.preview1;

import arcella.wasi.fs.FsException;
import arcella.wasi.fs.OpenFile;
import arcella.wasi.fs.TimeChange;
import arcella.wasi.io.Pollable;

/** An open file, with the position that WASI 0.1 gives it. */
final class FileDescriptor extends Descriptor {

    private static final int FROM_START = 0;
    private static final int FROM_POSITION = 1;
    private static final int FROM_END = 2;

    private final OpenFile file;
    private long position;

    FileDescriptor(OpenFile file, long rights, long inheriting, int flags) {
        super(rights & Rights.FILE, inheriting, flags);
        this.file = file;
    }

    @Override
    FileType type() {
        return FileType.REGULAR_FILE;
    }

    @Override
    int read(Buffers buffers) throws ErrnoException, FsException {
        need(Rights.FD_READ);
        int count = file.read(buffers, position);
        position += count;
        return count;
    }

    @Override
    int write(Buffers buffers) throws ErrnoException, FsException {
        need(Rights.FD_WRITE);
        int count;
        if (has(APPEND)) {
            count = file.append(buffers);
            position = file.size();
        } else {
            count = file.write(buffers, position);
            position += count;
        }
        settle();
        return count;
    }

    @Override
    int readAt(Buffers buffers, long offset) throws ErrnoException, FsException {
        need(Rights.FD_READ | Rights.FD_SEEK);
        return file.read(buffers, offset);
    }

    /** Writes at the offset even where {@code append} is set, as POSIX has it. */
    @Override
    int writeAt(Buffers buffers, long offset) throws ErrnoException, FsException {
        need(Rights.FD_WRITE | Rights.FD_SEEK);
        int count = file.write(buffers, offset);
        settle();
        return count;
    }

    /** Keeps what {@code sync} and {@code dsync} promise; so they can be set at any time. */
    private void settle() throws FsException {
        if (has(SYNC)) {
            file.sync(false);
        } else if (has(DSYNC)) {
            file.sync(true);
        }
    }

    @Override
    long seek(long delta, int whence) throws ErrnoException, FsException {
        if (delta == 0 && whence == FROM_POSITION) {
            return tell();
        }
        need(Rights.FD_SEEK);
        long base = switch (whence) {
            case FROM_START -> 0;
            case FROM_POSITION -> position;
            case FROM_END -> file.size();
            default -> throw Errno.INVAL.failure();
        };
        long target = base + delta;
        if (target < 0) {
            throw (delta > 0 ? Errno.OVERFLOW : Errno.INVAL).failure();
        }
        position = target;
        return target;
    }

    @Override
    long tell() throws ErrnoException {
        // The right to move includes the right to ask.
        if ((rights() & Rights.FD_SEEK) == 0) {
            need(Rights.FD_TELL);
        }
        return position;
    }

    @Override
    void advise(long offset, long length, int advice) throws ErrnoException, FsException {
        need(Rights.FD_ADVISE);
        file.advise(offset, length, kernelAdvice(advice));
    }

    /** WASI counts normal, sequential, random; the kernel normal, random, sequential. */
    static int kernelAdvice(int advice) {
        return switch (advice) {
            case 1 -> 2;
            case 2 -> 1;
            default -> advice;
        };
    }

    @Override
    void allocate(long offset, long length) throws ErrnoException, FsException {
        need(Rights.FD_ALLOCATE);
        file.allocate(offset, length);
    }

    @Override
    void sync(boolean dataOnly) throws ErrnoException, FsException {
        need(dataOnly ? Rights.FD_DATASYNC : Rights.FD_SYNC);
        file.sync(dataOnly);
    }

    @Override
    Filestat stat() throws ErrnoException, FsException {
        need(Rights.FD_FILESTAT_GET);
        return Filestat.of(file.stat());
    }

    @Override
    void setSize(long size) throws ErrnoException, FsException {
        need(Rights.FD_FILESTAT_SET_SIZE);
        file.setSize(size);
    }

    @Override
    void setTimes(TimeChange accessed, TimeChange modified) throws ErrnoException, FsException {
        need(Rights.FD_FILESTAT_SET_TIMES);
        file.setTimes(accessed, modified);
    }

    @Override
    Pollable readable() {
        return Pollable.always();
    }

    @Override
    Pollable writable() {
        return Pollable.always();
    }

    @Override
    long readableBytes() throws FsException {
        return Math.max(0, file.size() - position);
    }

    @Override
    void close() throws FsException {
        file.close();
    }
}
