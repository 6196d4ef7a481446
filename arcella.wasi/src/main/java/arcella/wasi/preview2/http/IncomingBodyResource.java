package arcella.wasi.preview2.http;

import arcella.engine.binding.WitName;
import arcella.wasi.Ceiling;
import arcella.wasi.http.IncomingBody;
import arcella.wasi.preview2.io.InputStreamResource;

/** The resource {@code incoming-body}. Used by one thread at a time. */
@WitName("incoming-body")
public final class IncomingBodyResource implements AutoCloseable {

    private final IncomingBody body;
    private final Ceiling fieldBytes;
    private final Children children = new Children();
    private boolean streamTaken;
    private boolean finished;

    /** @param fieldBytes the limit of HTTP field bytes, for clones of the trailers */
    IncomingBodyResource(IncomingBody body, Ceiling fieldBytes) {
        this.body = body;
        this.fieldBytes = fieldBytes;
    }

    /** {@code stream}: the contents, once. */
    public InputStreamResource stream() throws Refusal {
        if (streamTaken) {
            throw new Refusal("the body's stream was taken already");
        }
        streamTaken = true;
        return new InputStreamResource(new BodyInput(body), children.born());
    }

    FutureTrailersResource finish() {
        children.requireNone("incoming-body");
        finished = true;
        body.drain();
        return new FutureTrailersResource(body, fieldBytes);
    }

    /** Dropped: what has not arrived is given up. */
    @Override
    public void close() {
        if (!finished) {
            body.abort();
        }
    }
}
