package arcella.wasi.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import arcella.wasi.io.Pollable;
import arcella.wasi.net.NetworkRule.Protocol;

/**
 * A TCP socket with the states that {@code TcpSocketOperationalSemantics.md} of {@code wasi:sockets} names. Used by one
 * thread at a time; nothing here waits, {@link #pollable()} tells when to come back.
 *
 * <p>An argument that is refused leaves the socket as it was, so that a guest may try another; a connection or a listener
 * that fails closes it, as does {@link #close}.
 *
 * <p>The JDK has one kind of channel for listening and one for the rest, and learns which too late: a socket is bound as
 * the second kind, and when it is to listen, a listening one is bound to the same address before the first lets go of
 * it, which the kernel allows as long as neither listens.
 */
public final class TcpSocket implements AutoCloseable {

    /** Where the socket is in its life. */
    private enum State {
        UNBOUND, BIND_STARTED, BOUND, LISTEN_STARTED, LISTENING, CONNECTING, CONNECTED, CLOSED
    }

    /**
     * A connection that came in.
     *
     * @param socket its socket, connected
     * @param connection its streams
     */
    public record Accepted(TcpSocket socket, TcpConnection connection) {}

    private static final int DEFAULT_BACKLOG = 128;
    private static final int MOST_BACKLOG = 4096;

    private final Network network;
    private final StandardProtocolFamily family;
    private final TcpOptions options = new TcpOptions(this::channel);
    private State state;
    private NetworkChannel channel;
    private int backlog = DEFAULT_BACKLOG;
    private @Nullable TcpListener listener;
    private @Nullable TcpConnection connection;
    private @Nullable IOException failure;

    private TcpSocket(Network network, StandardProtocolFamily family, NetworkChannel channel, State state) {
        this.network = network;
        this.family = family;
        this.channel = channel;
        this.state = state;
    }

    static TcpSocket create(Network network, StandardProtocolFamily family) throws NetworkException {
        network.requireRoom();
        try {
            SocketChannel channel = network.opened(SocketChannel.open(family));
            boolean ready = false;
            try {
                prepare(channel);
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                ready = true;
            } finally {
                if (!ready) {
                    network.close(channel);
                }
            }
            return new TcpSocket(network, family, channel, State.UNBOUND);
        } catch (UnsupportedOperationException e) {
            throw NetworkError.NOT_SUPPORTED.failure();
        } catch (IOException e) {
            throw NetworkError.of(e).failure();
        }
    }

    private static void prepare(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        // Guests say when to flush; what they wrote is not held back.
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    private NetworkChannel channel() {
        return channel;
    }

    private static void require(boolean holds) throws NetworkException {
        if (!holds) {
            throw NetworkError.INVALID_STATE.failure();
        }
    }

    private void requireIdle() throws NetworkException {
        if (state == State.BIND_STARTED || state == State.LISTEN_STARTED || state == State.CONNECTING) {
            throw NetworkError.CONCURRENCY_CONFLICT.failure();
        }
    }

    private SocketChannel stream() throws NetworkException {
        if (channel instanceof SocketChannel stream) {
            return stream;
        }
        throw NetworkError.INVALID_STATE.failure();
    }

    /**
     * Begins to bind. Any free port, to connect from, needs no more than a rule to connect; all else a rule to listen.
     *
     * @throws NetworkException {@code INVALID_ARGUMENT}, {@code INVALID_STATE}, {@code ACCESS_DENIED},
     *     {@code ADDRESS_IN_USE} or {@code ADDRESS_NOT_BINDABLE}; the socket may be bound otherwise then
     */
    public void startBind(InetSocketAddress local) throws NetworkException {
        requireIdle();
        require(state == State.UNBOUND);
        Addresses.requireFamily(local, family);
        Addresses.requireUnicast(local);
        boolean client = local.getPort() == 0 && network.policy().anyAllowed(Protocol.TCP);
        if (!client && !network.policy().mayListen(Protocol.TCP, local.getAddress(), local.getPort())) {
            throw NetworkError.ACCESS_DENIED.failure();
        }
        try {
            stream().bind(local);
        } catch (IOException e) {
            throw NetworkError.of(e).failure();
        }
        state = State.BIND_STARTED;
    }

    /** Ends binding. */
    public void finishBind() throws NetworkException {
        finish(State.BIND_STARTED, State.BOUND);
    }

    private void finish(State from, State to) throws NetworkException {
        if (state != from) {
            throw NetworkError.NOT_IN_PROGRESS.failure();
        }
        state = to;
    }

    /**
     * Begins to connect to exactly this address. How it went is told by {@link #finishConnect}.
     *
     * @throws NetworkException {@code INVALID_ARGUMENT}, {@code INVALID_STATE} or {@code ACCESS_DENIED}
     */
    public void startConnect(InetSocketAddress remote) throws NetworkException {
        requireIdle();
        require(state == State.UNBOUND || state == State.BOUND);
        Addresses.requireFamily(remote, family);
        Addresses.requireUnicast(remote);
        Addresses.requireRemote(remote);
        if (!network.policy().mayConnect(Protocol.TCP, remote.getAddress(), remote.getPort())) {
            throw NetworkError.ACCESS_DENIED.failure();
        }
        state = State.CONNECTING;
        try {
            stream().connect(remote);
        } catch (IOException e) {
            failure = e;
        }
    }

    /**
     * Ends connecting.
     *
     * @throws NetworkException {@code WOULD_BLOCK} as long as it is under way; why it failed, and then the socket is
     *     closed
     */
    public TcpConnection finishConnect() throws NetworkException {
        if (state != State.CONNECTING) {
            throw NetworkError.NOT_IN_PROGRESS.failure();
        }
        if (!connected()) {
            throw NetworkError.WOULD_BLOCK.failure();
        }
        IOException why = failure;
        if (why != null) {
            fail();
            throw NetworkError.of(why).failure();
        }
        state = State.CONNECTED;
        TcpConnection made = new TcpConnection(network, stream());
        connection = made;
        return made;
    }

    private void fail() {
        state = State.CLOSED;
        network.close(channel);
    }

    /** Whether connecting has come to an end, good or bad. */
    private boolean connected() {
        if (failure != null) {
            return true;
        }
        if (!(channel instanceof SocketChannel stream)) {
            return false;
        }
        try {
            boolean done = stream.isConnected() || stream.finishConnect();
            if (done) {
                network.poller().disarm(stream, SelectionKey.OP_CONNECT);
            }
            return done;
        } catch (IOException e) {
            failure = e;
            return true;
        }
    }

    /**
     * Begins to listen.
     *
     * @throws NetworkException {@code INVALID_STATE} unless it is bound, {@code ACCESS_DENIED}; another failure closes
     *     the socket
     */
    public void startListen() throws NetworkException {
        requireIdle();
        require(state == State.BOUND);
        InetSocketAddress local = localAddress();
        if (!network.policy().mayListen(Protocol.TCP, local.getAddress(), local.getPort())) {
            throw NetworkError.ACCESS_DENIED.failure();
        }
        boolean listening = false;
        try {
            TcpListener opened = TcpListener.open(network, family, local, backlog, options);
            network.close(channel);
            channel = opened.channel();
            listener = opened;
            listening = true;
        } catch (IOException e) {
            throw NetworkError.of(e).failure();
        } finally {
            if (!listening) {
                fail();
            }
        }
        state = State.LISTEN_STARTED;
    }

    /** Ends beginning to listen. */
    public void finishListen() throws NetworkException {
        finish(State.LISTEN_STARTED, State.LISTENING);
    }

    /**
     * Takes the next connection.
     *
     * @throws NetworkException {@code INVALID_STATE} unless it listens, {@code WOULD_BLOCK} if there is none,
     *     {@code NEW_SOCKET_LIMIT} if it would be one socket too many: then it waits
     */
    public Accepted accept() throws NetworkException {
        TcpListener open = listener;
        if (state != State.LISTENING || open == null) {
            throw NetworkError.INVALID_STATE.failure();
        }
        SocketChannel taken = open.take();
        TcpSocket socket = new TcpSocket(network, family, taken, State.CONNECTED);
        boolean kept = false;
        try {
            prepare(taken);
            options.inheritTo(socket.options);
            kept = true;
        } catch (IOException e) {
            throw NetworkError.CONNECTION_ABORTED.failure();
        } finally {
            if (!kept) {
                socket.fail();
            }
        }
        TcpConnection made = new TcpConnection(network, taken);
        socket.connection = made;
        return new Accepted(socket, made);
    }

    private static InetSocketAddress inet(@Nullable SocketAddress address) throws NetworkException {
        if (address instanceof InetSocketAddress inet) {
            return inet;
        }
        throw NetworkError.INVALID_STATE.failure();
    }

    /**
     * Where it is bound.
     *
     * @throws NetworkException {@code INVALID_STATE} if it is not
     */
    public InetSocketAddress localAddress() throws NetworkException {
        require(state != State.UNBOUND && state != State.BIND_STARTED && state != State.CLOSED);
        try {
            return inet(channel.getLocalAddress());
        } catch (IOException e) {
            throw NetworkError.of(e).failure();
        }
    }

    /**
     * Where it is connected to.
     *
     * @throws NetworkException {@code INVALID_STATE} if it is not
     */
    public InetSocketAddress remoteAddress() throws NetworkException {
        require(state == State.CONNECTED);
        try {
            return inet(stream().getRemoteAddress());
        } catch (IOException e) {
            throw NetworkError.of(e).failure();
        }
    }

    /** Whether it listens. */
    public boolean listening() {
        return state == State.LISTENING;
    }

    /** Which addresses it has. */
    public StandardProtocolFamily family() {
        return family;
    }

    /** Its options. */
    public TcpOptions options() {
        return options;
    }

    /**
     * Says how many connections may wait to be accepted, unsigned; a hint.
     *
     * @throws NetworkException {@code INVALID_ARGUMENT} for 0, {@code NOT_SUPPORTED} once it listens,
     *     {@code INVALID_STATE} once it connects
     */
    public void backlog(long value) throws NetworkException {
        if (value == 0) {
            throw NetworkError.INVALID_ARGUMENT.failure();
        }
        require(state != State.CONNECTING && state != State.CONNECTED && state != State.CLOSED);
        if (state == State.LISTENING || state == State.LISTEN_STARTED) {
            throw NetworkError.NOT_SUPPORTED.failure();
        }
        backlog = (int) (value < 0 ? MOST_BACKLOG : Math.min(value, MOST_BACKLOG));
    }

    /** Ready when the operation under way can be finished, or a connection is there; good for the socket's whole life. */
    public Pollable pollable() {
        return new Pollable() {
            @Override
            public boolean ready() {
                return waited().map(SocketPollable::ready).orElse(true);
            }

            @Override
            public Subscription subscribe(Runnable waker) {
                return waited().map(pollable -> pollable.subscribe(waker)).orElseGet(() -> {
                    waker.run();
                    return () -> {};
                });
            }
        };
    }

    /** What there is to wait for in the present state. */
    private Optional<SocketPollable> waited() {
        return switch (state) {
            case CONNECTING -> channel instanceof SocketChannel stream
                    ? Optional.of(new SocketPollable(network.poller(), stream, SelectionKey.OP_CONNECT, this::connected))
                    : Optional.empty();
            case LISTENING -> Optional.ofNullable(listener).map(TcpListener::pollable);
            case UNBOUND, BIND_STARTED, BOUND, LISTEN_STARTED, CONNECTED, CLOSED -> Optional.empty();
        };
    }

    /**
     * Ends one direction of the connection, or both.
     *
     * @throws NetworkException {@code INVALID_STATE} if there is no connection
     */
    public void shutdown(boolean receive, boolean send) throws NetworkException {
        require(state == State.CONNECTED);
        TcpConnection connected = connection;
        if (connected != null) {
            connected.shutdown(receive, send);
        }
    }

    /** Lets go of it; a connection stays until its streams are dropped, too. */
    @Override
    public void close() {
        TcpListener open = listener;
        if (open != null) {
            open.close();
        }
        TcpConnection connected = connection;
        if (connected != null) {
            connection = null;
            connected.release();
        } else if (open == null && state != State.CLOSED) {
            network.close(channel);
        }
        state = State.CLOSED;
    }
}
