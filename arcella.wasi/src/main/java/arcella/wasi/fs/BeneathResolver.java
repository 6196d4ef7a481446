package arcella.wasi.fs;

/** Lets the kernel hold paths inside, with {@code openat2} (Linux 5.6 and later). */
final class BeneathResolver implements Resolver {

    private static final int RESOLVE_NO_MAGICLINKS = 0x02;
    private static final int RESOLVE_BENEATH = 0x08;
    private static final int RESOLVE = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
    private static final int EAGAIN = 11;
    private static final int EXDEV = 18;
    private static final int ATTEMPTS = 32;

    private final Kernel kernel;
    private final Resolver otherwise;

    BeneathResolver(Kernel kernel, Resolver otherwise) {
        this.kernel = kernel;
        this.otherwise = otherwise;
    }

    /** Whether this kernel, and whatever filters its calls, lets us use it. */
    static boolean works(Kernel kernel) {
        try {
            int fd = kernel.openBeneath(Kernel.AT_FDCWD, new byte[] {'.'}, Kernel.O_PATH | Kernel.O_CLOEXEC, 0,
                    RESOLVE);
            if (fd < 0) {
                return false;
            }
            kernel.release(fd);
            return true;
        } catch (FsException e) {
            return false;
        }
    }

    @Override
    public int open(int folder, byte[] path, int flags, int mode) throws FsException {
        for (int i = 0; i < ATTEMPTS; i++) {
            int fd = kernel.openBeneath(folder, path, flags | Kernel.O_CLOEXEC, mode, RESOLVE);
            if (fd >= 0) {
                return fd;
            }
            if (fd == -EXDEV) {
                throw FsError.ESCAPE.failure();
            }
            // The kernel could not be sure about a ".." because something was renamed meanwhile.
            if (fd != -EAGAIN) {
                throw FsError.of(-fd).failure();
            }
        }
        // Somebody renames folders without pause; the walk does not ask the kernel about "..".
        return otherwise.open(folder, path, flags, mode);
    }
}
