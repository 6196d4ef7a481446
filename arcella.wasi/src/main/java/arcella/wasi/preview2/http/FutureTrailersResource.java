package arcella.wasi.preview2.http;

import java.util.List;
import java.util.Optional;

import arcella.engine.binding.Unit;
import arcella.engine.binding.WitName;
import arcella.engine.binding.WitResult;
import arcella.wasi.Ceiling;
import arcella.wasi.http.Field;
import arcella.wasi.http.HttpErrorCode;
import arcella.wasi.http.HttpException;
import arcella.wasi.http.IncomingBody;
import arcella.wasi.preview2.io.PollableResource;

/** The resource {@code future-trailers}. Used by one thread at a time. */
@WitName("future-trailers")
public final class FutureTrailersResource implements AutoCloseable {

    private final IncomingBody body;
    private final Ceiling fieldBytes;
    private boolean told;

    FutureTrailersResource(IncomingBody body, Ceiling fieldBytes) {
        this.body = body;
        this.fieldBytes = fieldBytes;
    }

    /** {@code subscribe}: ready when {@link #get()} answers. */
    public PollableResource subscribe() {
        return new PollableResource(body.complete());
    }

    /** {@code get}: the trailers once the message is complete, or why it never will be; then no more. */
    public Optional<WitResult<WitResult<Optional<FieldsResource>, HttpErrorCode>, Unit>> get() {
        if (told) {
            return Optional.of(WitResult.err(Unit.UNIT));
        }
        WitResult<Optional<FieldsResource>, HttpErrorCode> outcome;
        try {
            Optional<List<Field>> arrived = body.trailers();
            if (arrived.isEmpty()) {
                return Optional.empty();
            }
            outcome = WitResult.ok(arrived.filter(fields -> !fields.isEmpty())
                    .map(fields -> FieldsResource.immutable(fields, fieldBytes)));
        } catch (HttpException e) {
            outcome = WitResult.err(e.payload());
        }
        told = true;
        return Optional.of(WitResult.ok(outcome));
    }

    /** Dropped: what has not arrived is given up. */
    @Override
    public void close() {
        body.abort();
    }
}
