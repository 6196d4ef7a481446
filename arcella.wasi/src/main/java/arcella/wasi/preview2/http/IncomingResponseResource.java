package arcella.wasi.preview2.http;

import arcella.engine.binding.WitName;
import arcella.wasi.Ceiling;
import arcella.wasi.http.IncomingResponse;

/** The resource {@code incoming-response}. Used by one thread at a time. */
@WitName("incoming-response")
public final class IncomingResponseResource implements AutoCloseable {

    private final IncomingResponse response;
    private final Ceiling fieldBytes;
    private boolean consumed;

    /** @param fieldBytes the limit of HTTP field bytes, for clones of the fields */
    IncomingResponseResource(IncomingResponse response, Ceiling fieldBytes) {
        this.response = response;
        this.fieldBytes = fieldBytes;
    }

    /** {@code status}. */
    public int status() {
        return response.status();
    }

    /** {@code headers}: not to be changed. */
    public FieldsResource headers() {
        return FieldsResource.immutable(response.fields(), fieldBytes);
    }

    /** {@code consume}: the body, once. */
    public IncomingBodyResource consume() throws Refusal {
        if (consumed) {
            throw new Refusal("the body was taken already");
        }
        consumed = true;
        return new IncomingBodyResource(response.body(), fieldBytes);
    }

    /** Dropped: a body that nobody took is given up. */
    @Override
    public void close() {
        if (!consumed) {
            response.body().abort();
        }
    }
}
