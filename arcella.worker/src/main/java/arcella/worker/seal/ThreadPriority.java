package arcella.worker.seal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The priority of single threads, which Linux knows and Java does not set. */
public final class ThreadPriority {

    private static final int PRIO_PROCESS = 0;

    /** A third of what others get: what holds a lock that they want must not be kept from the processor altogether. */
    private static final int STEP = 5;

    private static final int LAST = 19;

    /** The kernel answers so much less the niceness, so that no answer is negative but an error. */
    private static final int OFFSET = 20;

    private ThreadPriority() {
    }

    /**
     * Has a thread step back behind others of its process: it gets less of the processors, as long as somebody else wants them
     * too. An unprivileged process cannot take that back, and a sealed one cannot do it. Whoever has stepped back stays where
     * it is.
     *
     * @param process the process that is to have the thread; no other thread steps back, whoever named it
     * @param thread the thread's number to the kernel
     * @return false if the process has none of that number, or this system does not do so
     */
    public static boolean stepBack(long process, long thread) {
        Optional<SystemCalls> calls = SystemCalls.ofThisMachine();
        if (calls.isEmpty() || !Files.exists(Path.of("/proc", Long.toString(process), "task", Long.toString(thread)))) {
            return false;
        }
        try (Kernel kernel = new Kernel()) {
            // A process's first thread waits for its end and is where it was started: one that was given less gets no more.
            long first = kernel.call(calls.get().getpriority(), PRIO_PROCESS, process, 0);
            long present = kernel.call(calls.get().getpriority(), PRIO_PROCESS, thread, 0);
            if (first < 0 || present < 0) {
                return false;
            }
            long wanted = Math.min(LAST, OFFSET - first + STEP);
            return OFFSET - present >= wanted
                    || kernel.call(calls.get().setpriority(), PRIO_PROCESS, thread, wanted) == 0;
        }
    }
}
