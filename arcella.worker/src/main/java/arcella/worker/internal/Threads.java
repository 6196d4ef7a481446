package arcella.worker.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads that are neither the guests' nor the virtual scheduler's. */
public final class Threads {

    private Threads() {
    }

    /** As many platform threads as there is work, each gone after ten idle seconds; nothing needs to be shut down. */
    public static Executor asNeeded(String name) {
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(),
                Thread.ofPlatform().daemon().name(name + "-", 0).factory());
    }
}
