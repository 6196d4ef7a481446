package arcella.worker.internal.child;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import arcella.wasi.io.InputSource;
import arcella.wasi.io.Pollable;
import arcella.worker.internal.wire.Codec;
import arcella.worker.internal.wire.FromWorker;

/** Standard input that the supervisor has: a piece is asked for when the guest wants to read and none is here. */
final class RemoteInput implements InputSource, Pollable {

    private final long instance;
    private final Outbox outbox;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Set<Runnable> wakers = ConcurrentHashMap.newKeySet();

    // Guarded by the lock.
    private byte[] piece = new byte[0];
    private int next;
    private boolean asked;
    private boolean ended;

    RemoteInput(long instance, Outbox outbox) {
        this.instance = instance;
        this.outbox = outbox;
    }

    void received(byte[] bytes) {
        lock.lock();
        try {
            piece = bytes;
            next = 0;
            ended = bytes.length == 0;
            asked = false;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
        wakers.forEach(Runnable::run);
    }

    private boolean here() {
        return next < piece.length || ended;
    }

    private void ask() {
        if (!here() && !asked) {
            asked = true;
            outbox.sendSurely(new FromWorker.InputWanted(instance, Codec.PIECE));
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            ask();
            while (!here()) {
                arrived.await();
            }
            if (next == piece.length) {
                return -1;
            }
            int count = Math.min(length, piece.length - next);
            System.arraycopy(piece, next, target, offset, count);
            next += count;
            return count;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Pollable readable() {
        return this;
    }

    @Override
    public boolean ready() {
        lock.lock();
        try {
            ask();
            return here();
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
