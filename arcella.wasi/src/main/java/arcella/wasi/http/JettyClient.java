package arcella.wasi.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;

import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProtocolHandlers;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

import arcella.wasi.net.NameLookup;
import arcella.wasi.net.Network;
import arcella.wasi.net.NetworkError;
import arcella.wasi.net.NetworkException;
import arcella.wasi.net.NetworkRule.Protocol;

/**
 * Jetty's HTTP client, with everything taken away that it would do of its own accord: following redirects, answering
 * challenges, keeping cookies, decoding contents, adding fields.
 *
 * <p>Connections are pooled per guest: what one guest's rules allowed serves no other guest.
 */
final class JettyClient implements AutoCloseable {

    private static final int THREADS = 8;
    private static final int THREAD_IDLE_MILLIS = 10_000;
    private static final int POOLED_IDLE_MILLIS = 30_000;
    /** The client has no way to say never: as good as. */
    private static final long NO_LIMIT_MILLIS = TimeUnit.DAYS.toMillis(1);
    private static final int CONNECTIONS = 64;
    private static final int DESTINATIONS = 4096;
    /** A request's line; its fields come on top, and what the client adds to them. */
    private static final int MOST_TARGET_BYTES = 64 << 10;

    private final HttpClient client;

    /** The pools' key: whose connection it is. Equal only to itself. */
    private record Owner(Network network, Protocol protocol) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Owner owner && owner.network == network && owner.protocol == protocol;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(network) + protocol.ordinal();
        }
    }

    /**
     * Starts it: a thread that watches connections, and a few that come and go.
     *
     * @param trust decides which servers are trusted; empty for the JDK's own
     * @param fieldBytes the most bytes of the fields of one response
     */
    JettyClient(Optional<SSLContext> trust, int fieldBytes) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 0, THREAD_IDLE_MILLIS);
        threads.setName("arcella-http");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        ClientConnector connector = new ClientConnector();
        connector.setSelectors(1);
        connector.setExecutor(threads);
        connector.setScheduler(new ScheduledExecutorScheduler("arcella-http-timer", true));
        SslContextFactory.Client tls = new SslContextFactory.Client();
        trust.ifPresent(tls::setSslContext);
        connector.setSslContextFactory(tls);
        client = new HttpClient(new HttpClientTransportOverHTTP(connector));
        client.setExecutor(threads);
        client.setSocketAddressResolver(JettyClient::resolve);
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setUserAgentField(null);
        client.setDefaultRequestContentType(null);
        client.setMaxResponseHeadersSize(fieldBytes);
        client.setMaxRequestHeadersSize((int) Math.min(Integer.MAX_VALUE, MOST_TARGET_BYTES + 2L * fieldBytes));
        client.setMaxConnectionsPerDestination(CONNECTIONS);
        client.setMaxDestinations(DESTINATIONS);
        // Each request has times of its own.
        client.setConnectTimeout(NO_LIMIT_MILLIS);
        client.setIdleTimeout(POOLED_IDLE_MILLIS);
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP client does not start: " + e.getMessage(), e);
        }
        // Put there by the start.
        client.getContentDecoderFactories().clear();
        ProtocolHandlers handlers = client.getProtocolHandlers();
        for (String own : List.of("redirect", "www-authenticate", "proxy-authenticate", "upgrade")) {
            handlers.remove(own);
        }
    }

    /** Finds addresses that the guest may be connected to. Those, and no others, are connected to. */
    private static void resolve(String host, int port, Map<String, Object> context,
            Promise<List<InetSocketAddress>> promise) {
        if (!(context.get(Destination.CONTEXT_KEY) instanceof Destination destination)
                || !(destination.getOrigin().getTag() instanceof Owner owner)) {
            throw new IllegalStateException("a connection of nobody's");
        }
        NameLookup lookup;
        try {
            lookup = owner.network().lookUp(unbracketed(host));
        } catch (NetworkException e) {
            promise.failed(new HttpException(code(e.error())));
            return;
        }
        new Resolution(owner, port, lookup, promise).begin();
    }

    /** The client's hosts are as in a URL, those that are looked up are plain. */
    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static HttpErrorCode code(NetworkError error) {
        return error == NetworkError.ACCESS_DENIED ? new HttpErrorCode.HttpRequestDenied()
                : new HttpErrorCode.DnsError(new HttpErrorCode.DnsErrorPayload(Optional.of(error.name()
                        .toLowerCase(Locale.ROOT).replace('_', '-')), Optional.empty()));
    }

    /** A look-up under way, which ends once. */
    private static final class Resolution {

        private final Owner owner;
        private final int port;
        private final NameLookup lookup;
        private final Promise<List<InetSocketAddress>> promise;
        private final AtomicBoolean told = new AtomicBoolean();

        Resolution(Owner owner, int port, NameLookup lookup, Promise<List<InetSocketAddress>> promise) {
            this.owner = owner;
            this.port = port;
            this.lookup = lookup;
            this.promise = promise;
        }

        void begin() {
            lookup.subscribe(this::tell);
        }

        private void tell() {
            if (!lookup.ready() || !told.compareAndSet(false, true)) {
                return;
            }
            List<InetSocketAddress> allowed = new ArrayList<>();
            try {
                for (Optional<InetAddress> next = lookup.next(); next.isPresent(); next = lookup.next()) {
                    if (owner.network().policy().mayConnect(owner.protocol(), next.get(), port)) {
                        allowed.add(new InetSocketAddress(next.get(), port));
                    }
                }
            } catch (NetworkException e) {
                promise.failed(new HttpException(code(e.error())));
                return;
            }
            if (allowed.isEmpty()) {
                promise.failed(new HttpException(new HttpErrorCode.DestinationIpProhibited()));
            } else {
                promise.succeeded(allowed);
            }
        }
    }

    /**
     * Sends a request.
     *
     * @param done runs once, when request and response are over
     */
    HttpExchange send(OutgoingRequest outgoing, HttpTimeouts timeouts, Network network, Runnable done) {
        boolean literal6 = outgoing.host().indexOf(':') >= 0;
        Request request = client.newRequest(URI.create("http://host" + outgoing.pathWithQuery()))
                .scheme(outgoing.tls() ? "https" : "http")
                .host(literal6 ? "[" + outgoing.host() + "]" : outgoing.host()).port(outgoing.port())
                .method(outgoing.method()).tag(new Owner(network, outgoing.tls() ? Protocol.HTTPS : Protocol.HTTP))
                // Waits are bounded by the timeouts below, not by the connection's idleness.
                .idleTimeout(0, TimeUnit.MILLISECONDS);
        request.headers(headers -> outgoing.fields().stream().filter(field -> !field.named("content-length"))
                .forEach(field -> headers.add(field.name(), field.text())));
        outgoing.body().ifPresent(body -> send(request, body));
        return new JettyExchange(request, client.getScheduler(), timeouts, outgoing.body(), done).send();
    }

    private static void send(Request request, OutgoingBody body) {
        JettyRequestBody content = new JettyRequestBody(body);
        if (content.getLength() < 0) {
            // Asked after the end of the body, when they are known.
            request.trailersSupplier(() -> trailers(body));
        }
        if (content.getLength() != 0 || !body.endsWithoutTrailers()) {
            request.body(content);
        }
    }

    private static HttpFields trailers(OutgoingBody body) {
        HttpFields.Mutable fields = HttpFields.build();
        if (body.take(0).orElse(null) instanceof OutgoingBody.Part.End end) {
            end.trailers().forEach(field -> fields.add(field.name(), field.text()));
        }
        return fields;
    }

    /** A message's fields, but for those that belong to the connection. */
    static List<Field> fields(Iterable<HttpField> fields) {
        List<Field> shown = new ArrayList<>();
        for (HttpField field : fields) {
            if (!Field.forbidden(field.getName())) {
                String value = field.getValue();
                shown.add(new Field(field.getName(),
                        value == null ? new byte[0] : value.getBytes(StandardCharsets.ISO_8859_1)));
            }
        }
        return shown;
    }

    /** Closes the connections of one guest. */
    void forget(Network network) {
        for (Destination destination : client.getDestinations()) {
            if (destination.getOrigin().getTag() instanceof Owner owner && owner.network() == network) {
                client.removeDestination(destination);
            }
        }
    }

    @Override
    public void close() {
        try {
            client.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP client does not stop: " + e.getMessage(), e);
        }
    }
}
