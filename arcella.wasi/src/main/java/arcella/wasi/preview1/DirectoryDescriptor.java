package arcella.wasi.preview1;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import arcella.wasi.fs.Directory;
import arcella.wasi.fs.FsException;
import arcella.wasi.fs.TimeChange;

/** An open folder. */
final class DirectoryDescriptor extends Descriptor {

    private final Directory directory;
    private final Optional<byte[]> preopenName;

    private DirectoryDescriptor(Directory directory, Optional<byte[]> preopenName, long rights, long inheriting,
            int flags) {
        super(rights & Rights.DIRECTORY, inheriting, flags);
        this.directory = directory;
        this.preopenName = preopenName;
    }

    /**
     * One that the guest starts with. A read-only one shows all rights too: C libraries ask only for what the folder
     * shows, and would open a file for writing without the right to write, where now the opening says {@code rofs}.
     */
    static DirectoryDescriptor preopened(Directory directory, String name) {
        return new DirectoryDescriptor(directory, Optional.of(name.getBytes(StandardCharsets.UTF_8)),
                Rights.DIRECTORY, Rights.DIRECTORY | Rights.FILE, 0);
    }

    /** One that the guest opened. */
    static DirectoryDescriptor opened(Directory directory, long rights, long inheriting, int flags) {
        return new DirectoryDescriptor(directory, Optional.empty(), rights, inheriting, flags);
    }

    Directory directory() {
        return directory;
    }

    /** The guest's name for a folder that it starts with. */
    Optional<byte[]> preopenName() {
        return preopenName;
    }

    @Override
    FileType type() {
        return FileType.DIRECTORY;
    }

    @Override
    int read(Buffers buffers) throws ErrnoException {
        throw Errno.ISDIR.failure();
    }

    @Override
    int write(Buffers buffers) throws ErrnoException {
        throw Errno.ISDIR.failure();
    }

    @Override
    int readAt(Buffers buffers, long offset) throws ErrnoException {
        throw Errno.ISDIR.failure();
    }

    @Override
    int writeAt(Buffers buffers, long offset) throws ErrnoException {
        throw Errno.ISDIR.failure();
    }

    @Override
    long seek(long delta, int whence) throws ErrnoException {
        throw Errno.BADF.failure();
    }

    @Override
    long tell() throws ErrnoException {
        throw Errno.BADF.failure();
    }

    @Override
    void advise(long offset, long length, int advice) throws ErrnoException {
        throw Errno.BADF.failure();
    }

    @Override
    void allocate(long offset, long length) throws ErrnoException {
        throw Errno.BADF.failure();
    }

    @Override
    void setSize(long size) throws ErrnoException {
        throw Errno.BADF.failure();
    }

    @Override
    void sync(boolean dataOnly) throws ErrnoException, FsException {
        need(Rights.FD_SYNC);
        directory.sync(dataOnly);
    }

    @Override
    Filestat stat() throws ErrnoException, FsException {
        need(Rights.FD_FILESTAT_GET);
        return Filestat.of(directory.stat());
    }

    @Override
    void setTimes(TimeChange accessed, TimeChange modified) throws ErrnoException, FsException {
        need(Rights.FD_FILESTAT_SET_TIMES);
        directory.setTimes(accessed, modified);
    }

    @Override
    void close() throws FsException {
        directory.close();
    }
}
