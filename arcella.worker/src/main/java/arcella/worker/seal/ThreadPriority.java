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
     * The same for a thread of another process, and for no other thread, whoever named it.
     *
     * @param process the process that is to have the thread
     * @param thread the thread's number to the kernel
     * @return false if it has none of that number, or this system does not do so
     */
    public static boolean stepBack(long process, long thread) {
        return Files.exists(Path.of("/proc", Long.toString(process), "task", Long.toString(thread))) && stepBack(thread);
    }

    /**
     * Has a thread step back behind others: it gets less of the processors, as long as somebody else wants them too. An
     * unprivileged process cannot take that back, and a sealed one cannot do it.
     *
     * @param thread its number to the kernel
     * @return false if this system does not do so
     */
    public static boolean stepBack(long thread) {
        Optional<SystemCalls> calls = SystemCalls.ofThisMachine();
        if (calls.isEmpty()) {
            return false;
        }
        try (Kernel kernel = new Kernel()) {
            // Of where it is: a container that was started with less must not be given more.
            long present = kernel.call(calls.get().getpriority(), PRIO_PROCESS, thread, 0);
            return present >= 0 && kernel.call(calls.get().setpriority(), PRIO_PROCESS, thread,
                    Math.min(LAST, OFFSET - present + STEP)) == 0;
        }
    }
}
