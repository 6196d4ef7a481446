package arcella.wit.fuzz;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicReference;

import com.sun.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/** Work on a thread with a small stack, and what it allocated. */
public final class Measured {

    /** A quarter of what threads usually have: whoever recurses with the input ends here. */
    private static final int STACK_BYTES = 256 << 10;

    private Measured() {}

    /** Runs on a thread with little stack, and throws on whatever was thrown there. */
    public static void onSmallStack(Runnable work) throws InterruptedException {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(null, work, "small stack", STACK_BYTES);
        thread.setUncaughtExceptionHandler((where, thrown) -> failure.set(thrown));
        thread.start();
        thread.join();
        if (failure.get() != null) {
            throw new AssertionError(failure.get());
        }
    }

    /** The nanoseconds of processor time that the current thread takes for some work. */
    static long processorTimeOf(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        work.run();
        return threads.getCurrentThreadCpuTime() - before;
    }

    /** The bytes that the current thread allocates by some work. */
    public static long allocatedBy(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
