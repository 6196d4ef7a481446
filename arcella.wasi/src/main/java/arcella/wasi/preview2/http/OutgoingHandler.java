package arcella.wasi.preview2.http;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

import arcella.wasi.Ceiling;
import arcella.wasi.http.HttpErrorCode;
import arcella.wasi.http.HttpException;
import arcella.wasi.http.HttpSender;
import arcella.wasi.http.HttpTimeouts;
import arcella.wasi.http.OutgoingRequest;
import arcella.wasi.net.Network;
import arcella.wasi.net.NetworkRule.Protocol;

/**
 * The interface {@code wasi:http/outgoing-handler} for one instance: requests to the hosts that the rules allow, so many
 * at a time as the instance may have sockets. Used by one thread at a time.
 */
public final class OutgoingHandler implements AutoCloseable {

    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|.*:.*");

    private final HttpSender sender;
    private final Network network;
    private final int most;
    private final Ceiling fieldBytes;
    private final AtomicInteger underWay = new AtomicInteger();

    /**
     * Makes requests through a sender, which is the caller's to close.
     *
     * @param network decides which hosts are allowed
     * @param most how many requests may be under way at once
     * @param fieldBytes the limit of HTTP field bytes
     */
    public OutgoingHandler(HttpSender sender, Network network, int most, Ceiling fieldBytes) {
        this.sender = Objects.requireNonNull(sender, "sender");
        this.network = Objects.requireNonNull(network, "network");
        this.most = most;
        this.fieldBytes = fieldBytes;
    }

    /** How many requests are under way. */
    public int underWay() {
        return underWay.get();
    }

    /** {@code handle}. */
    public FutureIncomingResponseResource handle(OutgoingRequestResource request,
            Optional<RequestOptionsResource> options) throws HttpException {
        try (request) {
            OutgoingRequest outgoing = request.outgoing();
            requireAllowed(outgoing);
            if (underWay.incrementAndGet() > most) {
                underWay.decrementAndGet();
                throw new HttpException(new HttpErrorCode.ConnectionLimitReached());
            }
            HttpTimeouts timeouts = options.map(RequestOptionsResource::timeouts).orElseGet(HttpTimeouts::defaults);
            FutureIncomingResponseResource response = new FutureIncomingResponseResource(
                    sender.send(outgoing, timeouts, network, underWay::decrementAndGet), fieldBytes);
            request.sent();
            return response;
        }
    }

    private void requireAllowed(OutgoingRequest request) throws HttpException {
        Protocol protocol = request.tls() ? Protocol.HTTPS : Protocol.HTTP;
        boolean allowed;
        if (LITERAL.matcher(request.host()).matches()) {
            try {
                allowed = network.policy().mayConnect(protocol, InetAddress.ofLiteral(request.host()), request.port());
            } catch (IllegalArgumentException e) {
                throw new HttpException(new HttpErrorCode.HttpRequestUriInvalid(), e);
            }
        } else {
            allowed = network.policy().mayRequest(protocol, request.host().toLowerCase(Locale.ROOT), request.port());
        }
        if (!allowed) {
            throw new HttpException(new HttpErrorCode.HttpRequestDenied());
        }
    }

    /** Closes the connections that were made for the instance. */
    @Override
    public void close() {
        sender.forget(network);
    }
}
