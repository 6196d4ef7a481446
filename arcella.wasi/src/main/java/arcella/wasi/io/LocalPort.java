package arcella.wasi.io;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import arcella.engine.core.Trap;

/**
 * A stream of a guest in this process for those who use it from afar, until it is dropped or {@linkplain #end ended}.
 * Safe for use by many threads: they take turns.
 */
public final class LocalPort implements StreamPort {

    private final Optional<GuestInput> input;
    private final Optional<GuestOutput> output;
    private final Runnable onDrop;
    private final ReentrantLock turn = new ReentrantLock();
    private final Set<Runnable> wakers = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;
    private boolean dropped;

    private LocalPort(Optional<GuestInput> input, Optional<GuestOutput> output, Runnable onDrop) {
        this.input = input;
        this.output = output;
        this.onDrop = onDrop;
    }

    /** @param onDrop runs once, when it is dropped or ended, whichever comes first */
    public static LocalPort of(GuestInput input, Runnable onDrop) {
        return new LocalPort(Optional.of(input), Optional.empty(), onDrop);
    }

    /** @param onDrop runs once, when it is dropped or ended, whichever comes first */
    public static LocalPort of(GuestOutput output, Runnable onDrop) {
        return new LocalPort(Optional.empty(), Optional.of(output), onDrop);
    }

    private interface Work<T> {
        T run() throws StreamException, InterruptedException;
    }

    private <T> T inTurn(Work<T> work) throws StreamException, InterruptedException {
        turn.lockInterruptibly();
        try {
            if (ended) {
                throw StreamException.closed();
            }
            return work.run();
        } finally {
            turn.unlock();
        }
    }

    private GuestOutput output() {
        return output.orElseThrow(() -> new IllegalArgumentException("an input-stream is not to be written"));
    }

    @Override
    public byte[] read(int most) throws StreamException, InterruptedException {
        GuestInput from = input.orElseThrow(() -> new IllegalArgumentException("an output-stream is not to be read"));
        return inTurn(() -> {
            byte[] bytes = new byte[Math.clamp(most, 0, Math.min(PIECE, from.portionBytes()))];
            int count = from.read(bytes, 0, bytes.length);
            return count == bytes.length ? bytes : java.util.Arrays.copyOf(bytes, count);
        });
    }

    @Override
    public long room() throws StreamException, InterruptedException {
        GuestOutput to = output();
        return inTurn(to::checkWrite);
    }

    /** @throws Trap if it is more than was permitted: who uses it from afar has been told how much that is */
    @Override
    public void write(byte[] bytes) throws StreamException, InterruptedException {
        GuestOutput to = output();
        inTurn(() -> {
            to.write(bytes, 0, bytes.length);
            return bytes;
        });
    }

    @Override
    public void flush() throws StreamException, InterruptedException {
        GuestOutput to = output();
        inTurn(() -> {
            to.flush();
            return to;
        });
    }

    private Pollable pollable() {
        return input.map(GuestInput::readable).or(() -> output.map(GuestOutput::writable)).orElseThrow();
    }

    @Override
    public boolean ready() {
        turn.lock();
        try {
            return ended || pollable().ready();
        } finally {
            turn.unlock();
        }
    }

    @Override
    public Subscription subscribe(Runnable waker) {
        wakers.add(waker);
        turn.lock();
        try {
            if (ended) {
                waker.run();
                return () -> wakers.remove(waker);
            }
            Subscription inner = pollable().subscribe(waker);
            return () -> {
                wakers.remove(waker);
                inner.close();
            };
        } finally {
            turn.unlock();
        }
    }

    @Override
    public long waitNanos() {
        turn.lock();
        try {
            return ended ? Long.MAX_VALUE : pollable().waitNanos();
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void drop() {
        end();
    }

    /** Closes it for whoever is not at work with it already; {@link #end} is to follow. */
    public void close() {
        ended = true;
    }

    /** Closes it for those who use it from afar, after what is under way, which should have been interrupted. */
    public void end() {
        ended = true;
        boolean first;
        turn.lock();
        try {
            first = !dropped;
            dropped = true;
        } finally {
            turn.unlock();
        }
        if (first) {
            onDrop.run();
        }
        wakers.forEach(Runnable::run);
    }
}
