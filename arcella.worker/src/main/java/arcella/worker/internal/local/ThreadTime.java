package arcella.worker.internal.local;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How much processor time one thread has used. On Linux the kernel's own count is read, {@code
 * /proc/…/task/…/schedstat}: the management beans would cost every worker some milliseconds and megabytes at its start.
 */
sealed interface ThreadTime {

    /** The clock of the calling thread; to be read by any thread as long as that one lives. */
    static ThreadTime ofCurrent() {
        try {
            Path self = Path.of("/proc").resolve(Files.readSymbolicLink(Path.of("/proc/thread-self")));
            Path count = self.resolve("schedstat");
            if (Files.isReadable(count)) {
                return new Kernel(count);
            }
        } catch (IOException e) {
            // No such file system here: the beans know.
            return new Beans(Thread.currentThread());
        }
        return new Beans(Thread.currentThread());
    }

    /** The time used so far; zero if it cannot be told any more. */
    Duration used();

    /** What it is about. Nothing once the thread has ended, or where nobody can tell. */
    Optional<Doing> doing();

    /**
     * What a thread is about.
     *
     * @param runs whether it has a processor or waits for one, and for nothing else
     * @param pauses how often it has waited for anything else so far
     * @param usedNanos the processor time that it has used so far
     * @param queuedNanos how long it has waited for a processor so far
     */
    record Doing(boolean runs, long pauses, long usedNanos, long queuedNanos) {}

    /** The thread's number to the kernel; 0 where that is not known. */
    long systemId();

    /** The kernel's counts, in nanoseconds: of three numbers the time on a processor, and that in wait for one. */
    record Kernel(Path count) implements ThreadTime {

        private static final String STATE = "State:";
        private static final String PAUSES = "voluntary_ctxt_switches:";

        @Override
        public Duration used() {
            try {
                return Duration.ofNanos(Long.parseLong(counts()[0]));
            } catch (IOException e) {
                // The thread has ended since; its owner has taken the last reading.
                return Duration.ZERO;
            }
        }

        private String[] counts() throws IOException {
            return new String(Files.readAllBytes(count), StandardCharsets.US_ASCII).strip().split(" ");
        }

        @Override
        public Optional<Doing> doing() {
            try {
                boolean runs = false;
                long pauses = 0;
                // The name in it may be of any letters.
                for (String line : Files.readAllLines(count.resolveSibling("status"), StandardCharsets.ISO_8859_1)) {
                    if (line.startsWith(STATE)) {
                        runs = line.substring(STATE.length()).strip().startsWith("R");
                    } else if (line.startsWith(PAUSES)) {
                        pauses = Long.parseLong(line.substring(PAUSES.length()).strip());
                    }
                }
                String[] counts = counts();
                return Optional.of(new Doing(runs, pauses, Long.parseLong(counts[0]), Long.parseLong(counts[1])));
            } catch (IOException e) {
                // It has ended since.
                return Optional.empty();
            }
        }

        @Override
        public long systemId() {
            return Long.parseLong(count.getParent().getFileName().toString());
        }
    }

    /** The JVM's count. */
    record Beans(Thread thread) implements ThreadTime {
        @Override
        public Duration used() {
            return Duration.ofNanos(Math.max(0,
                    ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId())));
        }

        @Override
        public Optional<Doing> doing() {
            return Optional.empty();
        }

        @Override
        public long systemId() {
            return 0;
        }
    }
}
