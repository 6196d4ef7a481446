package arcella.worker.internal.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;
import arcella.worker.WorkerError;

/**
 * Frames over a Unix-domain socket: a length of four bytes, big-endian, then so many bytes, at least one.
 *
 * <p>One thread, the one in {@link #run}, reads, and writes what others could not get rid of. Any thread sends: it
 * writes to the socket itself if nothing waits before it, which saves a change of threads; what the socket does not take
 * at once is left to the reading thread. So nobody waits for the peer until {@value #PENDING_LIMIT} bytes are left, and
 * then only those who said they would ({@link #send}).
 *
 * <p>The socket is in non-blocking mode because a thread that is interrupted within a blocking operation of a channel
 * closes the channel, and guests' threads are interrupted as a matter of course.
 */
public final class FrameChannel implements AutoCloseable {

    /** The longest frame that is taken or sent: 64 MiB for values and some for what is around them. */
    public static final int MAX_FRAME = (64 << 20) + (64 << 10);

    private static final int PENDING_LIMIT = 1 << 20;
    private static final int SLICE = 64 << 10;
    private static final int HEADER = 4;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;

    private final ReentrantLock writing = new ReentrantLock();
    private final Condition room = writing.newCondition();
    private final ArrayDeque<ByteBuffer> pending = new ArrayDeque<>();
    private long pendingBytes;
    private boolean closed;

    private volatile @Nullable Thread reading;

    /** Takes over a connected socket. */
    public FrameChannel(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        this.selector = Selector.open();
        this.key = channel.register(selector, SelectionKey.OP_READ);
    }

    /** Takes a frame that has arrived. */
    @FunctionalInterface
    public interface Receiver {
        /**
         * @param frame the frame without its length; the receiver may keep it
         */
        void received(byte[] frame) throws IOException;
    }

    /**
     * Sends a frame; waits while too much is left over from earlier ones, except on the reading thread, which would wait
     * for itself. The frame may be sent later, and must not be changed. Frames sent by one thread arrive in order, and an interrupt before or while waiting means that nothing
     * of this one is sent.
     *
     * @throws IOException if the socket is closed or fails
     */
    public void send(byte[] frame) throws IOException, InterruptedException {
        writing.lockInterruptibly();
        try {
            while (pendingBytes > PENDING_LIMIT && !closed && Thread.currentThread() != reading) {
                room.await();
            }
            begin(frame);
        } finally {
            writing.unlock();
        }
    }

    /**
     * Sends a frame without ever waiting for the peer.
     *
     * @return false if too much is left over from earlier ones; nothing is sent then
     * @throws IOException if the socket is closed or fails
     */
    public boolean offer(byte[] frame) throws IOException {
        writing.lock();
        try {
            if (pendingBytes > PENDING_LIMIT) {
                return false;
            }
            begin(frame);
            return true;
        } finally {
            writing.unlock();
        }
    }

    private void begin(byte[] frame) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (frame.length == 0 || frame.length > MAX_FRAME) {
            throw new IllegalArgumentException("a frame of " + frame.length + " bytes");
        }
        // One system call for what is small; what is large is not copied for that.
        if (frame.length <= SLICE) {
            write(ByteBuffer.allocate(HEADER + frame.length).putInt(frame.length).put(frame).flip());
        } else {
            write(ByteBuffer.allocate(HEADER).putInt(frame.length).flip());
            write(ByteBuffer.wrap(frame));
        }
        if (!pending.isEmpty()) {
            key.interestOpsOr(SelectionKey.OP_WRITE);
            selector.wakeup();
        }
    }

    private void write(ByteBuffer buffer) throws IOException {
        if (pending.isEmpty()) {
            drain(buffer);
        }
        if (buffer.hasRemaining()) {
            pending.add(buffer);
            pendingBytes += buffer.remaining();
        }
    }

    /** Writes until the socket takes no more; in slices, since the JDK copies all that it is given on every attempt. */
    private void drain(ByteBuffer buffer) throws IOException {
        int end = buffer.limit();
        while (buffer.position() < end) {
            buffer.limit(Math.min(end, buffer.position() + SLICE));
            int written = channel.write(buffer);
            boolean full = buffer.hasRemaining();
            buffer.limit(end);
            if (full || written == 0) {
                return;
            }
        }
    }

    private void writePending() throws IOException {
        writing.lock();
        try {
            while (!pending.isEmpty()) {
                ByteBuffer first = pending.getFirst();
                int before = first.remaining();
                drain(first);
                pendingBytes -= before - first.remaining();
                if (first.hasRemaining()) {
                    break;
                }
                pending.removeFirst();
            }
            if (pending.isEmpty()) {
                key.interestOpsAnd(~SelectionKey.OP_WRITE);
            }
            if (pendingBytes <= PENDING_LIMIT) {
                room.signalAll();
            }
        } finally {
            writing.unlock();
        }
    }

    /**
     * Reads frames and hands them over, on the calling thread, until the peer ends the connection. The receiver must not
     * wait for anything that needs this thread.
     *
     * @throws EOFException if the peer ended the connection within a frame
     * @throws IOException if the socket fails, or was closed by {@link #close}
     * @throws ArcellaException with {@link WorkerError#PROTOCOL} if a length is out of range
     */
    public void run(Receiver receiver) throws IOException {
        reading = Thread.currentThread();
        FrameReader reader = new FrameReader(channel, receiver);
        while (true) {
            int ready = select();
            if ((ready & SelectionKey.OP_WRITE) != 0) {
                writePending();
            }
            if ((ready & SelectionKey.OP_READ) != 0) {
                if (!reader.read()) {
                    return;
                }
            }
        }
    }

    private int select() throws IOException {
        try {
            selector.select();
            selector.selectedKeys().clear();
            return key.readyOps();
        } catch (ClosedSelectorException | CancelledKeyException e) {
            throw new AsynchronousCloseException();
        }
    }

    /** Closes the socket; whoever waits in {@link #send} or {@link #run} fails. */
    @Override
    public void close() {
        writing.lock();
        try {
            closed = true;
            pending.clear();
            pendingBytes = 0;
            room.signalAll();
            channel.close();
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a socket could not be closed", e);
        } finally {
            writing.unlock();
        }
    }
}
