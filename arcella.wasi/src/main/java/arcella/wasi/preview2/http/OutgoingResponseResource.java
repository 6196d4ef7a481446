package arcella.wasi.preview2.http;

import java.util.List;

import arcella.engine.binding.WitName;
import arcella.wasi.Ceiling;
import arcella.wasi.http.Field;
import arcella.wasi.http.HttpException;
import arcella.wasi.http.Responder;

/** The resource {@code outgoing-response}. Used by one thread at a time. */
@WitName("outgoing-response")
public final class OutgoingResponseResource implements AutoCloseable {

    private final List<Field> fields;
    private final Ceiling fieldBytes;
    private final MessageBody body;
    private int status = 200;
    private boolean sent;

    OutgoingResponseResource(FieldsResource given) {
        this.fields = given.list();
        this.fieldBytes = given.most();
        this.body = new MessageBody(fields);
    }

    /** {@code status-code}. */
    public int statusCode() {
        return status;
    }

    /** {@code set-status-code}: 100 to 999. */
    public void setStatusCode(int statusCode) throws Refusal {
        if (statusCode < 100 || statusCode > 999) {
            throw new Refusal("no status code");
        }
        status = statusCode;
    }

    /** {@code headers}: not to be changed. */
    public FieldsResource headers() {
        return FieldsResource.immutable(fields, fieldBytes);
    }

    /** {@code body}: once. */
    public OutgoingBodyResource body() throws Refusal {
        return body.take();
    }

    void send(Responder responder) {
        sent = true;
        try {
            responder.respond(status, fields, body.sent());
        } catch (HttpException e) {
            responder.fail(e.payload());
        }
    }

    /** Dropped without having been sent: nobody will take the body. */
    @Override
    public void close() {
        if (!sent) {
            body.abandon();
        }
    }
}
