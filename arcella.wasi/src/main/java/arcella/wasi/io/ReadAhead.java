package arcella.wasi.io;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * Turns a stream that blocks without hearing interrupts into a source that can be waited for.
 *
 * <p>One buffer goes back and forth: the pump fills it while it is empty, the guest empties it, and only then does the
 * pump read again. So at most one buffer is read that the guest never asked for.
 */
final class ReadAhead implements InputSource, Pollable {

    private static final int BUFFER_BYTES = 64 << 10;

    private final InputStream stream;
    private final boolean terminal;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Runnable> wakers = ConcurrentHashMap.newKeySet();

    // All guarded by the lock.
    private byte[] buffer = new byte[0];
    private int next;
    private int end;
    private boolean started;
    private boolean ended;
    private @Nullable IOException failure;

    ReadAhead(InputStream stream, boolean terminal) {
        this.stream = stream;
        this.terminal = terminal;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            start();
            while (!available()) {
                changed.await();
            }
            if (next == end) {
                if (failure != null) {
                    throw new IOException("the host's input failed: " + failure.getMessage(), failure);
                }
                return -1;
            }
            int count = Math.min(length, end - next);
            System.arraycopy(buffer, next, target, offset, count);
            next += count;
            if (next == end) {
                changed.signalAll();
            }
            return count;
        } finally {
            lock.unlock();
        }
    }

    private boolean available() {
        return next < end || ended;
    }

    private void start() {
        if (!started) {
            started = true;
            buffer = new byte[BUFFER_BYTES];
            Thread.ofPlatform().daemon().name("arcella-stdin").start(this::pump);
        }
    }

    private void pump() {
        byte[] filling = buffer;
        while (true) {
            int count;
            IOException failed = null;
            try {
                // The guest does not touch the buffer while it is empty.
                count = stream.read(filling, 0, filling.length);
            } catch (IOException e) {
                failed = e;
                count = -1;
            } catch (RuntimeException e) {
                // This thread's end would leave the guest waiting for ever.
                failed = new IOException(String.valueOf(e.getMessage()), e);
                count = -1;
            }
            lock.lock();
            try {
                next = 0;
                end = Math.max(count, 0);
                ended = count < 0;
                failure = failed;
                changed.signalAll();
                wakers.forEach(Runnable::run);
                if (ended) {
                    return;
                }
                while (next < end) {
                    changed.awaitUninterruptibly();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public Pollable readable() {
        return this;
    }

    @Override
    public boolean terminal() {
        return terminal;
    }

    @Override
    public boolean ready() {
        lock.lock();
        try {
            start();
            return available();
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
