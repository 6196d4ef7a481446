package arcella.wasi.preview2.http;

import java.util.Optional;

import arcella.engine.binding.Unit;
import arcella.engine.binding.WitName;
import arcella.engine.binding.WitResult;
import arcella.wasi.Ceiling;
import arcella.wasi.http.HttpErrorCode;
import arcella.wasi.http.HttpException;
import arcella.wasi.http.HttpExchange;
import arcella.wasi.http.IncomingResponse;
import arcella.wasi.preview2.io.PollableResource;

/** The resource {@code future-incoming-response}. Used by one thread at a time. */
@WitName("future-incoming-response")
public final class FutureIncomingResponseResource implements AutoCloseable {

    private final HttpExchange exchange;
    private final Ceiling fieldBytes;
    private boolean told;

    /** @param fieldBytes the limit of HTTP field bytes, for clones of what arrives */
    FutureIncomingResponseResource(HttpExchange exchange, Ceiling fieldBytes) {
        this.exchange = exchange;
        this.fieldBytes = fieldBytes;
    }

    /** {@code subscribe}: ready when {@link #get()} answers. */
    public PollableResource subscribe() {
        return new PollableResource(exchange.responded());
    }

    /** {@code get}: the response once its head is there, or why it never will be; then no more. */
    public Optional<WitResult<WitResult<IncomingResponseResource, HttpErrorCode>, Unit>> get() {
        if (told) {
            return Optional.of(WitResult.err(Unit.UNIT));
        }
        WitResult<IncomingResponseResource, HttpErrorCode> outcome;
        try {
            Optional<IncomingResponse> arrived = exchange.response();
            if (arrived.isEmpty()) {
                return Optional.empty();
            }
            outcome = WitResult.ok(new IncomingResponseResource(arrived.get(), fieldBytes));
        } catch (HttpException e) {
            outcome = WitResult.err(e.payload());
        }
        told = true;
        return Optional.of(WitResult.ok(outcome));
    }

    /** Dropped: a response that nobody took is given up. */
    @Override
    public void close() {
        if (!told) {
            exchange.cancel();
        }
    }
}
