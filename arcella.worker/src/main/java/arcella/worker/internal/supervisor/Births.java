package arcella.worker.internal.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Starts worker processes and the threads that attend to them from a thread that is there from the beginning. A process and a
 * thread have their maker's priority and processors, for life; whoever wants a worker may be a guest's thread that has
 * computed for long and lost both. Thread-safe.
 */
final class Births implements AutoCloseable {

    private final ThreadPoolExecutor maker = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("arcella-births").factory());

    Births() {
        maker.prestartCoreThread();
    }

    /** A thread that has started. */
    Thread thread(String name, Runnable body) {
        try {
            return CompletableFuture.supplyAsync(() -> Thread.ofPlatform().daemon().name(name).start(body), maker).join();
        } catch (CompletionException e) {
            throw unchecked(e.getCause());
        } catch (RejectedExecutionException e) {
            // After the end of this, for a worker that is told to end as soon as it is there.
            return Thread.ofPlatform().daemon().name(name).start(body);
        }
    }

    /**
     * A process that has started.
     *
     * @throws IOException as {@link ProcessBuilder#start} has it
     */
    Process process(ProcessBuilder builder) throws IOException {
        CompletableFuture<Process> started = new CompletableFuture<>();
        // On a thread of its own: a program on a file system that does not answer holds up nobody else's.
        thread("arcella-birth", () -> started.completeAsync(() -> {
            try {
                return builder.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }, Runnable::run));
        try {
            return started.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException io) {
                throw io.getCause();
            }
            throw unchecked(e.getCause());
        }
    }

    private static RuntimeException unchecked(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
    }

    @Override
    public void close() {
        maker.shutdown();
    }
}
