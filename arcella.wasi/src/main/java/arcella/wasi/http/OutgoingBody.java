package arcella.wasi.http;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import arcella.wasi.io.GuestOutput;
import arcella.wasi.io.Pollable;
import arcella.wasi.io.StreamException;

/**
 * The body of a message that a guest sends: a bounded queue between the guest and whoever passes it on. A guest that
 * writes faster than the network takes gets no permit to write more.
 *
 * <p>One thread writes and finishes, any thread takes.
 */
public final class OutgoingBody {

    private static final int QUEUE_BYTES = 64 << 10;

    /** What {@link #take} finds. */
    public sealed interface Part {

        /** Bytes, not empty; the taker's own. */
        record Bytes(byte[] bytes) implements Part {
            /** Refuses null. */
            public Bytes {
                Objects.requireNonNull(bytes, "bytes");
            }
        }

        /** The end, with the trailers. */
        record End(List<Field> trailers) implements Part {
            /** Copies the list. */
            public End {
                trailers = List.copyOf(trailers);
            }
        }

        /** The body is not whole, and never will be. */
        record Failed(HttpException failure) implements Part {
            /** Refuses null. */
            public Failed {
                Objects.requireNonNull(failure, "failure");
            }
        }
    }

    private final OptionalLong declared;
    private final ReentrantLock lock = new ReentrantLock();
    private final Wakers writable = new Wakers(this::mayWrite);
    private final GuestOutput output = new Output();

    // All guarded by the lock.
    private final byte[] queue = new byte[QUEUE_BYTES];
    private int start;
    private int queued;
    private long written;
    private boolean taken;
    private boolean flushing;
    private boolean failureTold;
    private Optional<Part> end = Optional.empty();
    private @Nullable Runnable taker;

    /** @param declared what {@code Content-Length} says, if it is there */
    public OutgoingBody(OptionalLong declared) {
        this.declared = Objects.requireNonNull(declared, "declared");
    }

    /** Where the guest writes. A flush waits for the network from when the message is being sent, not before. */
    public GuestOutput output() {
        return output;
    }

    /** The length, if it is known: declared, or all written already. */
    public OptionalLong length() {
        lock.lock();
        try {
            return declared.isPresent() || end.filter(Part.End.class::isInstance).isEmpty()
                    ? declared : OptionalLong.of(written);
        } finally {
            lock.unlock();
        }
    }

    /** Whether it is known that nothing will follow the bytes. */
    boolean endsWithoutTrailers() {
        lock.lock();
        try {
            return end.filter(part -> part instanceof Part.End known && known.trailers().isEmpty()).isPresent();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends the body.
     *
     * @throws HttpException {@code HTTP-request-body-size} if it is not as long as was declared, and what made it fail
     *     if it has failed; the body has failed then
     */
    public void finish(List<Field> trailers) throws HttpException {
        Runnable told;
        lock.lock();
        try {
            if (end.isPresent() && end.get() instanceof Part.Failed failed) {
                throw failed.failure();
            }
            if (end.isEmpty() && declared.isPresent() && declared.getAsLong() != written) {
                HttpException mismatch = wrongSize();
                failLocked(mismatch);
                throw mismatch;
            }
            if (end.isEmpty()) {
                end = Optional.of(new Part.End(trailers));
            }
        } finally {
            told = wakeable();
            lock.unlock();
            told.run();
        }
    }

    /** The body failed, at either side: what is queued is forgotten, and both sides are told. */
    public void fail(HttpException why) {
        Runnable told;
        lock.lock();
        try {
            failLocked(why);
        } finally {
            told = wakeable();
            lock.unlock();
        }
        told.run();
        writable.wake();
    }

    private HttpException wrongSize() {
        return new HttpException(new HttpErrorCode.HttpRequestBodySize(Optional.of(written)));
    }

    private void failLocked(HttpException why) {
        if (end.filter(part -> part instanceof Part.Failed).isEmpty()) {
            end = Optional.of(new Part.Failed(why));
            queued = 0;
            flushing = false;
        }
    }

    /** The taker's waker, if it waits and there is something; it waits no more then. */
    private Runnable wakeable() {
        Runnable waiting = taker;
        if (waiting == null || queued == 0 && end.isEmpty()) {
            return () -> {};
        }
        taker = null;
        return waiting;
    }

    /** Takes what is there; empty if nothing is, yet. */
    public Optional<Part> take(int most) {
        byte[] bytes;
        lock.lock();
        try {
            taken = true;
            if (queued == 0) {
                return end;
            }
            bytes = new byte[Math.min(most, queued)];
            int first = Math.min(bytes.length, queue.length - start);
            System.arraycopy(queue, start, bytes, 0, first);
            System.arraycopy(queue, 0, bytes, first, bytes.length - first);
            start = (start + bytes.length) % queue.length;
            queued -= bytes.length;
            flushing &= queued > 0;
        } finally {
            lock.unlock();
        }
        writable.wake();
        return Optional.of(new Part.Bytes(bytes));
    }

    /** Runs {@code waker} once, when there is something to take, now or later, on any thread. */
    public void demand(Runnable waker) {
        Runnable told;
        lock.lock();
        try {
            taken = true;
            taker = waker;
            told = wakeable();
        } finally {
            lock.unlock();
        }
        told.run();
    }

    private boolean mayWrite() {
        lock.lock();
        try {
            return end.isPresent() || !flushing && queued < queue.length;
        } finally {
            lock.unlock();
        }
    }

    private final class Output extends GuestOutput {

        @Override
        protected long room() throws StreamException {
            lock.lock();
            try {
                tell();
                return flushing ? 0 : queue.length - queued;
            } finally {
                lock.unlock();
            }
        }

        private void tell() throws StreamException {
            if (end.isEmpty()) {
                return;
            }
            if (!failureTold && end.get() instanceof Part.Failed failed) {
                failureTold = true;
                throw StreamException.failed(failed.failure());
            }
            throw StreamException.closed();
        }

        @Override
        protected void put(byte[] source, int offset, int length) throws StreamException {
            Runnable told;
            lock.lock();
            try {
                tell();
                if (length > queue.length - queued) {
                    throw new IllegalStateException("more than the room that was told");
                }
                written += length;
                if (declared.isPresent() && written > declared.getAsLong()) {
                    failLocked(wrongSize());
                    tell();
                }
                int tail = (start + queued) % queue.length;
                int first = Math.min(length, queue.length - tail);
                System.arraycopy(source, offset, queue, tail, first);
                System.arraycopy(source, offset + first, queue, 0, length - first);
                queued += length;
            } finally {
                told = wakeable();
                lock.unlock();
                told.run();
            }
        }

        @Override
        public void flush() throws StreamException {
            lock.lock();
            try {
                tell();
                flushing = taken && queued > 0;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public Pollable writable() {
            return writable;
        }
    }
}
