package arcella.wasi.preview2.http;

import java.util.Objects;
import java.util.Optional;

import arcella.engine.binding.WitName;
import arcella.wasi.Ceiling;
import arcella.wasi.http.Field;
import arcella.wasi.http.IncomingRequest;

/** The resource {@code incoming-request}. Used by one thread at a time. */
@WitName("incoming-request")
public final class IncomingRequestResource implements AutoCloseable {

    private final IncomingRequest request;
    private boolean consumed;

    /** Shows a request to a guest. */
    public IncomingRequestResource(IncomingRequest request) {
        this.request = Objects.requireNonNull(request, "request");
    }

    /** {@code method}. */
    public Method method() {
        return Method.of(request.method());
    }

    /** {@code path-with-query}. */
    public Optional<String> pathWithQuery() {
        return request.pathWithQuery();
    }

    /** {@code scheme}. */
    public Optional<Scheme> scheme() {
        return Optional.of(request.tls() ? new Scheme.Https() : new Scheme.Http());
    }

    /** {@code authority}. */
    public Optional<String> authority() {
        return request.authority();
    }

    /** {@code headers}: not to be changed. */
    public FieldsResource headers() {
        return FieldsResource.immutable(request.fields(), new Ceiling(Field.MOST_BYTES));
    }

    /** {@code consume}: the body, once. */
    public IncomingBodyResource consume() throws Refusal {
        if (consumed) {
            throw new Refusal("the body was taken already");
        }
        consumed = true;
        return new IncomingBodyResource(request.body(), new Ceiling(Field.MOST_BYTES));
    }

    /** Dropped: a body that nobody took is given up. */
    @Override
    public void close() {
        if (!consumed) {
            request.body().abort();
        }
    }
}
