package arcella.wasi.fs;

import arcella.wasi.Preopen.Access;

/** An open folder: where paths start. Belongs to its {@link Sandbox}, whose rules it keeps. */
public final class Directory implements Node {

    private static final int EINVAL = 22;
    private static final int ENOENT = 2;
    private static final int NEW_FILE_MODE = 0666;
    private static final int NEW_FOLDER_MODE = 0777;
    private static final byte[] ITSELF = {};

    private final Sandbox sandbox;
    private final Kernel kernel;
    private final Fence fence;
    private final String name;
    private int descriptor;

    /** @param name as the guest knows it */
    Directory(Sandbox sandbox, int descriptor, Fence fence, String name) {
        this.sandbox = sandbox;
        this.kernel = sandbox.kernel();
        this.descriptor = descriptor;
        this.fence = fence;
        this.name = name;
    }

    /** What may be done below it. */
    public Access access() {
        return fence.access();
    }

    int fd() throws FsException {
        if (descriptor < 0) {
            throw FsError.CLOSED.failure();
        }
        return descriptor;
    }

    /** What a path is called when its guest's operator is told. */
    private String named(GuestPath path) {
        return path.absolute() ? path.toString() : name.endsWith("/") ? name + path : name + "/" + path;
    }

    /**
     * Refuses what would change a path, if this folder is for reading only.
     *
     * @throws FsException {@link FsError#READ_ONLY} then
     */
    public void needWrite(GuestPath path) throws FsException {
        if (fence.access() == Access.READ_ONLY) {
            fence.needWrite(named(path));
        }
    }

    private FsException refused(FsError error, GuestPath path) {
        fence.failed(error, named(path));
        return error.failure();
    }

    /** Opens a path, or what leads to its last component. */
    private int resolve(GuestPath path, byte[] part, int flags, int mode) throws FsException {
        try {
            return sandbox.resolver().open(fd(), part, flags, mode);
        } catch (FsException e) {
            throw e.error() == FsError.ESCAPE ? refused(FsError.ESCAPE, path) : e;
        }
    }

    /** Refuses the kernel's process file system. */
    private void checkDevice(GuestPath path, int fd, FileStat stat) throws FsException {
        if (!sandbox.harmless(fd, stat)) {
            throw refused(FsError.REFUSED_KIND, path);
        }
    }

    /** Opens a path. The answer has this folder's access. */
    public Node open(GuestPath path, OpenRequest request) throws FsException {
        Machine machine = kernel.machine();
        int flags = Kernel.O_NONBLOCK | Kernel.O_NOCTTY;
        boolean create = request.create();
        if (fence.access() == Access.READ_ONLY) {
            if (request.write() || request.truncate()) {
                needWrite(path);
            }
            // What exists may be opened; only the making is refused.
            create = false;
        }
        if (request.write()) {
            flags |= request.read() ? Kernel.O_RDWR : Kernel.O_WRONLY;
        }
        flags |= create ? Kernel.O_CREAT : 0;
        flags |= request.exclusive() && create ? Kernel.O_EXCL : 0;
        flags |= request.truncate() ? Kernel.O_TRUNC : 0;
        flags |= request.directory() ? machine.directory() : 0;
        flags |= request.follow() ? 0 : machine.noFollow();
        int fd;
        try {
            fd = resolve(path, path.bytes(), flags, create ? NEW_FILE_MODE : 0);
        } catch (FsException e) {
            if (request.create() && !create && e.error() == FsError.NO_ENTRY) {
                needWrite(path);
            }
            // Opening a socket, or a FIFO that nobody reads.
            throw e.error() == FsError.NO_SUCH_DEVICE ? refused(FsError.REFUSED_KIND, path) : e;
        }
        boolean kept = false;
        try {
            FileStat stat = kernel.stat(fd);
            if (!sandbox.opens(fd, stat)) {
                throw refused(FsError.REFUSED_KIND, path);
            }
            if (request.create() && request.exclusive() && !create) {
                throw FsError.EXIST.failure();
            }
            kept = true;
            return stat.kind() == FileKind.DIRECTORY
                    ? new Directory(sandbox, fd, fence, named(path)) : new OpenFile(sandbox, fd, fence, named(path));
        } finally {
            if (!kept) {
                kernel.release(fd);
            }
        }
    }

    /** Opens a path for nothing but looking at what it is; the caller releases the descriptor. */
    private int look(GuestPath path, boolean follow) throws FsException {
        int flags = Kernel.O_PATH;
        flags |= follow || path.endsInSlash() ? 0 : kernel.machine().noFollow();
        flags |= path.endsInSlash() ? kernel.machine().directory() : 0;
        return resolve(path, path.bytes(), flags, 0);
    }

    @Override
    public FileStat stat() throws FsException {
        return kernel.stat(fd());
    }

    /** What is known of a path; with {@code follow} of what a symbolic link at its end leads to. */
    public FileStat stat(GuestPath path, boolean follow) throws FsException {
        int fd = look(path, follow);
        try {
            FileStat stat = kernel.stat(fd);
            checkDevice(path, fd, stat);
            return stat;
        } finally {
            kernel.release(fd);
        }
    }

    @Override
    public void setTimes(TimeChange accessed, TimeChange modified) throws FsException {
        fence.needWrite(name);
        Kernel.checked(kernel.setTimes(fd(), ITSELF, accessed, modified, 0));
    }

    /** Sets the times of a path; with {@code follow} of what a symbolic link at its end leads to. */
    public void setTimes(GuestPath path, boolean follow, TimeChange accessed, TimeChange modified)
            throws FsException {
        needWrite(path);
        int fd = look(path, follow);
        try {
            checkDevice(path, fd, kernel.stat(fd));
            long result = kernel.setTimes(fd, ITSELF, accessed, modified, Kernel.AT_EMPTY_PATH);
            if (result == -EINVAL || result == -ENOENT) {
                // Before Linux 5.8 a descriptor opened as a path is only reachable by name.
                byte[] name = ("/proc/self/fd/" + fd).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
                result = kernel.setTimes(Kernel.AT_FDCWD, name, accessed, modified, 0);
            }
            Kernel.checked(result);
        } finally {
            kernel.release(fd);
        }
    }

    /** Makes a folder. */
    public void makeDirectory(GuestPath path) throws FsException {
        needWrite(path);
        inParent(path, FsError.EXIST, (parent, name) -> kernel.makeDirectory(parent, name, NEW_FOLDER_MODE));
    }

    /** Removes an empty folder. */
    public void removeDirectory(GuestPath path) throws FsException {
        needWrite(path);
        inParent(path, FsError.INVALID, (parent, name) -> kernel.unlink(parent, name, Kernel.AT_REMOVEDIR));
    }

    /** Removes a file's or a symbolic link's name. */
    public void unlink(GuestPath path) throws FsException {
        needWrite(path);
        inParent(path, FsError.IS_DIRECTORY, (parent, name) -> {
            if (path.endsInSlash() && kernel.stat(parent, name).kind() != FileKind.DIRECTORY) {
                throw FsError.NOT_DIRECTORY.failure();
            }
            kernel.unlink(parent, name, 0);
        });
    }

    /** Renames; what {@code target} names in {@code to} is replaced, as the kernel does it. Both must be writable. */
    public void rename(GuestPath path, Directory to, GuestPath target) throws FsException {
        needWrite(path);
        to.needWrite(target);
        inParent(path, FsError.BUSY, (parent, name) -> to.inParent(target, FsError.BUSY, (toParent, toName) -> {
            if ((path.endsInSlash() || target.endsInSlash())
                    && kernel.stat(parent, name).kind() != FileKind.DIRECTORY) {
                throw FsError.NOT_DIRECTORY.failure();
            }
            kernel.rename(parent, name, toParent, toName);
        }));
    }

    /**
     * Gives a file a second name; of a symbolic link, the link itself. Both folders must be writable: a file of a
     * read-only one would be writable under its new name.
     */
    public void link(GuestPath path, Directory to, GuestPath target) throws FsException {
        needWrite(path);
        to.needWrite(target);
        inParent(path, FsError.NOT_PERMITTED, (parent, name) -> {
            if (path.endsInSlash() && kernel.stat(parent, name).kind() != FileKind.DIRECTORY) {
                throw FsError.NOT_DIRECTORY.failure();
            }
            to.inParent(target, FsError.EXIST, (toParent, toName) -> {
                to.refuseSlash(target, toParent, toName);
                kernel.link(parent, name, toParent, toName);
            });
        });
    }

    /** Makes a symbolic link. One that starts at the root is refused: it could never be followed. */
    public void symlink(GuestPath content, GuestPath path) throws FsException {
        needWrite(path);
        if (content.absolute()) {
            throw refused(FsError.ESCAPE, content);
        }
        inParent(path, FsError.EXIST, (parent, name) -> {
            refuseSlash(path, parent, name);
            kernel.symlink(content.bytes(), parent, name);
        });
    }

    /** A new name that is no folder's must not end in a slash. */
    private void refuseSlash(GuestPath path, int parent, byte[] name) throws FsException {
        if (path.endsInSlash()) {
            kernel.stat(parent, name);
            throw FsError.EXIST.failure();
        }
    }

    /**
     * A symbolic link's content.
     *
     * @throws FsException {@link FsError#ESCAPE} if it starts at the root, which would tell about the host;
     *     {@link FsError#NOT_UTF8} if a guest could not read it
     */
    public byte[] readLink(GuestPath path) throws FsException {
        int fd = look(path, false);
        try {
            FileStat stat = kernel.stat(fd);
            checkDevice(path, fd, stat);
            if (stat.kind() != FileKind.SYMBOLIC_LINK) {
                throw FsError.INVALID.failure();
            }
            byte[] content = kernel.readLink(fd, ITSELF);
            if (content.length > 0 && content[0] == '/') {
                throw refused(FsError.ESCAPE, path);
            }
            if (!GuestPath.isUtf8(content)) {
                throw FsError.NOT_UTF8.failure();
            }
            return content;
        } finally {
            kernel.release(fd);
        }
    }

    /**
     * Lists entries. {@code .} and {@code ..} come first; the latter with this folder's own inode, as what lies above
     * is nothing a guest should know. Names that are not UTF-8 are left out.
     *
     * @param cookie 0 for the beginning, or what an entry of an earlier listing gave
     */
    public void list(long cookie, EntryVisitor visitor) throws FsException {
        new Listing(kernel, fd()).from(cookie, visitor);
    }

    /** Takes entries of a listing. */
    @FunctionalInterface
    public interface EntryVisitor {

        /**
         * Takes one.
         *
         * @param next the cookie with which to go on after it
         * @param name in UTF-8
         * @return whether to go on
         */
        boolean entry(long next, long inode, FileKind kind, byte[] name);
    }

    @Override
    public void sync(boolean dataOnly) throws FsException {
        kernel.sync(fd(), dataOnly);
    }

    @Override
    public void close() throws FsException {
        int fd = fd();
        descriptor = -1;
        kernel.close(fd);
    }

    private interface InParent {
        void run(int parent, byte[] name) throws FsException;
    }

    /**
     * Opens the folder that a path's last component is in.
     *
     * @param dots the answer where the last component is no name, but {@code .} or {@code ..} or the root
     */
    private void inParent(GuestPath path, FsError dots, InParent action) throws FsException {
        GuestPath.Split split = path.split();
        if (split.dots()) {
            // Whatever the path does wrong comes first.
            kernel.release(resolve(path, path.bytes(), Kernel.O_PATH, 0));
            throw dots.failure();
        }
        if (split.parent().length == 0) {
            action.run(fd(), split.name());
            return;
        }
        int parent = resolve(path, split.parent(), Kernel.O_PATH | kernel.machine().directory(), 0);
        try {
            action.run(parent, split.name());
        } finally {
            kernel.release(parent);
        }
    }
}
