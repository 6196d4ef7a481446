package arcella.wasi.fs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Holds paths inside without the kernel's help: opens one component at a time with {@code O_NOFOLLOW}, reads symbolic
 * links itself, and goes back along {@code ..} through the descriptors of the folders it came through. No check is
 * followed by a use under the same name, so that nobody can change what was checked.
 */
final class WalkResolver implements Resolver {

    private static final int ENOTDIR = 20;
    private static final int ELOOP = 40;
    private static final int MAX_LINKS = 40;

    private final Kernel kernel;

    WalkResolver(Kernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public int open(int folder, byte[] path, int flags, int mode) throws FsException {
        return new Walk(folder, flags, mode).open(path);
    }

    private final class Walk {

        private final int flags;
        private final int mode;
        private final boolean follow;
        /** The folders gone through; the first is the caller's. */
        private final List<Integer> folders = new ArrayList<>();
        private final Deque<byte[]> left = new ArrayDeque<>();
        private boolean mustBeFolder;
        private int links;

        Walk(int folder, int flags, int mode) {
            this.flags = flags | Kernel.O_CLOEXEC;
            this.mode = mode;
            this.follow = (flags & kernel.machine().noFollow()) == 0;
            folders.add(folder);
        }

        int open(byte[] path) throws FsException {
            if (path.length == 0) {
                throw FsError.NO_ENTRY.failure();
            }
            try {
                enqueue(path);
                while (true) {
                    byte[] next = left.poll();
                    if (next == null) {
                        return (int) Kernel.checked(kernel.open(folders.getLast(), new byte[] {'.'}, flags, mode));
                    }
                    if (is(next, ".")) {
                        continue;
                    }
                    if (is(next, "..")) {
                        back();
                        continue;
                    }
                    if (left.isEmpty()) {
                        int fd = last(next);
                        if (fd >= 0) {
                            return fd;
                        }
                    } else {
                        into(next);
                    }
                }
            } finally {
                while (folders.size() > 1) {
                    kernel.release(folders.removeLast());
                }
            }
        }

        /** Puts a path's components before what is left. */
        private void enqueue(byte[] path) throws FsException {
            if (path[0] == '/') {
                throw FsError.ESCAPE.failure();
            }
            if (left.isEmpty() && path[path.length - 1] == '/') {
                mustBeFolder = true;
            }
            int end = path.length;
            for (int i = path.length - 1; i >= -1; i--) {
                if (i < 0 || path[i] == '/') {
                    if (end > i + 1) {
                        left.push(Arrays.copyOfRange(path, i + 1, end));
                    }
                    end = i;
                }
            }
        }

        private boolean is(byte[] name, String text) {
            return Arrays.equals(name, text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }

        private void back() throws FsException {
            if (folders.size() == 1) {
                throw FsError.ESCAPE.failure();
            }
            kernel.release(folders.removeLast());
        }

        private void into(byte[] name) throws FsException {
            int fd = (int) Kernel.checked(kernel.open(folders.getLast(), name,
                    Kernel.O_PATH | Kernel.O_CLOEXEC | kernel.machine().noFollow(), 0));
            boolean kept = false;
            try {
                FileKind kind = kernel.stat(fd).kind();
                if (kind == FileKind.SYMBOLIC_LINK) {
                    expand(kernel.readLink(fd, new byte[0]));
                } else if (kind == FileKind.DIRECTORY) {
                    folders.add(fd);
                    kept = true;
                } else {
                    throw FsError.NOT_DIRECTORY.failure();
                }
            } finally {
                if (!kept) {
                    kernel.release(fd);
                }
            }
        }

        /** Opens the last component; answers -1 if it was a symbolic link that is followed now. */
        private int last(byte[] name) throws FsException {
            Machine machine = kernel.machine();
            int wanted = flags | machine.noFollow();
            if (mustBeFolder) {
                if ((flags & Kernel.O_CREAT) != 0) {
                    throw FsError.IS_DIRECTORY.failure();
                }
                wanted |= machine.directory();
            }
            boolean follows = follow || mustBeFolder;
            int fd = kernel.open(folders.getLast(), name, wanted, mode);
            if (fd >= 0) {
                // As a path only, a link itself can be opened.
                return follows && (flags & Kernel.O_PATH) != 0 ? through(fd) : fd;
            }
            if (follows && (fd == -ELOOP || fd == -ENOTDIR)) {
                if (expandIfLink(name)) {
                    return -1;
                }
            }
            throw FsError.of(-fd).failure();
        }

        /** Answers the descriptor itself; if it is a symbolic link, closes it, follows it, and answers -1. */
        private int through(int fd) throws FsException {
            boolean kept = false;
            try {
                if (kernel.stat(fd).kind() == FileKind.SYMBOLIC_LINK) {
                    expand(kernel.readLink(fd, new byte[0]));
                    return -1;
                }
                kept = true;
                return fd;
            } finally {
                if (!kept) {
                    kernel.release(fd);
                }
            }
        }

        private boolean expandIfLink(byte[] name) throws FsException {
            byte[] target;
            try {
                target = kernel.readLink(folders.getLast(), name);
            } catch (FsException e) {
                if (e.error() == FsError.INVALID) {
                    return false;
                }
                throw e;
            }
            expand(target);
            return true;
        }

        private void expand(byte[] target) throws FsException {
            links++;
            if (links > MAX_LINKS) {
                throw FsError.LOOP.failure();
            }
            if (target.length == 0) {
                throw FsError.NO_ENTRY.failure();
            }
            enqueue(target);
        }
    }
}
