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

    /**
     * The time that it used and that it waited for a processor, which together is all but what it waited for anything else.
     * The kernel counts a wait when that is over. Nothing once the thread has ended, or where nobody counts.
     */
    Optional<Duration> wanted();

    /** The thread's number to the kernel; 0 where that is not known. */
    long systemId();

    /** The kernel's count, in nanoseconds: what was used, what was waited for, and how often it came to run. */
    record Kernel(Path count) implements ThreadTime {
        @Override
        public Duration used() {
            return read().map(counts -> Duration.ofNanos(Long.parseLong(counts[0]))).orElse(Duration.ZERO);
        }

        @Override
        public Optional<Duration> wanted() {
            return read().map(counts -> Duration.ofNanos(Long.parseLong(counts[0]) + Long.parseLong(counts[1])));
        }

        private Optional<String[]> read() {
            try {
                return Optional.of(new String(Files.readAllBytes(count), StandardCharsets.US_ASCII).strip().split(" "));
            } catch (IOException e) {
                // The thread has ended since; its owner has taken the last reading.
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
        public Optional<Duration> wanted() {
            return Optional.empty();
        }

        @Override
        public long systemId() {
            return 0;
        }
    }
}
