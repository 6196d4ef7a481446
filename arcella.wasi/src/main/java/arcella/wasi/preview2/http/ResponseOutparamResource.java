package arcella.wasi.preview2.http;

import java.util.Objects;

import arcella.engine.binding.WitName;
import arcella.engine.binding.WitResult;
import arcella.wasi.http.HttpErrorCode;
import arcella.wasi.http.HttpException;
import arcella.wasi.http.Responder;

/** The resource {@code response-outparam}: where a guest's response goes. Used by one thread at a time. */
@WitName("response-outparam")
public final class ResponseOutparamResource implements AutoCloseable {

    private final Responder responder;
    private boolean answered;

    /** For one request. */
    public ResponseOutparamResource(Responder responder) {
        this.responder = Objects.requireNonNull(responder, "responder");
    }

    void set(WitResult<OutgoingResponseResource, HttpErrorCode> response) {
        answered = true;
        switch (response) {
            case WitResult.Ok<OutgoingResponseResource, HttpErrorCode> ok -> ok.value().send(responder);
            case WitResult.Err<OutgoingResponseResource, HttpErrorCode> err -> responder.fail(err.error());
        }
    }

    /** {@code send-informational}: not supported, which the interface has an answer for. */
    public void sendInformational(int status, FieldsResource headers) throws HttpException {
        Objects.requireNonNull(headers, "headers");
        throw new HttpException(status < 100 || status > 199 ? new HttpErrorCode.HttpProtocolError()
                : HttpErrorCode.internal("informational responses are not sent"));
    }

    /** Dropped without an answer: the client is answered with an error. */
    @Override
    public void close() {
        if (!answered) {
            answered = true;
            responder.fail(HttpErrorCode.internal("the guest gave no response"));
        }
    }
}
