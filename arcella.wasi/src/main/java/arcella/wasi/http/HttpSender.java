package arcella.wasi.http;

import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;

import arcella.wasi.net.Network;

/**
 * Sends the requests of guests. The client behind it, with its classes and threads, starts with the first request, and
 * serves any number of guests.
 *
 * <p>HTTP/1.1, with and without TLS. Redirects are not followed, contents not decoded, cookies not kept: guests see what
 * servers answer. Thread-safe.
 */
public final class HttpSender implements AutoCloseable {

    private final Optional<SSLContext> trust;
    private final int fieldBytes;
    // Guarded by this.
    private @Nullable JettyClient client;
    private boolean closed;

    private HttpSender(Optional<SSLContext> trust, int fieldBytes) {
        this.trust = trust;
        this.fieldBytes = fieldBytes;
    }

    /** Trusts the servers that the JDK trusts. */
    public static HttpSender create() {
        return create(Field.MOST_BYTES);
    }

    /**
     * Trusts the servers that the JDK trusts.
     *
     * @param fieldBytes the most bytes of the fields of one response
     */
    public static HttpSender create(int fieldBytes) {
        return new HttpSender(Optional.empty(), fieldBytes);
    }

    /** Trusts the servers that the given context trusts. */
    public static HttpSender trusting(SSLContext trust) {
        return new HttpSender(Optional.of(Objects.requireNonNull(trust, "trust")), Field.MOST_BYTES);
    }

    /** The most bytes of the fields of one response. */
    public int fieldBytes() {
        return fieldBytes;
    }

    private synchronized JettyClient client() throws HttpException {
        if (closed) {
            throw new HttpException(HttpErrorCode.internal("the host is closing"));
        }
        JettyClient started = client;
        if (started == null) {
            started = new JettyClient(trust, fieldBytes);
            client = started;
        }
        return started;
    }

    /**
     * Sends a request to a host that the network's rules allow. Does not wait.
     *
     * @param done runs once, on any thread, when request and response are over
     * @throws HttpException if it is not sent at all; {@code done} does not run then
     */
    public HttpExchange send(OutgoingRequest request, HttpTimeouts timeouts, Network network, Runnable done)
            throws HttpException {
        return client().send(request, timeouts, network, done);
    }

    /** Closes the connections that were made for one guest. */
    public synchronized void forget(Network network) {
        JettyClient started = client;
        if (started != null) {
            started.forget(network);
        }
    }

    /** Gives up what is under way, and ends the client. */
    @Override
    public synchronized void close() {
        closed = true;
        JettyClient started = client;
        client = null;
        if (started != null) {
            started.close();
        }
    }
}
