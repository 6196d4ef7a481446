package arcella.worker.seal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Has threads of this process leave one of its processors to all others, which Linux can and Java cannot. One for a process:
 * several would undo each other's work. Thread-safe.
 */
public final class ProcessorShare {

    private static final Path THREADS = Path.of("/proc/self/task");

    /** As many processors as Linux can be built for. */
    private static final int MASK_BYTES = 8192 / 8;

    private static final int NO_SUCH_THREAD = -3;

    /** Not the same processors in each process, where a machine has many and gives each process the time of few. */
    private final int offset = ThreadLocalRandom.current().nextInt(1 << 20);

    // Guarded by this.
    /** What threads that share were given, and whatever they made has too, for a thread begins with its maker's. */
    private final Set<BitSet> given = new HashSet<>();
    private boolean complained;

    /**
     * If there are as many of these threads as the process has processors, and more than one of those, they share all but one,
     * and so do those in which the JVM optimizes what they run. All others that shared, and whatever they started meanwhile,
     * are let go anywhere again.
     *
     * @param threads their numbers to the kernel; one that has ended is passed over
     * @return whether any share now, or could not be let go
     */
    public synchronized boolean share(Set<Long> threads) {
        Optional<SystemCalls> calls = SystemCalls.ofThisMachine();
        if (calls.isEmpty() || threads.isEmpty() && given.isEmpty()) {
            return false;
        }
        try (Kernel kernel = new Kernel()) {
            Masks masks = new Masks(kernel, calls.get(), kernel.memory(MASK_BYTES));
            // The first thread of a Java process waits for its end, and nobody moves it.
            BitSet all = masks.read(ProcessHandle.current().pid());
            int processors = Math.min(Runtime.getRuntime().availableProcessors(), all.cardinality());
            boolean allFree = threads.size() < processors || processors < 2;
            if (allFree) {
                arrange(masks, all, Set.of(), all);
                // Those that one of them made while it was let go.
                arrange(masks, all, Set.of(), all);
                given.clear();
            } else {
                BitSet fewer = some(all, processors - 1);
                given.add(fewer);
                Set<Long> sharing = OptimizerThreads.numbers();
                sharing.addAll(threads);
                arrange(masks, all, sharing, fewer);
            }
        } catch (IOException | DirectoryIteratorException e) {
            complain(e.getMessage());
        }
        return !given.isEmpty();
    }

    private void arrange(Masks masks, BitSet all, Set<Long> sharing, BitSet fewer) throws IOException {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            for (Path path : threads) {
                long thread = Long.parseLong(path.getFileName().toString());
                BitSet present = masks.read(thread);
                BitSet wanted = sharing.contains(thread) ? fewer : isGiven(present, all) ? all : present;
                if (present.equals(wanted)) {
                    continue;
                }
                long result = masks.write(thread, wanted);
                if (result < 0 && result != NO_SUCH_THREAD) {
                    complain("error " + -result);
                }
            }
        }
    }

    /** The kernel leaves out processors that have gone since. */
    private boolean isGiven(BitSet present, BitSet all) {
        for (BitSet mask : given) {
            BitSet left = (BitSet) mask.clone();
            left.and(all);
            if (present.equals(mask) || present.equals(left)) {
                return true;
            }
        }
        return false;
    }

    private BitSet some(BitSet all, int count) {
        int[] numbers = all.stream().toArray();
        BitSet some = new BitSet();
        for (int i = 0; i < count; i++) {
            some.set(numbers[(offset + i) % numbers.length]);
        }
        return some;
    }

    private void complain(String what) {
        if (!complained) {
            complained = true;
            System.getLogger(ProcessorShare.class.getName()).log(System.Logger.Level.WARNING, "threads cannot be moved to other "
                    + "processors, so that endless loops in this process may slow down all else: " + what);
        }
    }

    /** The sets of processors as the kernel writes them; an empty one of a thread that has ended. */
    private record Masks(Kernel kernel, SystemCalls calls, MemorySegment memory) {

        BitSet read(long thread) {
            memory.fill((byte) 0);
            long bytes = kernel.call(calls.schedGetaffinity(), thread, MASK_BYTES, memory.address());
            return bytes <= 0 ? new BitSet()
                    : BitSet.valueOf(memory.asSlice(0, bytes).toArray(ValueLayout.JAVA_LONG));
        }

        long write(long thread, BitSet processors) {
            memory.fill((byte) 0);
            long[] words = processors.toLongArray();
            MemorySegment.copy(words, 0, memory, ValueLayout.JAVA_LONG, 0, words.length);
            return kernel.call(calls.schedSetaffinity(), thread, MASK_BYTES, memory.address());
        }
    }
}
