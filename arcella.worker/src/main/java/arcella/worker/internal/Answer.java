package arcella.worker.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

import arcella.error.ArcellaException;
import arcella.worker.WorkerError;

/**
 * The future of something asked of a guest. To cancel it cancels what was asked.
 *
 * <p>There are two kinds. One that callers get is completed on an executor's thread, since the actions that depend on it
 * may do as they like. One that is only waited for ({@link #await}) is completed where the outcome is known, which saves
 * a change of threads.
 *
 * @param <T> what it brings
 */
public final class Answer<T> extends CompletableFuture<T> {

    private static final Runnable NOTHING = () -> {};

    private final Executor executor;
    private final AtomicReference<Runnable> onCancel = new AtomicReference<>(NOTHING);

    private Answer(Executor executor) {
        this.executor = executor;
    }

    /** One whose dependent actions run on the executor's threads. */
    public static <T> Answer<T> completedOn(Executor executor) {
        return new Answer<>(executor);
    }

    /** One that nobody but the caller of {@link #await} sees. */
    public static <T> Answer<T> awaited() {
        return new Answer<>(Runnable::run);
    }

    /** Begins what this answers; if that is refused, the refusal is the answer. */
    public Answer<T> begin(Runnable asking) {
        try {
            asking.run();
        } catch (ArcellaException e) {
            completeExceptionally(e);
        }
        return this;
    }

    /** Says how to cancel what was asked; does it at once if this is cancelled already. */
    public void onCancel(Runnable action) {
        onCancel.set(action);
        if (isCancelled()) {
            cancelOnce();
        }
    }

    private void cancelOnce() {
        onCancel.getAndSet(NOTHING).run();
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            cancelOnce();
        }
        return cancelled;
    }

    /** It was done. */
    public void done(T result) {
        executor.execute(() -> complete(result));
    }

    /** It failed. */
    public void failed(ArcellaException cause) {
        executor.execute(() -> completeExceptionally(cause));
    }

    /**
     * Waits for the outcome. An interrupt cancels, and stays set; one that comes as late as the outcome changes nothing.
     *
     * @throws ArcellaException the failure
     */
    public T await() {
        try {
            return get();
        } catch (InterruptedException e) {
            boolean cancelled = cancel(true);
            Thread.currentThread().interrupt();
            if (!cancelled && state() == State.SUCCESS) {
                return resultNow();
            }
            throw new ArcellaException(WorkerError.CANCELLED, "the caller was interrupted", "", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ArcellaException failure ? failure
                    : new ArcellaException(WorkerError.INTERNAL, "an answer failed: " + e.getCause(),
                            "report it with the stack trace from the log", e);
        }
    }
}
