package arcella.wasi.fs;

/** Something open: a file or a folder. */
public sealed interface Node permits Directory, OpenFile {

    /** What the kernel knows of it. */
    FileStat stat() throws FsException;

    /** Sets its times. */
    void setTimes(TimeChange accessed, TimeChange modified) throws FsException;

    /** Writes to the disk what is only in the kernel's memory; data alone, or with everything about the file. */
    void sync(boolean dataOnly) throws FsException;

    /** Closes it; later use fails with {@link FsError#CLOSED}. */
    void close() throws FsException;
}
