package arcella.worker.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads that are neither the guests' nor the virtual scheduler's. */
public final class Threads {

    private Threads() {
    }

    /** A thread that may have lost its place among others, and passes that on to those that it makes. */
    public interface Lowered {

        /** Whether it has. */
        boolean isBack();
    }

    /**
     * As many platform threads as there is work, each gone after ten idle seconds; nothing needs to be shut down. None is made
     * by a thread that has stepped back behind others, as that one's fate would be the fate of all whom it serves.
     */
    public static Executor asNeeded(String name) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(),
                Thread.ofPlatform().daemon().name(name + "-", 0).factory());
        ThreadPoolExecutor maker = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name(name + "-maker").factory());
        maker.prestartCoreThread();
        return task -> {
            if (Thread.currentThread() instanceof Lowered lowered && lowered.isBack()) {
                maker.execute(() -> pool.execute(task));
            } else {
                pool.execute(task);
            }
        };
    }
}
