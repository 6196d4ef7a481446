package arcella.worker;

import java.util.List;

import arcella.worker.internal.child.WorkerProcess;

/**
 * The main class of a worker process. A {@link WorkerSupervisor} starts it; nobody else has a use for it.
 *
 * <p>An ahead-of-time cache for {@link WorkerOptions#aotCache()} is made with the same class path, in the same order, and
 * the arguments of {@link WorkerOptions#startArguments()}: {@code java ARGUMENTS -XX:AOTCacheOutput=FILE -cp PATH
 * arcella.worker.Main --train}.
 */
public final class Main {

    private Main() {
    }

    /** Runs a worker until its supervisor is gone. */
    public static void main(String[] arguments) {
        WorkerProcess.live(List.of(arguments));
    }
}
