package arcella.wasi.fs;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * System calls, made through the C library's {@code syscall}: the same structures on every machine and with every C
 * library, and calls that are younger than the library.
 *
 * <p>Owns the native memory that arguments pass through. One thread at a time.
 */
final class Kernel implements AutoCloseable {

    static final int AT_FDCWD = -100;
    static final int AT_SYMLINK_NOFOLLOW = 0x100;
    static final int AT_REMOVEDIR = 0x200;
    static final int AT_EMPTY_PATH = 0x1000;

    static final int O_WRONLY = 1;
    static final int O_RDWR = 2;
    static final int O_CREAT = 0x40;
    static final int O_EXCL = 0x80;
    static final int O_NOCTTY = 0x100;
    static final int O_TRUNC = 0x200;
    static final int O_NONBLOCK = 0x800;
    static final int O_CLOEXEC = 0x80000;
    static final int O_PATH = 0x200000;

    private static final int EINTR = 4;
    private static final int STATX_BASIC_STATS = 0x7ff;
    private static final long PROC_SUPER_MAGIC = 0x9fa0;
    private static final int SMALL_BYTES = 8 << 10;
    private static final int LARGE_BYTES = 256 << 10;
    private static final int BLOCK_BYTES = 512;

    private static final MethodHandle SYSCALL;
    private static final VarHandle ERRNO;
    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();

    static {
        SYSCALL = bind();
        ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    }

    private final Machine machine;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment state = arena.allocate(STATE);
    private final MemorySegment path = arena.allocate(GuestPath.MAX_BYTES + 8);
    private final MemorySegment otherPath = arena.allocate(GuestPath.MAX_BYTES + 8);
    private final MemorySegment block = arena.allocate(BLOCK_BYTES, 8);
    private final MemorySegment small = arena.allocate(SMALL_BYTES, 8);
    private MemorySegment large = MemorySegment.NULL;

    Kernel(Machine machine) {
        this.machine = machine;
    }

    @SuppressWarnings("restricted")
    private static MethodHandle bind() {
        Linker linker = Linker.nativeLinker();
        MemoryLayout l = ValueLayout.JAVA_LONG;
        return linker.downcallHandle(linker.defaultLookup().findOrThrow("syscall"),
                FunctionDescriptor.of(ValueLayout.JAVA_LONG, l, l, l, l, l, l, l),
                Linker.Option.captureCallState("errno"), Linker.Option.firstVariadicArg(1));
    }

    Machine machine() {
        return machine;
    }

    /** Makes a call; answers its result, or the error's number negated. Starts again where a signal broke it off. */
    long attempt(Call call, long a, long b, long c, long d, long e, long f) {
        while (true) {
            long result;
            try {
                result = (long) SYSCALL.invokeExact(state, (long) call.number(machine), a, b, c, d, e, f);
            } catch (Throwable t) {
                throw new IllegalStateException("a system call cannot throw", t);
            }
            if (result != -1) {
                return result;
            }
            int errno = (int) ERRNO.get(state, 0L);
            if (errno != EINTR) {
                return -errno;
            }
        }
    }

    private long call(Call call, long a, long b, long c, long d, long e, long f) throws FsException {
        return checked(attempt(call, a, b, c, d, e, f));
    }

    static long checked(long result) throws FsException {
        if (result < 0) {
            throw FsError.of((int) -result).failure();
        }
        return result;
    }

    private static long put(MemorySegment target, byte[] name) throws FsException {
        if (name.length >= GuestPath.MAX_BYTES) {
            throw FsError.NAME_TOO_LONG.failure();
        }
        MemorySegment.copy(name, 0, target, ValueLayout.JAVA_BYTE, 0, name.length);
        target.set(ValueLayout.JAVA_BYTE, name.length, (byte) 0);
        return target.address();
    }

    /** {@code openat2}; answers the descriptor or the error's number negated. */
    int openBeneath(int folder, byte[] name, int flags, int mode, int resolve) throws FsException {
        block.set(ValueLayout.JAVA_LONG, 0, Integer.toUnsignedLong(flags));
        block.set(ValueLayout.JAVA_LONG, 8, mode);
        block.set(ValueLayout.JAVA_LONG, 16, resolve);
        return (int) attempt(Call.OPENAT2, folder, put(path, name), block.address(), 24, 0, 0);
    }

    /** {@code openat}; answers the descriptor or the error's number negated. */
    int open(int folder, byte[] name, int flags, int mode) throws FsException {
        return (int) attempt(Call.OPENAT, folder, put(path, name), flags, mode, 0, 0);
    }

    void close(int fd) throws FsException {
        call(Call.CLOSE, fd, 0, 0, 0, 0, 0);
    }

    /** Closes a descriptor that was only looked through: there is nothing to lose. */
    void release(int fd) {
        attempt(Call.CLOSE, fd, 0, 0, 0, 0, 0);
    }

    /** What is known of an open descriptor. */
    FileStat stat(int fd) throws FsException {
        return stat(fd, new byte[0], AT_EMPTY_PATH);
    }

    /** What is known of a name in a folder; a symbolic link itself. */
    FileStat stat(int folder, byte[] name) throws FsException {
        return stat(folder, name, AT_SYMLINK_NOFOLLOW);
    }

    private FileStat stat(int fd, byte[] name, int flags) throws FsException {
        call(Call.STATX, fd, put(path, name), flags, STATX_BASIC_STATS, block.address(), 0);
        return new FileStat(
                (long) block.get(ValueLayout.JAVA_INT, 136) << 32
                        | Integer.toUnsignedLong(block.get(ValueLayout.JAVA_INT, 140)),
                block.get(ValueLayout.JAVA_LONG, 32),
                FileKind.ofMode(Short.toUnsignedInt(block.get(ValueLayout.JAVA_SHORT, 28))),
                Integer.toUnsignedLong(block.get(ValueLayout.JAVA_INT, 16)),
                block.get(ValueLayout.JAVA_LONG, 40),
                time(64), time(112), time(96));
    }

    private FileStat.FileTime time(int offset) {
        return new FileStat.FileTime(block.get(ValueLayout.JAVA_LONG, offset),
                block.get(ValueLayout.JAVA_INT, offset + 8));
    }

    /** Just the size of an open file. */
    long size(int fd) throws FsException {
        call(Call.STATX, fd, put(path, new byte[0]), AT_EMPTY_PATH, STATX_BASIC_STATS, block.address(), 0);
        return block.get(ValueLayout.JAVA_LONG, 40);
    }

    /** Whether the file is one of the kernel's process folders, through which one reaches processes' memory. */
    boolean ofProcesses(int fd) throws FsException {
        call(Call.FSTATFS, fd, block.address(), 0, 0, 0, 0);
        return block.get(ValueLayout.JAVA_LONG, 0) == PROC_SUPER_MAGIC;
    }

    void makeDirectory(int folder, byte[] name, int mode) throws FsException {
        call(Call.MKDIRAT, folder, put(path, name), mode, 0, 0, 0);
    }

    void unlink(int folder, byte[] name, int flags) throws FsException {
        call(Call.UNLINKAT, folder, put(path, name), flags, 0, 0, 0);
    }

    void rename(int from, byte[] name, int to, byte[] newName) throws FsException {
        call(Call.RENAMEAT2, from, put(path, name), to, put(otherPath, newName), 0, 0);
    }

    /** Gives a file another name; of a symbolic link, the link itself. */
    void link(int from, byte[] name, int to, byte[] newName) throws FsException {
        call(Call.LINKAT, from, put(path, name), to, put(otherPath, newName), 0, 0);
    }

    void symlink(byte[] target, int folder, byte[] name) throws FsException {
        call(Call.SYMLINKAT, put(path, target), folder, put(otherPath, name), 0, 0, 0);
    }

    /** A symbolic link's content; an empty name reads the link that {@code folder} itself is. */
    byte[] readLink(int folder, byte[] name) throws FsException {
        int length = (int) call(Call.READLINKAT, folder, put(path, name), small.address(), SMALL_BYTES, 0, 0);
        return small.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }

    /** Sets times of an open descriptor, or with {@code flags} of one that was opened as a path only. */
    long setTimes(int fd, byte[] name, TimeChange accessed, TimeChange modified, int flags) throws FsException {
        putTime(0, accessed);
        putTime(16, modified);
        long at = name.length == 0 && flags == 0 ? 0 : put(path, name);
        return attempt(Call.UTIMENSAT, fd, at, block.address(), flags, 0, 0);
    }

    private void putTime(int offset, TimeChange change) {
        long seconds = 0;
        long nanos = switch (change) {
            case TimeChange.Now() -> 0x3fffffff;
            case TimeChange.Keep() -> 0x3ffffffe;
            case TimeChange.At(FileStat.FileTime time) -> {
                seconds = time.seconds();
                yield time.nanos();
            }
        };
        block.set(ValueLayout.JAVA_LONG, offset, seconds);
        block.set(ValueLayout.JAVA_LONG, offset + 8, nanos);
    }

    void sync(int fd, boolean dataOnly) throws FsException {
        call(dataOnly ? Call.FDATASYNC : Call.FSYNC, fd, 0, 0, 0, 0, 0);
    }

    void setSize(int fd, long size) throws FsException {
        call(Call.FTRUNCATE, fd, size, 0, 0, 0, 0);
    }

    void allocate(int fd, long offset, long length) throws FsException {
        call(Call.FALLOCATE, fd, 0, offset, length, 0, 0);
    }

    void advise(int fd, long offset, long length, int advice) throws FsException {
        call(Call.FADVISE64, fd, offset, length, advice, 0, 0);
    }

    void seek(int fd, long position) throws FsException {
        call(Call.LSEEK, fd, position, 0, 0, 0, 0);
    }

    /** Memory for {@code wanted} bytes of content, or as many as pass at a time. */
    MemorySegment buffer(int wanted) {
        if (wanted <= SMALL_BYTES) {
            return small;
        }
        if (large.byteSize() == 0) {
            large = arena.allocate(LARGE_BYTES, 64);
        }
        return large;
    }

    /** Folder entries from the descriptor's position on, into {@code target}; answers how many bytes. */
    int entries(int fd, MemorySegment target) throws FsException {
        return (int) call(Call.GETDENTS64, fd, target.address(), target.byteSize(), 0, 0, 0);
    }

    long read(int fd, MemorySegment target, int length, long position) {
        return attempt(Call.PREAD64, fd, target.address(), length, position, 0, 0);
    }

    long write(int fd, MemorySegment source, int length, long position) {
        return attempt(Call.PWRITE64, fd, source.address(), length, position, 0, 0);
    }

    /** Writes at the file's end, wherever that is at that moment. */
    long append(int fd, MemorySegment source, int length) {
        block.set(ValueLayout.JAVA_LONG, 0, source.address());
        block.set(ValueLayout.JAVA_LONG, 8, length);
        int append = 0x10;
        return attempt(Call.PWRITEV2, fd, block.address(), 1, 0, 0, append);
    }

    @Override
    public void close() {
        arena.close();
    }
}
