package arcella.worker.internal.streams;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import arcella.wasi.io.StreamException;
import arcella.wasi.io.StreamPort;
import arcella.worker.internal.wire.StreamAnswer;
import arcella.worker.internal.wire.StreamOp;

/**
 * A stream that another process has: each piece of work is a question with an answer, one at a time, so that neither side
 * ever has more than one piece on its way. Whether it is ready is asked beside that, once for all who wait.
 */
public abstract class AskedPort implements StreamPort {

    private static final byte[] NOTHING = {};

    private final boolean lent;
    private final AtomicBoolean awaiting = new AtomicBoolean();
    private final AtomicBoolean dropped = new AtomicBoolean();
    private final Set<Runnable> wakers = ConcurrentHashMap.newKeySet();
    private final ReentrantLock turn = new ReentrantLock();
    /** What was asked last; set by whoever has the turn. */
    private volatile CompletableFuture<StreamAnswer> last = CompletableFuture.completedFuture(StreamAnswer.done(0));

    /** @param lent whether it is its owner's, who takes it back without being told */
    protected AskedPort(boolean lent) {
        this.lent = lent;
    }

    /**
     * Asks. If the other process is not there any more, the answer is that the stream is closed.
     *
     * @param most how many bytes to read at most
     * @param bytes what to write
     * @param answer hears what comes of it, once, on any thread; it is quick
     */
    protected abstract void ask(StreamOp op, int most, byte[] bytes, Consumer<StreamAnswer> answer);

    private StreamAnswer answer(StreamOp op, int most, byte[] bytes) throws InterruptedException {
        turn.lockInterruptibly();
        try {
            // Somebody may have given up waiting for it.
            last.get();
            last = new CompletableFuture<>();
            CompletableFuture<StreamAnswer> mine = last;
            ask(op, most, bytes, mine::complete);
            return mine.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody makes it fail", e);
        } finally {
            turn.unlock();
        }
    }

    private StreamAnswer work(StreamOp op, int most, byte[] bytes) throws StreamException, InterruptedException {
        StreamAnswer answer = answer(op, most, bytes);
        return switch (answer.state()) {
            case DONE -> answer;
            case CLOSED -> throw StreamException.closed();
            case FAILED -> throw StreamException.failed(new IOException(answer.why()));
        };
    }

    /** {@inheritDoc} The other side is not trusted to keep to the bound. */
    @Override
    public byte[] read(int most) throws StreamException, InterruptedException {
        int bound = Math.min(most, PIECE);
        byte[] bytes = work(StreamOp.READ, bound, NOTHING).bytes();
        if (bytes.length > bound) {
            throw StreamException.closed();
        }
        return bytes;
    }

    @Override
    public long room() throws StreamException, InterruptedException {
        return Math.max(0, work(StreamOp.ROOM, 0, NOTHING).value());
    }

    @Override
    public void write(byte[] bytes) throws StreamException, InterruptedException {
        work(StreamOp.WRITE, 0, bytes);
    }

    @Override
    public void flush() throws StreamException, InterruptedException {
        work(StreamOp.FLUSH, 0, NOTHING);
    }

    @Override
    public boolean ready() {
        boolean ready;
        try {
            StreamAnswer answer = answer(StreamOp.READY, 0, NOTHING);
            ready = answer.state() != StreamAnswer.State.DONE || answer.value() != 0;
        } catch (InterruptedException e) {
            // Whoever waits for it looks for that next.
            Thread.currentThread().interrupt();
            return false;
        }
        if (!ready && !wakers.isEmpty()) {
            await();
        }
        return ready;
    }

    private void await() {
        if (awaiting.compareAndSet(false, true)) {
            ask(StreamOp.AWAIT, 0, NOTHING, answer -> {
                awaiting.set(false);
                wakers.forEach(Runnable::run);
            });
        }
    }

    @Override
    public Subscription subscribe(Runnable waker) {
        wakers.add(waker);
        await();
        return () -> wakers.remove(waker);
    }

    /**
     * {@inheritDoc} When this returns the stream's owner has dropped it, who may have waited for that: a body of
     * {@code wasi:http} does not end before its stream. Only what somebody gave up waiting for is not waited for here either,
     * and whoever is interrupted does not wait.
     */
    @Override
    public void drop() {
        boolean await = last.isDone();
        begin().filter(gone -> await).ifPresent(AskedPort::awaitUnlessInterrupted);
    }

    @Override
    public void letGo() {
        begin();
    }

    /** Tells the owner, also for a thread that was interrupted; what to wait for, if it was for this one to tell. */
    private Optional<CompletableFuture<StreamAnswer>> begin() {
        if (lent || !dropped.compareAndSet(false, true)) {
            return Optional.empty();
        }
        CompletableFuture<StreamAnswer> gone = new CompletableFuture<>();
        // A guest that was interrupted gives up what it holds, too.
        boolean interrupted = Thread.interrupted();
        ask(StreamOp.DROP, 0, NOTHING, gone::complete);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return Optional.of(gone);
    }

    private static void awaitUnlessInterrupted(CompletableFuture<StreamAnswer> gone) {
        try {
            gone.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody makes it fail", e);
        }
    }
}
