package arcella.wasi.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

import org.jspecify.annotations.Nullable;

import arcella.wasi.io.GuestOutput;
import arcella.wasi.io.Pollable;
import arcella.wasi.io.StreamException;

/**
 * Bytes to a connection. What the kernel does not take at once waits here; nothing more is taken until it is gone. The
 * guest's thread writes, and after the guest's last word the poller's thread passes on what is left.
 */
final class TcpOutput extends GuestOutput {

    private static final int PERMIT_BYTES = 64 << 10;

    private final SocketPoller poller;
    private final SocketChannel channel;
    private final Pollable writable;
    private ByteBuffer left = ByteBuffer.allocate(0);
    private boolean shut;
    private @Nullable IOException failure;

    TcpOutput(SocketPoller poller, SocketChannel channel) {
        this.poller = poller;
        this.channel = channel;
        this.writable = new SocketPollable(poller, channel, SelectionKey.OP_WRITE, this::tellable);
    }

    /** Passes on what is left; answers whether nothing is, or there is a failure to tell. */
    private synchronized boolean drain() {
        if (left.hasRemaining() && failure == null) {
            try {
                channel.write(left);
            } catch (IOException e) {
                failure = e;
            }
        }
        return !left.hasRemaining() || failure != null;
    }

    @Override
    protected synchronized long room() throws StreamException {
        boolean drained = drain();
        tell();
        return drained ? PERMIT_BYTES : 0;
    }

    private void tell() throws StreamException {
        if (shut) {
            throw StreamException.closed();
        }
        IOException why = failure;
        if (why != null) {
            shut = true;
            throw StreamException.failed(why);
        }
    }

    @Override
    protected synchronized void put(byte[] source, int offset, int length) throws StreamException {
        tell();
        ByteBuffer given = ByteBuffer.wrap(source, offset, length);
        if (!left.hasRemaining()) {
            try {
                channel.write(given);
            } catch (IOException e) {
                failure = e;
                tell();
            }
        }
        if (given.hasRemaining()) {
            ByteBuffer joined = ByteBuffer.allocate(left.remaining() + given.remaining());
            left = joined.put(left).put(given).flip();
        }
    }

    @Override
    public synchronized void flush() throws StreamException {
        drain();
        tell();
    }

    @Override
    public Pollable writable() {
        return writable;
    }

    private synchronized boolean tellable() {
        return drain() || shut;
    }

    /** Takes nothing more from the guest. */
    synchronized void shutdown() {
        shut = true;
    }

    /** Passes on what is left, on the poller's thread if the kernel does not take it now, and then runs {@code end}. */
    void finish(Runnable end) {
        if (drain()) {
            end.run();
            return;
        }
        Runnable once = new Runnable() {

            private boolean ended;

            @Override
            public synchronized void run() {
                if (!ended && drain()) {
                    ended = true;
                    end.run();
                } else if (!ended) {
                    poller.arm(channel, SelectionKey.OP_WRITE);
                }
            }
        };
        poller.subscribe(channel, SelectionKey.OP_WRITE, once);
    }
}
