package arcella.wasi.net;

import java.io.IOException;
import java.nio.channels.SocketChannel;

import arcella.wasi.io.GuestInput;
import arcella.wasi.io.GuestOutput;

/**
 * The two streams of a connection. Its socket and both streams use it; when all three have called {@link #release}, what
 * is left goes out and the connection is closed. Used by one thread at a time.
 */
public final class TcpConnection {

    private static final int USERS = 3;

    private final Network network;
    private final SocketChannel channel;
    private final TcpInput input;
    private final TcpOutput output;
    private int users = USERS;

    TcpConnection(Network network, SocketChannel channel) {
        this.network = network;
        this.channel = channel;
        this.input = new TcpInput(network.poller(), channel);
        this.output = new TcpOutput(network.poller(), channel);
    }

    /** Bytes from the other side. */
    public GuestInput input() {
        return input;
    }

    /** Bytes to the other side. */
    public GuestOutput output() {
        return output;
    }

    /** One of the three users lets go, each once, and each on whatever thread: a stream may have gone to another guest. */
    public synchronized void release() {
        users--;
        if (users == 0) {
            output.finish(() -> network.close(channel));
        }
    }

    /** Ends a direction; ending it again changes nothing. What was written before goes out first. */
    void shutdown(boolean receive, boolean send) throws NetworkException {
        try {
            if (receive) {
                input.shutdown();
                channel.shutdownInput();
            }
        } catch (IOException e) {
            throw NetworkError.of(e).failure();
        }
        if (send) {
            output.shutdown();
            output.finish(this::endOutput);
        }
    }

    private void endOutput() {
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            // The connection is gone already, and with it the direction.
            return;
        }
    }
}
