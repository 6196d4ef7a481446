package arcella.wasi.preview2.http;

import java.util.List;
import java.util.Optional;

import arcella.engine.binding.WitName;
import arcella.wasi.http.Field;
import arcella.wasi.http.HttpErrorCode;
import arcella.wasi.http.HttpException;
import arcella.wasi.http.OutgoingBody;
import arcella.wasi.preview2.io.OutputStreamResource;

/** The resource {@code outgoing-body}. Used by one thread at a time. */
@WitName("outgoing-body")
public final class OutgoingBodyResource implements AutoCloseable {

    private final OutgoingBody body;
    private final boolean chunked;
    private final Children children = new Children();
    private boolean streamTaken;
    private boolean finished;

    /** @param chunked whether trailers can follow: HTTP/1.1 has them only without {@code Content-Length} */
    OutgoingBodyResource(OutgoingBody body, boolean chunked) {
        this.body = body;
        this.chunked = chunked;
    }

    /** {@code write}: the stream, once. */
    public OutputStreamResource write() throws Refusal {
        if (streamTaken) {
            throw new Refusal("the body's stream was taken already");
        }
        streamTaken = true;
        return new OutputStreamResource(body.output(), children.born());
    }

    void finish(Optional<FieldsResource> trailers) throws HttpException {
        children.requireNone("outgoing-body");
        finished = true;
        List<Field> fields = trailers.map(FieldsResource::list).orElse(List.of());
        if (!fields.isEmpty() && !chunked) {
            HttpException refused = new HttpException(
                    HttpErrorCode.internal("HTTP/1.1 has no trailers after a body with Content-Length"));
            body.fail(refused);
            throw refused;
        }
        body.finish(fields);
    }

    /** Dropped without having been finished: the body is incomplete, and so is its message. */
    @Override
    public void close() {
        if (!finished) {
            finished = true;
            body.fail(new HttpException(HttpErrorCode.internal("the guest dropped the body without finishing it")));
        }
    }
}
