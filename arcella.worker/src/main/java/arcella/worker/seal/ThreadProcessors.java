package arcella.worker.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;
import java.util.Set;

/** The processors that single threads of this process may run on, which Linux knows and Java does not set. Thread-safe. */
public final class ThreadProcessors {

    private static final Path THREADS = Path.of("/proc/self/task");

    /** More processors than Linux can be built for. */
    private static final int MASK_BYTES = 8192 / 8;

    private ThreadProcessors() {
    }

    /**
     * Has threads of this process share one processor less than the process has. All that shared before and are none of
     * these are let go anywhere again, and so are threads that such a one started: a thread begins with its maker's.
     *
     * @param sharing their numbers to the kernel; one that has ended is passed over
     * @return false if this system does not do so, or there is only one processor
     */
    public static boolean leaveOne(Set<Long> sharing) {
        Optional<SystemCalls> calls = SystemCalls.ofThisMachine();
        if (calls.isEmpty()) {
            return false;
        }
        try (Kernel kernel = new Kernel(); DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            Masks masks = new Masks(kernel, calls.get(), kernel.memory(MASK_BYTES));
            // The first thread of a Java process waits for its end, and nobody moves it.
            long process = ProcessHandle.current().pid();
            BitSet all = masks.read(process);
            int count = Runtime.getRuntime().availableProcessors() - 1;
            if (count < 1 || all.cardinality() <= count) {
                return false;
            }
            BitSet fewer = some(all, count, process);
            for (Path path : threads) {
                long thread = Long.parseLong(path.getFileName().toString());
                BitSet present = masks.read(thread);
                if (sharing.contains(thread) && !present.equals(fewer)) {
                    masks.write(thread, fewer);
                } else if (!sharing.contains(thread) && present.equals(fewer)) {
                    masks.write(thread, all);
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("the list of this process's threads cannot be read", e);
        }
    }

    /** Not the same ones in each process, where a machine has many and gives each process few. */
    private static BitSet some(BitSet all, int count, long process) {
        int[] numbers = all.stream().toArray();
        BitSet some = new BitSet();
        for (int i = 1; i <= count; i++) {
            some.set(numbers[(int) ((process + i) % numbers.length)]);
        }
        return some;
    }

    /** The sets of processors as the kernel writes them; an empty one of a thread that has ended. */
    private record Masks(Kernel kernel, SystemCalls calls, MemorySegment memory) {

        BitSet read(long thread) {
            memory.fill((byte) 0);
            long bytes = kernel.call(calls.schedGetaffinity(), thread, MASK_BYTES, memory.address());
            return bytes <= 0 ? new BitSet()
                    : BitSet.valueOf(memory.asSlice(0, bytes).toArray(ValueLayout.JAVA_LONG));
        }

        void write(long thread, BitSet processors) {
            memory.fill((byte) 0);
            long[] words = processors.toLongArray();
            MemorySegment.copy(words, 0, memory, ValueLayout.JAVA_LONG, 0, words.length);
            // A thread that has ended since is no loss.
            kernel.call(calls.schedSetaffinity(), thread, MASK_BYTES, memory.address());
        }
    }
}
