package arcella.wasi.fs;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * An open file. It keeps no position: every read and write says where. Bytes pass through native memory of the
 * sandbox's in portions; a thread that is interrupted stops between two of them and answers what was done.
 */
public final class OpenFile implements Node {

    private static final byte[] ITSELF = {};

    private final Kernel kernel;
    private final Fence fence;
    private final String name;
    private int descriptor;

    /** @param name as the guest knows it */
    OpenFile(Sandbox sandbox, int descriptor, Fence fence, String name) {
        this.kernel = sandbox.kernel();
        this.descriptor = descriptor;
        this.fence = fence;
        this.name = name;
    }

    private int fd() throws FsException {
        if (descriptor < 0) {
            throw FsError.CLOSED.failure();
        }
        return descriptor;
    }

    private void needWrite() throws FsException {
        fence.needWrite(name);
    }

    /**
     * Reads from {@code position} on.
     *
     * @return how many bytes; fewer than wanted at the file's end only, or after an interruption
     */
    public int read(Spans into, long position) throws FsException {
        int fd = fd();
        int wanted = into.total();
        MemorySegment buffer = kernel.buffer(wanted);
        int portion = (int) buffer.byteSize();
        byte[] bytes = into.bytes();
        int done = 0;
        int span = 0;
        int within = 0;
        while (done < wanted) {
            long count = kernel.read(fd, buffer, Math.min(portion, wanted - done), position + done);
            if (count < 0) {
                return partial(done, count);
            }
            // Scatter what came.
            for (int from = 0; from < count;) {
                int step = (int) Math.min(count - from, into.length(span) - within);
                MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, from, bytes, into.address(span) + within, step);
                from += step;
                within += step;
                if (within == into.length(span)) {
                    span++;
                    within = 0;
                }
            }
            done += (int) count;
            if (count == 0 || Thread.currentThread().isInterrupted()) {
                break;
            }
        }
        return done;
    }

    /** Writes at {@code position}. Answers how many bytes: fewer than given only after an error or interruption. */
    public int write(Spans from, long position) throws FsException {
        return write(from, position, false);
    }

    /** Writes at the file's end, wherever that is then; each portion is written in one piece. */
    public int append(Spans from) throws FsException {
        return write(from, 0, true);
    }

    private int write(Spans from, long position, boolean append) throws FsException {
        needWrite();
        int fd = fd();
        int given = from.total();
        MemorySegment buffer = kernel.buffer(given);
        int portion = (int) buffer.byteSize();
        byte[] bytes = from.bytes();
        int done = 0;
        int span = 0;
        int within = 0;
        while (done < given) {
            // Gather one portion.
            int gathered = 0;
            while (gathered < portion && done + gathered < given) {
                int step = Math.min(portion - gathered, from.length(span) - within);
                MemorySegment.copy(bytes, from.address(span) + within, buffer, ValueLayout.JAVA_BYTE, gathered, step);
                gathered += step;
                within += step;
                if (within == from.length(span)) {
                    span++;
                    within = 0;
                }
            }
            long count = append ? kernel.append(fd, buffer, gathered)
                    : kernel.write(fd, buffer, gathered, position + done);
            if (count < 0) {
                return partial(done, count);
            }
            done += (int) count;
            if (count < gathered || Thread.currentThread().isInterrupted()) {
                break;
            }
        }
        return done;
    }

    /** What was done counts; the error will come again. */
    private static int partial(int done, long error) throws FsException {
        if (done > 0) {
            return done;
        }
        return (int) Kernel.checked(error);
    }

    /** The size in bytes. */
    public long size() throws FsException {
        return kernel.size(fd());
    }

    /** Cuts or lengthens the file; new bytes are zero. */
    public void setSize(long size) throws FsException {
        needWrite();
        kernel.setSize(fd(), size);
    }

    /** Makes sure that there is room on the disk for a range, lengthening the file to its end. */
    public void allocate(long offset, long length) throws FsException {
        needWrite();
        kernel.allocate(fd(), offset, length);
    }

    /** Tells the kernel how a range will be used: its {@code POSIX_FADV_…} numbers. */
    public void advise(long offset, long length, int advice) throws FsException {
        kernel.advise(fd(), offset, length, advice);
    }

    @Override
    public FileStat stat() throws FsException {
        return kernel.stat(fd());
    }

    @Override
    public void setTimes(TimeChange accessed, TimeChange modified) throws FsException {
        needWrite();
        Kernel.checked(kernel.setTimes(fd(), ITSELF, accessed, modified, 0));
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
}
