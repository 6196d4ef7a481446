package arcella.wasi.fs;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

import arcella.error.ArcellaException;
import arcella.wasi.Denial;
import arcella.wasi.Preopen;
import arcella.wasi.WasiError;

/**
 * The files of one instance: folders of the host, and no way out of them.
 *
 * <p><b>How a guest is kept inside.</b> Every path is resolved by the kernel with {@code openat2(RESOLVE_BENEATH |
 * RESOLVE_NO_MAGICLINKS)}, relative to a folder that is already open: {@code ..}, absolute paths and symbolic links,
 * whoever made them and whenever, cannot lead above it, because check and use are one system call. Operations on a name
 * ({@code mkdirat}, {@code unlinkat}, {@code renameat2} …) first open the parent folder that way and then take one
 * component, never a path, and never follow a link in it. Where {@code openat2} is missing, {@link WalkResolver} does
 * the same with {@code openat(O_NOFOLLOW)} step by step.
 *
 * <p><b>What is never opened:</b> devices, FIFOs and sockets, and everything of the kernel's process file system, where
 * a guest could write this process's memory.
 *
 * <p><b>Read-only folders</b> refuse every change before the kernel is asked: writing, making, cutting, renaming,
 * unlinking, times, and hard links that would give one of their files a second, writable name elsewhere.
 *
 * <p>One thread at a time, as the instance it belongs to. Closing it closes nothing that is open: its owner closes
 * files and folders first.
 */
public final class Sandbox implements AutoCloseable {

    private final Kernel kernel;
    private final Resolver resolver;
    private final Consumer<Denial> denials;
    private final Set<Long> harmlessDevices = new HashSet<>();

    private Sandbox(Kernel kernel, Resolver resolver, Consumer<Denial> denials) {
        this.kernel = kernel;
        this.resolver = resolver;
        this.denials = denials;
    }

    /**
     * Makes one.
     *
     * @param denials is told of what a guest was refused, once each, on its thread
     * @throws ArcellaException with {@code NO_SANDBOX} on systems whose kernel interface is not known here
     */
    public static Sandbox create(Consumer<Denial> denials) {
        Kernel kernel = newKernel();
        Resolver walk = new WalkResolver(kernel);
        return new Sandbox(kernel, BeneathResolver.works(kernel) ? new BeneathResolver(kernel, walk) : walk,
                denials);
    }

    /** Makes one that does not use {@code openat2}, as on kernels before 5.6. */
    static Sandbox walking(Consumer<Denial> denials) {
        Kernel kernel = newKernel();
        return new Sandbox(kernel, new WalkResolver(kernel), denials);
    }

    private static Kernel newKernel() {
        return new Kernel(Machine.here().orElseThrow(() -> new ArcellaException(WasiError.NO_SANDBOX,
                "folders cannot be opened to guests on " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch"),
                "run the module without folders, or on Linux on x86-64 or aarch64")));
    }

    /**
     * Opens a folder of the host's.
     *
     * @throws ArcellaException with {@code BAD_PREOPEN} if that cannot be done
     */
    public Directory preopen(Preopen preopen) {
        byte[] path = preopen.host().toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8);
        try {
            int fd = (int) Kernel.checked(kernel.open(Kernel.AT_FDCWD, path,
                    kernel.machine().directory() | Kernel.O_CLOEXEC, 0));
            boolean kept = false;
            try {
                Directory folder = new Directory(this, fd, new Fence(preopen, denials), preopen.guest());
                if (!opens(fd, kernel.stat(fd))) {
                    throw FsError.REFUSED_KIND.failure();
                }
                kept = true;
                return folder;
            } finally {
                if (!kept) {
                    kernel.release(fd);
                }
            }
        } catch (FsException e) {
            String why = switch (e.error()) {
                case NO_ENTRY -> "it does not exist";
                case NOT_DIRECTORY -> "it is not a folder";
                case ACCESS, NOT_PERMITTED -> "this process may not read it";
                case REFUSED_KIND -> "it belongs to the kernel's process file system";
                default -> e.error().toString();
            };
            throw new ArcellaException(WasiError.BAD_PREOPEN,
                    "folder " + preopen.host() + " cannot be opened to the guest: " + why,
                    "name a folder that exists and that this user may read", e);
        }
    }

    Kernel kernel() {
        return kernel;
    }

    Resolver resolver() {
        return resolver;
    }

    /** Whether a guest may open that; see the class comment. */
    boolean opens(int fd, FileStat stat) throws FsException {
        return (stat.kind() == FileKind.REGULAR_FILE || stat.kind() == FileKind.DIRECTORY) && harmless(fd, stat);
    }

    /** Whether it is not of the kernel's process file system. */
    boolean harmless(int fd, FileStat stat) throws FsException {
        if (!harmlessDevices.contains(stat.device())) {
            if (kernel.ofProcesses(fd)) {
                return false;
            }
            harmlessDevices.add(stat.device());
        }
        return true;
    }

    @Override
    public void close() {
        kernel.close();
    }
}
