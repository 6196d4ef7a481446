package arcella.wasi.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

import org.jspecify.annotations.Nullable;

/** Connections that come in. To learn whether there is one it accepts it, one ahead. Used by one thread at a time. */
final class TcpListener {

    private final Network network;
    private final StandardProtocolFamily family;
    private final ServerSocketChannel channel;
    private @Nullable SocketChannel arrived;
    private @Nullable IOException failure;

    private TcpListener(Network network, StandardProtocolFamily family, ServerSocketChannel channel) {
        this.network = network;
        this.family = family;
        this.channel = channel;
    }

    /** Listens at {@code local}. */
    static TcpListener open(Network network, StandardProtocolFamily family, InetSocketAddress local, int backlog,
            TcpOptions options) throws IOException, NetworkException {
        ServerSocketChannel channel = ServerSocketChannel.open(family);
        boolean kept = false;
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            options.moveTo(channel);
            channel.bind(local, backlog);
            kept = true;
        } finally {
            if (!kept) {
                channel.close();
            }
        }
        return new TcpListener(network, family, network.opened(channel));
    }

    ServerSocketChannel channel() {
        return channel;
    }

    SocketPollable pollable() {
        return new SocketPollable(network.poller(), channel, SelectionKey.OP_ACCEPT, this::arrive);
    }

    /** Takes a connection that came in, if none is waiting here; answers whether there is something to tell. */
    private boolean arrive() {
        if (arrived != null || failure != null) {
            return true;
        }
        try {
            while (true) {
                SocketChannel next = channel.accept();
                if (next == null) {
                    return false;
                }
                // The JDK's IPv6 sockets take IPv4, too; WASI's do not.
                if (next.getRemoteAddress() instanceof InetSocketAddress remote
                        && Addresses.family(remote.getAddress()) == family) {
                    arrived = next;
                    return true;
                }
                next.close();
            }
        } catch (IOException e) {
            failure = e;
            return true;
        }
    }

    /** The next connection, from here on one of the network's sockets. */
    SocketChannel take() throws NetworkException {
        network.requireRoom();
        if (!arrive()) {
            throw NetworkError.WOULD_BLOCK.failure();
        }
        SocketChannel taken = arrived;
        IOException why = failure;
        arrived = null;
        failure = null;
        if (taken == null) {
            throw (why == null ? NetworkError.INVALID_STATE : NetworkError.of(why)).failure();
        }
        return network.opened(taken);
    }

    void close() {
        SocketChannel waiting = arrived;
        arrived = null;
        if (waiting != null) {
            network.close(waiting);
        }
        network.close(channel);
    }
}
