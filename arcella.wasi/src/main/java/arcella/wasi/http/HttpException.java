package arcella.wasi.http;

import java.io.IOException;
import java.util.Objects;

import arcella.engine.binding.WitError;

/**
 * A request or a message's body failed, in the words of {@code wasi:http}: the {@code err} of a result. No stack trace: it tells of the network.
 */
public final class HttpException extends IOException implements WitError<HttpErrorCode> {

    private static final long serialVersionUID = 1L;

    private final transient HttpErrorCode code;

    /** With what the guest is told. */
    public HttpException(HttpErrorCode code) {
        super(String.valueOf(code));
        this.code = Objects.requireNonNull(code, "code");
    }

    /** With what the guest is told, and what led to it. */
    public HttpException(HttpErrorCode code, Throwable cause) {
        super(String.valueOf(code), cause);
        this.code = Objects.requireNonNull(code, "code");
    }

    /** What the guest is told. */
    @Override
    public HttpErrorCode payload() {
        return code;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
