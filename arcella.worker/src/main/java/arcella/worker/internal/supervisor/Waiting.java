package arcella.worker.internal.supervisor;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import arcella.engine.core.CompileProgress;
import arcella.error.ArcellaException;
import arcella.worker.WorkerError;
import arcella.worker.internal.wire.FromWorker;

/**
 * The thread that asked, while it waits for the answer. It hears how far things are itself: of what is told faster than
 * it listens, only the last; so that a worker that tells without end fills nothing.
 *
 * @param <M> the answer
 */
final class Waiting<M> {

    // Guarded by this.
    private @Nullable M answer;
    private @Nullable ArcellaException failure;
    private FromWorker.@Nullable Compiling progress;

    synchronized void done(M message) {
        answer = message;
        notifyAll();
    }

    synchronized void failed(ArcellaException cause) {
        failure = cause;
        notifyAll();
    }

    synchronized void progressed(FromWorker.Compiling message) {
        progress = message;
        notifyAll();
    }

    synchronized boolean isOver() {
        return answer != null || failure != null;
    }

    /**
     * Waits.
     *
     * @param nanos until when, by {@link System#nanoTime}
     * @return nothing if there is no answer by then
     * @throws ArcellaException the failure; {@link WorkerError#CANCELLED} if the thread is interrupted, which it stays
     */
    Optional<M> await(long nanos, CompileProgress hears) {
        try {
            while (true) {
                FromWorker.Compiling news = awaitNews(nanos);
                if (news == null) {
                    return outcome();
                }
                hears.compiled(news.sha256(), news.done(), news.total());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ArcellaException(WorkerError.CANCELLED, "the caller was interrupted", "", e);
        }
    }

    private synchronized FromWorker.@Nullable Compiling awaitNews(long nanos) throws InterruptedException {
        long left = nanos - System.nanoTime();
        while (!isOver() && progress == null && left > 0) {
            // A millisecond more than nothing, which would be for ever.
            wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
            left = nanos - System.nanoTime();
        }
        FromWorker.Compiling news = isOver() || left <= 0 ? null : progress;
        progress = null;
        return news;
    }

    private synchronized Optional<M> outcome() {
        if (failure != null) {
            throw failure;
        }
        return Optional.ofNullable(answer);
    }
}
