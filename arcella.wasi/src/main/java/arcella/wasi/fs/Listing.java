package arcella.wasi.fs;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import arcella.wasi.fs.Directory.EntryVisitor;

/**
 * Reads a folder's entries with {@code getdents64}. A cookie is 0 before {@code .}, 1 before {@code ..}, and from 2 on
 * the kernel's own position plus 2; the kernel's own {@code .} and {@code ..} are passed over wherever they come.
 */
final class Listing {

    private static final int BUFFER_BYTES = 8 << 10;
    private static final int OWN_ENTRIES = 2;
    private static final int NAME_OFFSET = 19;

    private final Kernel kernel;
    private final int fd;

    Listing(Kernel kernel, int fd) {
        this.kernel = kernel;
        this.fd = fd;
    }

    void from(long cookie, EntryVisitor visitor) throws FsException {
        long next = cookie;
        if (next == 0 || next == 1) {
            long inode = kernel.stat(fd).inode();
            if (next == 0) {
                next = 1;
                if (!visitor.entry(next, inode, FileKind.DIRECTORY, new byte[] {'.'})) {
                    return;
                }
            }
            next = OWN_ENTRIES;
            if (!visitor.entry(next, inode, FileKind.DIRECTORY, new byte[] {'.', '.'})) {
                return;
            }
        }
        long position = next - OWN_ENTRIES;
        if (position < 0) {
            throw FsError.INVALID.failure();
        }
        kernel.seek(fd, position);
        MemorySegment buffer = kernel.buffer(BUFFER_BYTES);
        while (true) {
            int length = kernel.entries(fd, buffer);
            if (length == 0) {
                return;
            }
            // Copied: looking up a kind uses the kernel's buffers.
            byte[] entries = buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
            if (!all(MemorySegment.ofArray(entries), visitor)) {
                return;
            }
        }
    }

    private boolean all(MemorySegment entries, EntryVisitor visitor) throws FsException {
        for (long at = 0; at < entries.byteSize();) {
            int length = Short.toUnsignedInt(entries.get(ValueLayout.JAVA_SHORT_UNALIGNED, at + 16));
            byte[] name = name(entries, at + NAME_OFFSET, at + length);
            boolean own = name.length == 1 && name[0] == '.' || name.length == 2 && name[0] == '.' && name[1] == '.';
            if (!own && GuestPath.isUtf8(name)) {
                long inode = entries.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
                long next = entries.get(ValueLayout.JAVA_LONG_UNALIGNED, at + 8) + OWN_ENTRIES;
                if (!visitor.entry(next, inode, kind(entries, at, name), name)) {
                    return false;
                }
            }
            at += length;
        }
        return true;
    }

    private static byte[] name(MemorySegment entries, long start, long end) {
        long stop = start;
        while (stop < end && entries.get(ValueLayout.JAVA_BYTE, stop) != 0) {
            stop++;
        }
        return entries.asSlice(start, stop - start).toArray(ValueLayout.JAVA_BYTE);
    }

    private FileKind kind(MemorySegment entries, long at, byte[] name) throws FsException {
        FileKind kind = FileKind.ofEntry(entries.get(ValueLayout.JAVA_BYTE, at + 18));
        if (kind != FileKind.UNKNOWN) {
            return kind;
        }
        // Some file systems do not tell in the entry.
        try {
            return kernel.stat(fd, name).kind();
        } catch (FsException e) {
            if (e.error() == FsError.NO_ENTRY) {
                return FileKind.UNKNOWN;
            }
            throw e;
        }
    }
}
