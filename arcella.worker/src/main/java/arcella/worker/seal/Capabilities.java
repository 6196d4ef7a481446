package arcella.worker.seal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Root's rights, of which a process that root started has all: those of the calling thread, and of every thread it makes
 * later (Linux, capabilities(7)). A thread can only lose them.
 */
final class Capabilities {

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

    private static final String NONE = "capabilities: none";
    private static final int VERSION = 0x20080522;
    private static final int WORDS = 6;
    private static final int PR_CAPBSET_DROP = 24;
    private static final long SETPCAP = 1L << 8;
    private static final int MOST = 64;
    private static final int EINVAL = 22;
    private static final int ENOENT = 2;
    private static final int ENOTDIR = 20;
    private static final int AT_FDCWD = -100;
    private static final int AT_EACCESS = 0x200;
    private static final int R_OK = 4;

    private final Kernel kernel;
    private final SystemCalls calls;
    private final MemorySegment header;
    private final MemorySegment sets;

    Capabilities(Kernel kernel, SystemCalls calls) {
        this.kernel = kernel;
        this.calls = calls;
        header = kernel.memory(8);
        header.set(INT, 0, VERSION);
        sets = kernel.memory(4L * WORDS);
    }

    /**
     * Whether they could be dropped: sets them to what they are.
     *
     * @throws IllegalStateException if not
     */
    String rehearse() {
        read();
        if (nothing()) {
            return NONE;
        }
        expect(kernel.call(calls.capset(), header.address(), sets.address(), 0));
        return "capabilities: dropped, but for what grants need";
    }

    /**
     * Drops them.
     *
     * @param rights those to keep
     * @param own paths that the process itself needs: if one of them is closed to root as a mere owner of files, reading all
     *     is kept as well, since no Java could go on
     * @return what is left
     * @throws IllegalStateException if that is refused
     */
    String drop(Set<RootRight> rights, Iterable<Path> own) {
        long permitted = read();
        if (nothing()) {
            return NONE;
        }
        if ((word(0, 3) & SETPCAP) != 0) {
            // For what would be started, and nothing can be.
            bound();
        }
        write(0, permitted);
        Set<RootRight> kept = EnumSet.noneOf(RootRight.class);
        rights.stream().filter(right -> (permitted & right.bit()) != 0).forEach(kept::add);
        if ((permitted & RootRight.READ_ALL.bit()) != 0 && !kept.contains(RootRight.WRITE_ALL) && !opens(own)) {
            kept.add(RootRight.READ_ALL);
        }
        long bits = kept.stream().mapToLong(RootRight::bit).sum();
        write(bits, bits);
        return kept.isEmpty() ? NONE : NONE + " but " + kept.stream().map(RootRight::linuxName).collect(Collectors.joining(", "));
    }

    private boolean opens(Iterable<Path> paths) {
        List<Path> closed = new ArrayList<>();
        for (Path path : paths) {
            long answer = kernel.call(SystemCalls.FACCESSAT2, AT_FDCWD, kernel.text(path.toString()).address(), R_OK, AT_EACCESS, 0);
            if (answer != 0 && answer != -ENOENT && answer != -ENOTDIR) {
                closed.add(path);
            }
        }
        return closed.isEmpty();
    }

    private void bound() {
        for (int number = 0; number < MOST; number++) {
            long dropped = kernel.call(calls.prctl(), PR_CAPBSET_DROP, number, 0);
            if (dropped == -EINVAL) {
                // This kernel has no more of them.
                return;
            }
            expect(dropped);
        }
    }

    /** The permitted ones. */
    private long read() {
        expect(kernel.call(calls.capget(), header.address(), sets.address(), 0));
        return word(1, 4);
    }

    /** Whether there are none that could be dropped, as with most users. */
    private boolean nothing() {
        return (word(0, 3) | word(1, 4) | word(2, 5)) == 0;
    }

    private long word(int low, int high) {
        return Integer.toUnsignedLong(sets.get(INT, 4L * low)) | Integer.toUnsignedLong(sets.get(INT, 4L * high)) << 32;
    }

    private void write(long effective, long permitted) {
        long[] each = {effective, permitted, 0};
        for (int i = 0; i < each.length; i++) {
            sets.set(INT, 4L * i, (int) each[i]);
            sets.set(INT, 4L * (i + each.length), (int) (each[i] >>> 32));
        }
        expect(kernel.call(calls.capset(), header.address(), sets.address(), 0));
    }

    private static void expect(long result) {
        if (result < 0) {
            throw new IllegalStateException("error " + -result);
        }
    }
}
