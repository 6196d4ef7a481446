package arcella.wasi.fs;

/** Opens paths without ever leaving the folder they start at. */
interface Resolver {

    /**
     * Opens {@code path} below {@code folder}.
     *
     * @param flags the kernel's, without {@code O_CLOEXEC}, which is always added
     * @param mode the permissions of a new file; 0 unless {@code O_CREAT} is among the flags
     * @return the descriptor, the caller's to close
     * @throws FsException {@link FsError#ESCAPE} if the path leads out, or what the kernel says
     */
    int open(int folder, byte[] path, int flags, int mode) throws FsException;
}
