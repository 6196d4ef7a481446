package arcella.worker.internal.streams;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;
import arcella.wasi.io.Pollable;
import arcella.wasi.io.StreamException;
import arcella.wasi.io.StreamPort;
import arcella.worker.WorkerError;
import arcella.worker.internal.wire.StreamAnswer;
import arcella.worker.internal.wire.StreamOp;

/**
 * Streams that another process may use, by number: what one instance has lent or given to it. What is asked of them may
 * wait, so each piece of work has a thread of its own, of which there are two for a stream at most. Thread-safe.
 */
public final class StreamServer implements AutoCloseable {

    /** An instance has no more handles of streams by default, each of which asks for one thing at a time. */
    private static final int MOST_STRAYS = 10_000;

    private final AtomicInteger strays = new AtomicInteger();
    private final Map<Long, Served> served = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** One stream, and those who are at work with it. */
    private static final class Served {
        private final StreamPort port;
        private final boolean lent;
        private final AtomicBoolean working = new AtomicBoolean();
        private final AtomicBoolean awaiting = new AtomicBoolean();
        private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
        private volatile boolean over;

        Served(StreamPort port, boolean lent) {
            this.port = port;
            this.lent = lent;
        }

        /** Nobody works with it from now on. */
        void end() {
            over = true;
            threads.forEach(Thread::interrupt);
        }
    }

    /** Lets the other process use a stream. */
    public void add(long number, StreamPort port, boolean lent) {
        served.put(number, new Served(port, lent));
        if (closed) {
            close();
        }
    }

    /** The stream of that number, if there is one to be had in that way. */
    public Optional<StreamPort> find(long number, boolean lent) {
        return Optional.ofNullable(served.get(number)).filter(found -> lent || !found.lent).map(found -> found.port);
    }

    /** The other process has nothing to do with it any more; the stream itself stays as it is. */
    public void remove(long number) {
        Served found = served.remove(number);
        if (found != null) {
            found.end();
        }
    }

    /** A stream that was lent is lent no more; one that was given stays. */
    public void over(long number) {
        Served found = served.get(number);
        if (found != null && found.lent && served.remove(number, found)) {
            found.end();
            found.port.drop();
        }
    }

    /** How many there are. */
    public int size() {
        return served.size();
    }

    /**
     * Begins to do a piece of work; does not wait.
     *
     * @param most how many bytes to read at most
     * @param bytes what to write
     * @param answer hears what came of it, once, on whatever thread; it may wait
     * @throws ArcellaException with {@code PROTOCOL} if it is more than can be asked at a time
     */
    public void serve(long number, StreamOp op, int most, byte[] bytes, Consumer<StreamAnswer> answer) {
        Served found = served.get(number);
        if (op == StreamOp.DROP) {
            drop(number, found, answer);
            return;
        }
        if (found == null) {
            stray(() -> answer.accept(StreamAnswer.closed()));
            return;
        }
        AtomicBoolean turn = op == StreamOp.AWAIT ? found.awaiting : found.working;
        if (bytes.length > StreamPort.PIECE || most < 0 || !turn.compareAndSet(false, true)) {
            throw tooMuch();
        }
        Thread.startVirtualThread(() -> {
            StreamAnswer came = work(found, op, most, bytes);
            turn.set(false);
            answer.accept(came);
        });
    }

    private void drop(long number, @Nullable Served found, Consumer<StreamAnswer> answer) {
        boolean mine = found != null && !found.lent && served.remove(number, found);
        stray(() -> {
            if (mine) {
                found.end();
                found.port.drop();
            }
            answer.accept(StreamAnswer.done(0));
        });
    }

    /** Work that is not one stream's, which would bound it. */
    private void stray(Runnable work) {
        if (strays.incrementAndGet() > MOST_STRAYS) {
            throw tooMuch();
        }
        Thread.startVirtualThread(() -> {
            try {
                work.run();
            } finally {
                strays.decrementAndGet();
            }
        });
    }

    private static ArcellaException tooMuch() {
        return new ArcellaException(WorkerError.PROTOCOL, "the peer asked more of a stream than can be asked at a time", "");
    }

    private static StreamAnswer work(Served found, StreamOp op, int most, byte[] bytes) {
        found.threads.add(Thread.currentThread());
        try {
            return found.over ? StreamAnswer.closed() : work(found.port, op, most, bytes);
        } catch (StreamException e) {
            return e.failure().map(why -> StreamAnswer.failed(why.getMessage() == null ? why.getClass().getSimpleName()
                    : why.getMessage())).orElseGet(StreamAnswer::closed);
        } catch (InterruptedException e) {
            // It has been ended meanwhile.
            return StreamAnswer.closed();
        } catch (RuntimeException e) {
            // The boundary of this thread: the other process asked for what this stream cannot do, and waits for an answer.
            return StreamAnswer.failed(String.valueOf(e.getMessage()));
        } finally {
            found.threads.remove(Thread.currentThread());
        }
    }

    private static StreamAnswer work(StreamPort port, StreamOp op, int most, byte[] bytes)
            throws StreamException, InterruptedException {
        return switch (op) {
            case READ -> StreamAnswer.read(port.read(most));
            case ROOM -> StreamAnswer.done(port.room());
            case WRITE -> {
                port.write(bytes);
                yield StreamAnswer.done(0);
            }
            case FLUSH -> {
                port.flush();
                yield StreamAnswer.done(0);
            }
            case READY -> StreamAnswer.done(port.ready() ? 1 : 0);
            case AWAIT -> {
                Pollable.awaitAny(List.of(port));
                yield StreamAnswer.done(1);
            }
            case DROP -> throw new IllegalStateException("not a piece of work");
        };
    }

    /** Interrupts whoever is at work with the streams; they stay. */
    public void interrupt() {
        served.values().forEach(one -> one.threads.forEach(Thread::interrupt));
    }

    /** The other end has gone: what it owned is dropped, each without regard to whether the owners of the others answer. */
    @Override
    public void close() {
        closed = true;
        for (Long number : List.copyOf(served.keySet())) {
            Served found = served.remove(number);
            if (found != null) {
                found.end();
                found.port.letGo();
            }
        }
    }
}
