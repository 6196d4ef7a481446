package arcella.wasi.preview2.sockets;

import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;

import arcella.engine.binding.WitName;
import arcella.wasi.io.Pollable;
import arcella.wasi.net.NetworkError;
import arcella.wasi.net.NetworkException;
import arcella.wasi.net.UdpSocket;
import arcella.wasi.net.UdpStreams;
import arcella.wasi.preview2.io.PollableResource;

/** The resource {@code udp-socket} of {@code wasi:sockets/udp}. Used by one thread at a time. */
@WitName("udp-socket")
public final class UdpSocketResource implements AutoCloseable {

    /** The two directions of a socket. */
    public record Streams(IncomingDatagramStreamResource incoming, OutgoingDatagramStreamResource outgoing) {}

    private final UdpSocket socket;
    private final IpAddressFamily family;

    UdpSocketResource(UdpSocket socket) {
        this.socket = socket;
        this.family = IpAddressFamily.of(socket.family());
    }

    /** {@code start-bind}. */
    public void startBind(NetworkResource network, IpSocketAddress localAddress) throws NetworkException {
        Objects.requireNonNull(network, "network");
        socket.startBind(localAddress.inet(family));
    }

    /** {@code finish-bind}. */
    public void finishBind() throws NetworkException {
        socket.finishBind();
    }

    /** {@code stream}. */
    public Streams stream(Optional<IpSocketAddress> remoteAddress) throws NetworkException {
        Optional<InetSocketAddress> peer = Optional.empty();
        if (remoteAddress.isPresent()) {
            peer = Optional.of(remoteAddress.get().inet(family));
        }
        UdpStreams made = socket.stream(peer);
        return new Streams(new IncomingDatagramStreamResource(made), new OutgoingDatagramStreamResource(made, family));
    }

    /** {@code local-address}. */
    public IpSocketAddress localAddress() throws NetworkException {
        return IpSocketAddress.of(socket.localAddress());
    }

    /** {@code remote-address}. */
    public IpSocketAddress remoteAddress() throws NetworkException {
        return IpSocketAddress.of(socket.remoteAddress());
    }

    /** {@code address-family}. */
    public IpAddressFamily addressFamily() {
        return family;
    }

    /** {@code unicast-hop-limit}: {@code not-supported}, as the JDK has no such option. */
    public short unicastHopLimit() throws NetworkException {
        throw NetworkError.NOT_SUPPORTED.failure();
    }

    /** {@code set-unicast-hop-limit}: {@code not-supported}, as the JDK has no such option. */
    public void setUnicastHopLimit(short value) throws NetworkException {
        throw (value == 0 ? NetworkError.INVALID_ARGUMENT : NetworkError.NOT_SUPPORTED).failure();
    }

    /** {@code receive-buffer-size}. */
    public long receiveBufferSize() throws NetworkException {
        return socket.receiveBufferBytes();
    }

    /** {@code set-receive-buffer-size}. */
    public void setReceiveBufferSize(long value) throws NetworkException {
        socket.receiveBufferBytes(value);
    }

    /** {@code send-buffer-size}. */
    public long sendBufferSize() throws NetworkException {
        return socket.sendBufferBytes();
    }

    /** {@code set-send-buffer-size}. */
    public void setSendBufferSize(long value) throws NetworkException {
        socket.sendBufferBytes(value);
    }

    /** {@code subscribe}: always ready, as binding never waits here. */
    public PollableResource subscribe() {
        return new PollableResource(Pollable.always());
    }

    @Override
    public void close() {
        socket.close();
    }
}
