package arcella.worker.seal;

import java.util.Optional;

/** The priority of single threads, which Linux knows and Java does not set. */
public final class ThreadPriority {

    private static final int PRIO_PROCESS = 0;

    private ThreadPriority() {
    }

    /**
     * Has a thread of this process step back behind others: it gets less of the processors, as long as somebody else wants
     * them too. An unprivileged process cannot take that back.
     *
     * @param thread its number to the kernel
     * @param nice from 0, as others, to 19, hardly ever
     * @return false if this system does not do so
     */
    public static boolean lower(long thread, int nice) {
        Optional<SystemCalls> calls = SystemCalls.ofThisMachine();
        if (calls.isEmpty()) {
            return false;
        }
        try (Kernel kernel = new Kernel()) {
            return kernel.call(calls.get().setpriority(), PRIO_PROCESS, thread, nice) == 0;
        }
    }
}
