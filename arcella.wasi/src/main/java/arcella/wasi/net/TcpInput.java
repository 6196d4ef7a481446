package arcella.wasi.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

import arcella.wasi.io.GuestInput;
import arcella.wasi.io.Pollable;
import arcella.wasi.io.StreamException;

/** Bytes from a connection. To learn whether there are any it reads them, one buffer ahead. */
final class TcpInput extends GuestInput {

    private static final int BUFFER_BYTES = 64 << 10;

    private final SocketChannel channel;
    private final Pollable readable;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).flip();
    private boolean ended;
    private @org.jspecify.annotations.Nullable IOException failure;

    TcpInput(SocketPoller poller, SocketChannel channel) {
        this.channel = channel;
        this.readable = new SocketPollable(poller, channel, SelectionKey.OP_READ, this::fill);
    }

    /** Reads if nothing is left; answers whether there is something to tell. */
    private boolean fill() {
        if (buffer.hasRemaining() || ended || failure != null) {
            return true;
        }
        buffer.clear();
        try {
            ended = channel.read(buffer) < 0;
        } catch (IOException e) {
            failure = e;
        }
        buffer.flip();
        return buffer.hasRemaining() || ended || failure != null;
    }

    @Override
    protected int take(byte[] target, int offset, int length) throws StreamException {
        fill();
        if (buffer.hasRemaining()) {
            int count = Math.min(length, buffer.remaining());
            buffer.get(target, offset, count);
            return count;
        }
        if (failure != null) {
            throw StreamException.failed(failure);
        }
        return ended ? -1 : 0;
    }

    @Override
    public Pollable readable() {
        return readable;
    }

    /** Forgets what is left; the stream is at its end. */
    void shutdown() {
        buffer.position(buffer.limit());
        ended = true;
    }
}
