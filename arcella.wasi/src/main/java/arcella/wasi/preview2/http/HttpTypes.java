package arcella.wasi.preview2.http;

import java.util.List;
import java.util.Optional;

import arcella.engine.binding.WitName;
import arcella.engine.binding.WitResult;
import arcella.wasi.Ceiling;
import arcella.wasi.http.Field;
import arcella.wasi.http.HttpErrorCode;
import arcella.wasi.http.HttpException;
import arcella.wasi.preview2.io.ErrorResource;

/** The interface {@code wasi:http/types}: what belongs to no resource. Immutable. */
public final class HttpTypes {

    private final Ceiling fieldBytes;

    /** @param fieldBytes the most bytes of the fields of one message */
    public HttpTypes(Ceiling fieldBytes) {
        this.fieldBytes = fieldBytes;
    }

    /** {@code http-error-code}: the code behind a stream's error, if it came from a body. */
    public Optional<HttpErrorCode> httpErrorCode(ErrorResource err) {
        return err.cause() instanceof HttpException e ? Optional.of(e.payload()) : Optional.empty();
    }

    /** The constructor of {@code fields}: none, and they may be changed. */
    public FieldsResource newFields() {
        return FieldsResource.empty(fieldBytes);
    }

    /** {@code fields.from-list}. */
    @WitName("[static]fields.from-list")
    public FieldsResource fieldsFromList(List<Field> entries) throws HeaderFailure {
        return FieldsResource.of(entries, fieldBytes);
    }

    /** The constructor of {@code outgoing-request}. */
    public OutgoingRequestResource newOutgoingRequest(FieldsResource headers) {
        return new OutgoingRequestResource(headers);
    }

    /** The constructor of {@code request-options}. */
    public RequestOptionsResource newRequestOptions() {
        return new RequestOptionsResource();
    }

    /** The constructor of {@code outgoing-response}. */
    public OutgoingResponseResource newOutgoingResponse(FieldsResource headers) {
        return new OutgoingResponseResource(headers);
    }

    /** {@code response-outparam.set}. */
    public void responseOutparamSet(ResponseOutparamResource param,
            WitResult<OutgoingResponseResource, HttpErrorCode> response) {
        param.set(response);
    }

    /** {@code incoming-body.finish}: traps while the body's stream is alive. */
    public FutureTrailersResource incomingBodyFinish(IncomingBodyResource body) {
        return body.finish();
    }

    /** {@code outgoing-body.finish}: traps while the body's stream is alive. */
    public void outgoingBodyFinish(OutgoingBodyResource body, Optional<FieldsResource> trailers) throws HttpException {
        body.finish(trailers);
    }
}
