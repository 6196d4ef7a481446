package arcella.wasi.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.http.HttpException;

/** What the client's failures are called in {@code wasi:http}. */
final class JettyFailures {

    private static final String ALERT = "fatal alert: ";

    private JettyFailures() {}

    /** @param responding whether the response's head had arrived */
    static arcella.wasi.http.HttpException of(Throwable failure, boolean responding) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof arcella.wasi.http.HttpException known) {
                return known;
            }
        }
        return new arcella.wasi.http.HttpException(code(failure, responding), failure);
    }

    private static HttpErrorCode code(Throwable failure, boolean responding) {
        Optional<HttpErrorCode> inner = Optional.ofNullable(failure.getCause()).map(cause -> code(cause, responding))
                .filter(code -> !(code instanceof HttpErrorCode.InternalError));
        if (inner.isPresent()) {
            return inner.get();
        }
        return switch (failure) {
            case CertificateException e -> new HttpErrorCode.TlsCertificateError();
            case SSLException e -> tls(String.valueOf(e.getMessage()));
            case UnknownHostException e -> new HttpErrorCode.DnsError(
                    new HttpErrorCode.DnsErrorPayload(Optional.empty(), Optional.empty()));
            case NoRouteToHostException e -> new HttpErrorCode.DestinationIpUnroutable();
            case ConnectException e -> new HttpErrorCode.ConnectionRefused();
            case BindException e -> new HttpErrorCode.DestinationUnavailable();
            case SocketTimeoutException e -> new HttpErrorCode.ConnectionTimeout();
            case TimeoutException e -> new HttpErrorCode.ConnectionReadTimeout();
            case RejectedExecutionException e -> new HttpErrorCode.ConnectionLimitReached();
            // The client tells a head that is too large by these words only.
            case HttpException e -> String.valueOf(e.getReason()).endsWith("Too Large") ? responding
                    ? new HttpErrorCode.HttpResponseTrailerSectionSize(Optional.empty())
                    : new HttpErrorCode.HttpResponseHeaderSectionSize(Optional.empty())
                    : new HttpErrorCode.HttpProtocolError();
            case HttpResponseException e -> new HttpErrorCode.HttpProtocolError();
            case EOFException e -> ended(responding);
            case ClosedChannelException e -> ended(responding);
            case IOException e -> ended(responding);
            default -> HttpErrorCode.internal(failure.toString());
        };
    }

    private static HttpErrorCode ended(boolean responding) {
        return responding ? new HttpErrorCode.HttpResponseIncomplete() : new HttpErrorCode.ConnectionTerminated();
    }

    private static HttpErrorCode tls(String message) {
        int alert = message.indexOf(ALERT);
        return alert < 0 ? new HttpErrorCode.TlsProtocolError()
                : new HttpErrorCode.TlsAlertReceived(new HttpErrorCode.TlsAlertReceivedPayload(Optional.empty(),
                        Optional.of(message.substring(alert + ALERT.length()))));
    }
}
