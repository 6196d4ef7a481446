package arcella.wasi.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import arcella.wasi.net.NetworkRule.Protocol;

/** A UDP socket, with the states of {@code wasi:sockets/udp}. Used by one thread at a time; nothing here waits. */
public final class UdpSocket implements AutoCloseable {

    private static final int MOST_BUFFER_BYTES = 64 << 20;

    private final Network network;
    private final StandardProtocolFamily family;
    private final DatagramChannel channel;
    private boolean bindStarted;
    private boolean bound;
    private boolean listening;
    private int users = 1;
    private @Nullable UdpStreams streams;

    private UdpSocket(Network network, StandardProtocolFamily family, DatagramChannel channel) {
        this.network = network;
        this.family = family;
        this.channel = channel;
    }

    static UdpSocket create(Network network, StandardProtocolFamily family) throws NetworkException {
        network.requireRoom();
        try {
            DatagramChannel channel = DatagramChannel.open(family);
            channel.configureBlocking(false);
            return new UdpSocket(network, family, network.opened(channel));
        } catch (UnsupportedOperationException e) {
            throw NetworkError.NOT_SUPPORTED.failure();
        } catch (IOException e) {
            throw NetworkError.of(e).failure();
        }
    }

    /**
     * Begins to bind. Any free port, to send from, needs no more than a rule to send, and then only those that the rules
     * name are heard; all else needs a rule to listen.
     *
     * @throws NetworkException {@code INVALID_ARGUMENT}, {@code INVALID_STATE}, {@code ACCESS_DENIED},
     *     {@code ADDRESS_IN_USE} or {@code ADDRESS_NOT_BINDABLE}; the socket may be bound otherwise then
     */
    public void startBind(InetSocketAddress local) throws NetworkException {
        if (bindStarted) {
            throw NetworkError.CONCURRENCY_CONFLICT.failure();
        }
        requireBound(false);
        Addresses.requireFamily(local, family);
        boolean client = local.getPort() == 0 && network.policy().anyAllowed(Protocol.UDP);
        boolean listen = !client && network.policy().mayListen(Protocol.UDP, local.getAddress(), local.getPort());
        if (!client && !listen) {
            throw NetworkError.ACCESS_DENIED.failure();
        }
        try {
            channel.bind(local);
        } catch (IOException e) {
            throw NetworkError.of(e).failure();
        }
        listening = listen;
        bindStarted = true;
    }

    private void requireBound(boolean wanted) throws NetworkException {
        if (bound != wanted || !channel.isOpen()) {
            throw NetworkError.INVALID_STATE.failure();
        }
    }

    /** Ends binding. */
    public void finishBind() throws NetworkException {
        if (!bindStarted) {
            throw NetworkError.NOT_IN_PROGRESS.failure();
        }
        bindStarted = false;
        bound = true;
    }

    /**
     * Sets up the two directions, to all or to one peer. Those set up before work no more.
     *
     * @throws NetworkException {@code INVALID_STATE} unless it is bound, {@code INVALID_ARGUMENT}, {@code ACCESS_DENIED}
     */
    public UdpStreams stream(Optional<InetSocketAddress> peer) throws NetworkException {
        requireBound(true);
        if (peer.isPresent()) {
            InetSocketAddress remote = peer.get();
            Addresses.requireFamily(remote, family);
            Addresses.requireRemote(remote);
            if (!network.policy().mayConnect(Protocol.UDP, remote.getAddress(), remote.getPort())) {
                throw NetworkError.ACCESS_DENIED.failure();
            }
        }
        UdpStreams earlier = streams;
        if (earlier != null) {
            earlier.replace();
            streams = null;
        }
        try {
            if (channel.isConnected()) {
                channel.disconnect();
            }
            if (peer.isPresent()) {
                channel.connect(peer.get());
            }
        } catch (IOException e) {
            throw NetworkError.of(e).failure();
        }
        UdpStreams made = new UdpStreams(network, this, channel, family, peer, listening);
        streams = made;
        users += 2;
        return made;
    }

    /** Where it is bound. */
    public InetSocketAddress localAddress() throws NetworkException {
        requireBound(true);
        try {
            if (channel.getLocalAddress() instanceof InetSocketAddress local) {
                return local;
            }
        } catch (IOException e) {
            throw NetworkError.of(e).failure();
        }
        throw NetworkError.INVALID_STATE.failure();
    }

    /** The peer it is set up for. */
    public InetSocketAddress remoteAddress() throws NetworkException {
        return Optional.ofNullable(streams).flatMap(UdpStreams::peer)
                .orElseThrow(NetworkError.INVALID_STATE::failure);
    }

    /** Which addresses it has. */
    public StandardProtocolFamily family() {
        return family;
    }

    private long size(SocketOption<Integer> option) throws NetworkException {
        try {
            return channel.getOption(option);
        } catch (IOException e) {
            throw NetworkError.of(e).failure();
        }
    }

    private void size(SocketOption<Integer> option, long bytes) throws NetworkException {
        if (bytes == 0) {
            throw NetworkError.INVALID_ARGUMENT.failure();
        }
        try {
            channel.setOption(option, (int) (bytes < 0 ? MOST_BUFFER_BYTES : Math.min(bytes, MOST_BUFFER_BYTES)));
        } catch (IOException e) {
            throw NetworkError.of(e).failure();
        }
    }

    /** The kernel's buffer for what comes in. */
    public long receiveBufferBytes() throws NetworkException {
        return size(StandardSocketOptions.SO_RCVBUF);
    }

    /** Sets the size of that buffer, unsigned; a hint. */
    public void receiveBufferBytes(long bytes) throws NetworkException {
        size(StandardSocketOptions.SO_RCVBUF, bytes);
    }

    /** The kernel's buffer for what goes out. */
    public long sendBufferBytes() throws NetworkException {
        return size(StandardSocketOptions.SO_SNDBUF);
    }

    /** Sets the size of that buffer, unsigned; a hint. */
    public void sendBufferBytes(long bytes) throws NetworkException {
        size(StandardSocketOptions.SO_SNDBUF, bytes);
    }

    void release() {
        users--;
        if (users == 0) {
            network.close(channel);
        }
    }

    /** Lets go of it; it stays until its streams are dropped, too. */
    @Override
    public void close() {
        release();
    }
}
