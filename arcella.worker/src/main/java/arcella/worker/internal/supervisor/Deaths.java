package arcella.worker.internal.supervisor;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What an exit code says. */
final class Deaths {

    private static final Map<Integer, String> SIGNALS = Map.ofEntries(Map.entry(1, "SIGHUP"), Map.entry(2, "SIGINT"),
            Map.entry(3, "SIGQUIT"), Map.entry(4, "SIGILL"), Map.entry(6, "SIGABRT"), Map.entry(7, "SIGBUS"),
            Map.entry(8, "SIGFPE"), Map.entry(9, "SIGKILL"), Map.entry(11, "SIGSEGV"), Map.entry(13, "SIGPIPE"),
            Map.entry(15, "SIGTERM"), Map.entry(24, "SIGXCPU"), Map.entry(31, "SIGSYS"));

    /** The JVM's own exit code when told to exit for want of memory. */
    static final int OUT_OF_MEMORY = 3;

    private Deaths() {
    }

    /** In words, for "the worker …". */
    static String describe(int exitCode) {
        if (exitCode > 128 && exitCode <= 128 + 64) {
            int signal = exitCode - 128;
            return "was killed by signal " + signal + (SIGNALS.containsKey(signal) ? " (" + SIGNALS.get(signal) + ")" : "");
        }
        return exitCode == OUT_OF_MEMORY ? "ran out of Java heap (exit code 3)" : "ended with exit code " + exitCode;
    }

    /** Waits for a process to end, whoever interrupts; whether it has ended by then. */
    static boolean exits(Process process, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
