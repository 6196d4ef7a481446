package arcella.wasi.http;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import arcella.wasi.io.Pollable;

/** A request under way. Thread-safe. */
public final class HttpExchange {

    private final CompletableFuture<IncomingResponse> response = new CompletableFuture<>();
    private final Wakers responded = new Wakers(response::isDone);
    private final Runnable cancel;

    /** @param cancel gives the request up */
    HttpExchange(Runnable cancel) {
        this.cancel = cancel;
    }

    void respond(IncomingResponse arrived) {
        response.complete(arrived);
        responded.wake();
    }

    void fail(HttpException why) {
        response.completeExceptionally(why);
        responded.wake();
    }

    /** Ready when {@link #response()} answers, or fails. */
    public Pollable responded() {
        return responded;
    }

    /**
     * The response, once its head is there; empty before.
     *
     * @throws HttpException if the request failed
     */
    public Optional<IncomingResponse> response() throws HttpException {
        if (!response.isDone()) {
            return Optional.empty();
        }
        try {
            return Optional.of(response.join());
        } catch (CompletionException e) {
            throw e.getCause() instanceof HttpException known ? known
                    : new HttpException(HttpErrorCode.internal(String.valueOf(e.getCause())), e);
        }
    }

    /** Gives the request up, and the response with it. Does nothing if both are complete. */
    public void cancel() {
        cancel.run();
    }
}
