package arcella.wasi.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.Arrays;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import arcella.wasi.io.Pollable;
import arcella.wasi.net.NetworkRule.Protocol;

/**
 * A UDP socket's way in and out, to all or to one peer; only a socket's newest works. Datagrams from another than the
 * peer, and from where no rule allows, are dropped here. Used by one thread at a time; nothing here waits.
 */
public final class UdpStreams {

    /**
     * A datagram that came in.
     *
     * @param data its bytes
     * @param from who sent it
     */
    public record Received(byte[] data, InetSocketAddress from) {}

    private static final int MOST_BYTES = 65_535;

    private final Network network;
    private final UdpSocket socket;
    private final DatagramChannel channel;
    private final StandardProtocolFamily family;
    private final Optional<InetSocketAddress> peer;
    private final boolean listening;
    private final Pollable readable;
    private final Pollable writable;
    private final ByteBuffer buffer = ByteBuffer.allocate(MOST_BYTES);
    private @Nullable Received waiting;
    private @Nullable IOException failure;
    private volatile boolean full;
    private boolean replaced;

    UdpStreams(Network network, UdpSocket socket, DatagramChannel channel, StandardProtocolFamily family,
            Optional<InetSocketAddress> peer, boolean listening) {
        this.network = network;
        this.socket = socket;
        this.channel = channel;
        this.family = family;
        this.peer = peer;
        this.listening = listening;
        this.readable = new SocketPollable(network.poller(), channel, SelectionKey.OP_READ, this::receive);
        this.writable = new SocketPollable(network.poller(), channel, SelectionKey.OP_WRITE, this::sendable);
    }

    /** Whom it is limited to. */
    public Optional<InetSocketAddress> peer() {
        return peer;
    }

    void replace() {
        replaced = true;
        waiting = null;
    }

    /** Ready when there is a datagram, or a failure to be told. */
    public Pollable readable() {
        return readable;
    }

    /** Ready when the kernel may take a datagram. */
    public Pollable writable() {
        return writable;
    }

    /** Takes a datagram if none is waiting here; answers whether there is something to tell. */
    private boolean receive() {
        while (waiting == null && failure == null && !replaced) {
            buffer.clear();
            try {
                if (!(channel.receive(buffer) instanceof InetSocketAddress from)) {
                    return false;
                }
                if (wanted(from)) {
                    waiting = new Received(Arrays.copyOf(buffer.array(), buffer.position()), from);
                }
            } catch (IOException e) {
                failure = e;
            }
        }
        return true;
    }

    private boolean wanted(InetSocketAddress from) {
        if (Addresses.family(from.getAddress()) != family) {
            return false;
        }
        if (peer.isPresent()) {
            return peer.get().getPort() == from.getPort() && peer.get().getAddress().equals(from.getAddress());
        }
        return listening || network.policy().mayHear(Protocol.UDP, from.getAddress(), from.getPort());
    }

    /**
     * The next datagram; empty if there is none now.
     *
     * @throws NetworkException {@code INVALID_STATE} if a newer pair was set up, {@code CONNECTION_REFUSED} or
     *     {@code REMOTE_UNREACHABLE} if the peer let that be known; each told once
     */
    public Optional<Received> next() throws NetworkException {
        requireCurrent();
        receive();
        Received taken = waiting;
        if (taken != null) {
            waiting = null;
            return Optional.of(taken);
        }
        IOException why = failure;
        if (why != null) {
            failure = null;
            throw NetworkError.of(why).failure();
        }
        return Optional.empty();
    }

    private void requireCurrent() throws NetworkException {
        if (replaced || !channel.isOpen()) {
            throw NetworkError.INVALID_STATE.failure();
        }
    }

    /**
     * Whether a datagram may be sent now.
     *
     * @throws NetworkException {@code INVALID_STATE} if a newer pair was set up
     */
    public boolean maySend() throws NetworkException {
        requireCurrent();
        return sendable();
    }

    private boolean sendable() {
        return !full || replaced;
    }

    /**
     * Sends one datagram.
     *
     * @param to where to; empty for the peer
     * @return whether the kernel took it
     * @throws NetworkException {@code INVALID_ARGUMENT}, {@code ACCESS_DENIED}, {@code DATAGRAM_TOO_LARGE} and what the
     *     network tells
     */
    public boolean send(byte[] data, Optional<InetSocketAddress> to) throws NetworkException {
        requireCurrent();
        InetSocketAddress target = to.or(() -> peer).orElseThrow(NetworkError.INVALID_ARGUMENT::failure);
        Addresses.requireFamily(target, family);
        Addresses.requireRemote(target);
        if (peer.isPresent() && !peer.get().equals(target)) {
            throw NetworkError.INVALID_ARGUMENT.failure();
        }
        if (data.length > MOST_BYTES) {
            throw NetworkError.DATAGRAM_TOO_LARGE.failure();
        }
        if (!network.policy().mayConnect(Protocol.UDP, target.getAddress(), target.getPort())) {
            throw NetworkError.ACCESS_DENIED.failure();
        }
        ByteBuffer bytes = ByteBuffer.wrap(data);
        try {
            channel.send(bytes, target);
            // An empty datagram and one that was not taken both count 0 bytes; the kernel's buffer takes an empty one.
            if (bytes.hasRemaining()) {
                awaitRoom();
            }
            return !bytes.hasRemaining();
        } catch (IOException e) {
            throw NetworkError.of(e).failure();
        }
    }

    /** Nothing more may be sent until the poller says that the kernel has room. */
    private void awaitRoom() {
        full = true;
        network.poller().once(channel, SelectionKey.OP_WRITE, () -> full = false);
    }

    /** One of the two directions is dropped; each calls this once. */
    public void release() {
        socket.release();
    }
}
