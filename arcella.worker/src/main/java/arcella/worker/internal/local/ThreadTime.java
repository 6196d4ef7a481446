package arcella.worker.internal.local;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

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

    /** The thread's number to the kernel; 0 where that is not known. */
    long systemId();

    /** The kernel's count, in nanoseconds, the first of three numbers. */
    record Kernel(Path count) implements ThreadTime {
        @Override
        public Duration used() {
            try {
                String line = new String(Files.readAllBytes(count), StandardCharsets.US_ASCII);
                return Duration.ofNanos(Long.parseLong(line.substring(0, line.indexOf(' '))));
            } catch (IOException e) {
                // The thread has ended since; its owner has taken the last reading.
                return Duration.ZERO;
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
        public long systemId() {
            return 0;
        }
    }
}
