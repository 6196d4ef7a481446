package arcella.wasi.preview2.sockets;

import java.util.Objects;

import arcella.engine.binding.WitName;
import arcella.wasi.net.NetworkError;
import arcella.wasi.net.NetworkException;
import arcella.wasi.net.TcpConnection;
import arcella.wasi.net.TcpSocket;
import arcella.wasi.preview2.io.InputStreamResource;
import arcella.wasi.preview2.io.OutputStreamResource;
import arcella.wasi.preview2.io.PollableResource;

/** The resource {@code tcp-socket} of {@code wasi:sockets/tcp}. Used by one thread at a time. */
@WitName("tcp-socket")
public final class TcpSocketResource implements AutoCloseable {

    /** Both directions of a new connection. */
    public record Streams(InputStreamResource input, OutputStreamResource output) {

        private static Streams of(TcpConnection connection) {
            return new Streams(new InputStreamResource(connection.input(), connection::release),
                    new OutputStreamResource(connection.output(), connection::release));
        }
    }

    /** A connection that came in. */
    public record Accepted(TcpSocketResource socket, InputStreamResource input, OutputStreamResource output) {}

    private final TcpSocket socket;
    private final IpAddressFamily family;

    TcpSocketResource(TcpSocket socket) {
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

    /** {@code start-connect}. */
    public void startConnect(NetworkResource network, IpSocketAddress remoteAddress) throws NetworkException {
        Objects.requireNonNull(network, "network");
        socket.startConnect(remoteAddress.inet(family));
    }

    /** {@code finish-connect}. */
    public Streams finishConnect() throws NetworkException {
        return Streams.of(socket.finishConnect());
    }

    /** {@code start-listen}. */
    public void startListen() throws NetworkException {
        socket.startListen();
    }

    /** {@code finish-listen}. */
    public void finishListen() throws NetworkException {
        socket.finishListen();
    }

    /** {@code accept}. */
    public Accepted accept() throws NetworkException {
        TcpSocket.Accepted accepted = socket.accept();
        Streams streams = Streams.of(accepted.connection());
        return new Accepted(new TcpSocketResource(accepted.socket()), streams.input(), streams.output());
    }

    /** {@code local-address}. */
    public IpSocketAddress localAddress() throws NetworkException {
        return IpSocketAddress.of(socket.localAddress());
    }

    /** {@code remote-address}. */
    public IpSocketAddress remoteAddress() throws NetworkException {
        return IpSocketAddress.of(socket.remoteAddress());
    }

    /** {@code is-listening}. */
    public boolean isListening() {
        return socket.listening();
    }

    /** {@code address-family}. */
    public IpAddressFamily addressFamily() {
        return family;
    }

    /** {@code set-listen-backlog-size}. */
    public void setListenBacklogSize(long value) throws NetworkException {
        socket.backlog(value);
    }

    /** {@code keep-alive-enabled}. */
    public boolean keepAliveEnabled() throws NetworkException {
        return socket.options().keepAlive();
    }

    /** {@code set-keep-alive-enabled}. */
    public void setKeepAliveEnabled(boolean value) throws NetworkException {
        socket.options().keepAlive(value);
    }

    /** {@code keep-alive-idle-time}, in nanoseconds. */
    public long keepAliveIdleTime() throws NetworkException {
        return socket.options().keepAliveIdleNanos();
    }

    /** {@code set-keep-alive-idle-time}. */
    public void setKeepAliveIdleTime(long value) throws NetworkException {
        socket.options().keepAliveIdleNanos(value);
    }

    /** {@code keep-alive-interval}, in nanoseconds. */
    public long keepAliveInterval() throws NetworkException {
        return socket.options().keepAliveIntervalNanos();
    }

    /** {@code set-keep-alive-interval}. */
    public void setKeepAliveInterval(long value) throws NetworkException {
        socket.options().keepAliveIntervalNanos(value);
    }

    /** {@code keep-alive-count}. */
    public long keepAliveCount() throws NetworkException {
        return socket.options().keepAliveCount();
    }

    /** {@code set-keep-alive-count}. */
    public void setKeepAliveCount(long value) throws NetworkException {
        socket.options().keepAliveCount(value);
    }

    /** {@code hop-limit}: {@code not-supported}, as the JDK has no such option. */
    public short hopLimit() throws NetworkException {
        throw NetworkError.NOT_SUPPORTED.failure();
    }

    /** {@code set-hop-limit}: {@code not-supported}, as the JDK has no such option. */
    public void setHopLimit(short value) throws NetworkException {
        throw (value == 0 ? NetworkError.INVALID_ARGUMENT : NetworkError.NOT_SUPPORTED).failure();
    }

    /** {@code receive-buffer-size}. */
    public long receiveBufferSize() throws NetworkException {
        return socket.options().receiveBufferBytes();
    }

    /** {@code set-receive-buffer-size}. */
    public void setReceiveBufferSize(long value) throws NetworkException {
        socket.options().receiveBufferBytes(value);
    }

    /** {@code send-buffer-size}. */
    public long sendBufferSize() throws NetworkException {
        return socket.options().sendBufferBytes();
    }

    /** {@code set-send-buffer-size}. */
    public void setSendBufferSize(long value) throws NetworkException {
        socket.options().sendBufferBytes(value);
    }

    /** {@code subscribe}: ready when the operation under way can be finished, or a connection is there. */
    public PollableResource subscribe() {
        return new PollableResource(socket.pollable());
    }

    /** {@code shutdown}. */
    public void shutdown(ShutdownType shutdownType) throws NetworkException {
        socket.shutdown(shutdownType != ShutdownType.SEND, shutdownType != ShutdownType.RECEIVE);
    }

    @Override
    public void close() {
        socket.close();
    }
}
