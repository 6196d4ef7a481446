package arcella.wasi.io;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * An output stream over a sink that may wait: a bounded queue, emptied by a task of the given executor that runs only
 * while there is something to write. The guest's thread never waits for the sink.
 *
 * <p>A failure of the sink is told once as failed; from then on the stream is closed.
 */
public final class QueuedOutput extends GuestOutput implements Pollable {

    private static final int PORTION_BYTES = 16 << 10;

    private final OutputSink sink;
    private final Executor executor;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Runnable> wakers = ConcurrentHashMap.newKeySet();

    // All guarded by the lock.
    private final byte[] queue;
    private int start;
    private int queued;
    private boolean draining;
    private boolean flushing;
    private boolean closed;
    private @Nullable Throwable failure;

    /**
     * @param executor runs what waits for the sink; best with a virtual thread per task
     * @param bytes the most to keep, more than 0
     */
    public QueuedOutput(OutputSink sink, Executor executor, int bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("a queue for " + bytes + " bytes");
        }
        this.sink = sink;
        this.executor = executor;
        this.queue = new byte[bytes];
    }

    @Override
    protected long room() throws StreamException {
        lock.lock();
        try {
            tellFailure();
            return flushing ? 0 : queue.length - queued;
        } finally {
            lock.unlock();
        }
    }

    private void tellFailure() throws StreamException {
        Throwable why = failure;
        if (why != null) {
            failure = null;
            throw StreamException.failed(why);
        }
        if (closed) {
            throw StreamException.closed();
        }
    }

    @Override
    protected void put(byte[] source, int offset, int length) throws StreamException {
        lock.lock();
        try {
            tellFailure();
            if (length > queue.length - queued) {
                throw new IllegalStateException("more than the room that was told");
            }
            int end = (start + queued) % queue.length;
            int first = Math.min(length, queue.length - end);
            System.arraycopy(source, offset, queue, end, first);
            System.arraycopy(source, offset + first, queue, 0, length - first);
            queued += length;
            drain();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void flush() throws StreamException {
        lock.lock();
        try {
            tellFailure();
            flushing = queued > 0;
        } finally {
            lock.unlock();
        }
    }

    private void drain() {
        if (!draining && queued > 0) {
            draining = true;
            executor.execute(this::empty);
        }
    }

    /** Writes until nothing is queued. Runs on the executor, once at a time. */
    private void empty() {
        byte[] portion = new byte[Math.min(PORTION_BYTES, queue.length)];
        while (true) {
            int length;
            lock.lock();
            try {
                length = Math.min(queued, portion.length);
                if (length == 0) {
                    draining = false;
                    return;
                }
                int first = Math.min(length, queue.length - start);
                System.arraycopy(queue, start, portion, 0, first);
                System.arraycopy(queue, 0, portion, first, length - first);
            } finally {
                lock.unlock();
            }
            Throwable failed = null;
            try {
                sink.write(portion, 0, length);
            } catch (IOException | RuntimeException e) {
                failed = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failed = e;
            }
            if (!written(length, failed)) {
                return;
            }
        }
    }

    /** Notes what became of a portion; answers whether to go on. */
    private boolean written(int length, @Nullable Throwable failed) {
        lock.lock();
        try {
            if (failed == null) {
                start = (start + length) % queue.length;
                queued -= length;
            } else {
                queued = 0;
                closed = true;
                draining = false;
                // Nobody reads any more: that is the ordinary end of a stream.
                failure = failed instanceof OutputSink.ClosedSinkException ? null : failed;
            }
            flushing &= queued > 0;
        } finally {
            lock.unlock();
        }
        wakers.forEach(Runnable::run);
        return failed == null;
    }

    @Override
    public Pollable writable() {
        return this;
    }

    @Override
    public boolean ready() {
        lock.lock();
        try {
            return closed || !flushing && queued < queue.length;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Subscription subscribe(Runnable waker) {
        wakers.add(waker);
        if (ready()) {
            waker.run();
        }
        return () -> wakers.remove(waker);
    }
}
