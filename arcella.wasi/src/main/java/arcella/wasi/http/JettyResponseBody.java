package arcella.wasi.http;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

import arcella.wasi.io.Pollable;

/**
 * A response's body, read from the client's own source when the guest asks and not before, so that a guest that reads
 * slowly holds back its server.
 *
 * <p>The source is asked by one thread at a time: the guest's, or, once the rest is only to be drained, whichever brings
 * more. Between a demand and its answer nobody asks.
 */
final class JettyResponseBody implements IncomingBody {

    private final Scheduler scheduler;
    private final long betweenNanos;
    private final Consumer<HttpException> abort;
    private final ReentrantLock lock = new ReentrantLock();
    private final Wakers readable = new Wakers(this::available);
    private final Wakers complete;

    // Guarded by the lock.
    private Content.@Nullable Source source;
    private Content.@Nullable Chunk chunk;
    private boolean demanded;
    private boolean draining;
    private boolean ended;
    private @Nullable HttpException failure;
    private @Nullable List<Field> trailers;
    private Scheduler.@Nullable Task timeout;

    /** @param abort ends the exchange */
    JettyResponseBody(Scheduler scheduler, long betweenNanos, Consumer<HttpException> abort) {
        this.scheduler = scheduler;
        this.betweenNanos = betweenNanos;
        this.abort = abort;
        this.complete = new Wakers(() -> locked(() -> trailers != null || failure != null));
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** The response has content, and this is where. */
    void begin(Content.Source given) {
        locked(() -> source = given);
        proceed();
    }

    /** Everything has arrived. */
    void succeed(List<Field> arrived) {
        locked(() -> trailers == null ? trailers = arrived : trailers);
        tell();
    }

    /** Nothing more will come. */
    void fail(HttpException why) {
        locked(() -> failure == null && trailers == null ? failure = why : failure);
        tell();
    }

    private void tell() {
        readable.wake();
        complete.wake();
    }

    /** Goes on with what was asked for before there was a source. */
    private void proceed() {
        if (locked(() -> draining)) {
            drainNow();
        } else {
            readable.wake();
        }
    }

    /** Whether there is something to tell; if not, asks for it. */
    private boolean available() {
        Content.Source asked;
        lock.lock();
        try {
            if (chunk != null && chunk.hasRemaining() || ended || failure != null) {
                return true;
            }
            if (source == null || demanded) {
                // Without content there is no source: the end is told by the message's.
                return source == null && trailers != null;
            }
            asked = source;
        } finally {
            lock.unlock();
        }
        if (next(asked)) {
            return true;
        }
        demand(asked);
        return false;
    }

    /** Asks the source for a chunk; answers whether there is something to tell now. */
    private boolean next(Content.Source asked) {
        Content.Chunk found = asked.read();
        if (found == null) {
            return false;
        }
        return locked(() -> {
            if (Content.Chunk.isFailure(found)) {
                if (failure == null) {
                    failure = JettyFailures.of(found.getFailure(), true);
                }
                return true;
            }
            ended |= found.isLast();
            if (found.hasRemaining()) {
                chunk = found;
                return true;
            }
            found.release();
            return ended;
        });
    }

    private void demand(Content.Source asked) {
        locked(() -> {
            demanded = true;
            timeout = scheduler.schedule(this::late, betweenNanos, TimeUnit.NANOSECONDS);
            return timeout;
        });
        asked.demand(this::arrived);
    }

    private void late() {
        if (locked(() -> demanded)) {
            abort.accept(new HttpException(new HttpErrorCode.ConnectionReadTimeout()));
        }
    }

    private void arrived() {
        Scheduler.Task waiting = locked(() -> {
            demanded = false;
            return timeout;
        });
        if (waiting != null) {
            waiting.cancel();
        }
        proceed();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws HttpException {
        if (!available()) {
            return 0;
        }
        lock.lock();
        try {
            Content.Chunk found = chunk;
            if (found != null && found.hasRemaining()) {
                int count = found.get(target, offset, length);
                if (!found.hasRemaining()) {
                    release();
                }
                return count;
            }
            if (failure != null) {
                throw failure;
            }
            return -1;
        } finally {
            lock.unlock();
        }
    }

    private void release() {
        Content.Chunk found = chunk;
        chunk = null;
        if (found != null) {
            found.release();
        }
    }

    @Override
    public Pollable readable() {
        return readable;
    }

    @Override
    public void drain() {
        boolean waits = locked(() -> {
            draining = true;
            release();
            return demanded || source == null;
        });
        if (!waits) {
            drainNow();
        }
    }

    private void drainNow() {
        while (available()) {
            boolean over = locked(() -> {
                release();
                return ended || failure != null;
            });
            if (over) {
                complete.wake();
                return;
            }
        }
    }

    @Override
    public Pollable complete() {
        return complete;
    }

    @Override
    public Optional<List<Field>> trailers() throws HttpException {
        lock.lock();
        try {
            if (trailers == null && failure != null) {
                throw failure;
            }
            return Optional.ofNullable(trailers);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void abort() {
        boolean done = locked(() -> {
            release();
            // The end has been read, though the client may yet have to say so: the connection is good for more.
            return trailers != null || ended;
        });
        if (!done) {
            abort.accept(new HttpException(HttpErrorCode.internal("given up by the guest")));
        }
    }
}
