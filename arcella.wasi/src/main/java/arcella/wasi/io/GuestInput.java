package arcella.wasi.io;

import java.io.IOException;
import java.util.Optional;

/**
 * An {@code input-stream} of {@code wasi:io/streams}: reads never wait, and {@link #readable()} says when to come back.
 * Used by one thread at a time.
 */
public abstract class GuestInput {

    private static final int SKIP_BYTES = 16 << 10;

    private boolean failed;

    /** For subclasses. */
    protected GuestInput() {}

    /** A source as such a stream. */
    public static GuestInput of(InputSource source) {
        return new GuestInput() {
            @Override
            protected int take(byte[] target, int offset, int length) throws StreamException, InterruptedException {
                if (!source.readable().ready()) {
                    return 0;
                }
                try {
                    return source.read(target, offset, length);
                } catch (IOException e) {
                    throw StreamException.failed(e);
                }
            }

            @Override
            public Pollable readable() {
                return source.readable();
            }
        };
    }

    /** The stream of another guest as one of this guest's. */
    public static GuestInput of(StreamPort port) {
        return new PortInput(port);
    }

    /** Whose stream it is, if another's. */
    public Optional<StreamPort> port() {
        return Optional.empty();
    }

    /**
     * Takes bytes that are there, without waiting for more.
     *
     * @param length more than zero
     * @return how many; 0 if there are none yet, -1 at the end
     */
    protected abstract int take(byte[] target, int offset, int length) throws StreamException, InterruptedException;

    /** Ready when there are bytes to read, or the end or a failure to be told. */
    public abstract Pollable readable();

    /**
     * Reads what is there ({@code read}).
     *
     * @return how many bytes; 0 if there are none yet or {@code length} is 0
     * @throws StreamException closed at the end, and from a failure on, which is told once
     */
    public final int read(byte[] target, int offset, int length) throws StreamException, InterruptedException {
        if (failed) {
            throw StreamException.closed();
        }
        if (length == 0) {
            return 0;
        }
        int count;
        try {
            count = take(target, offset, length);
        } catch (StreamException e) {
            failed = true;
            throw e;
        }
        if (count < 0) {
            throw StreamException.closed();
        }
        return count;
    }

    /** The most that is worth asking for in one read, in bytes. */
    public int portionBytes() {
        return 64 << 10;
    }

    /** As {@link #read}, but waits until there is at least one byte ({@code blocking-read}). */
    public final int blockingRead(byte[] target, int offset, int length) throws StreamException, InterruptedException {
        if (length == 0) {
            return 0;
        }
        while (true) {
            Pollable.awaitAny(java.util.List.of(readable()));
            int count = read(target, offset, length);
            if (count > 0) {
                return count;
            }
        }
    }

    /** Reads and forgets ({@code skip}). Answers how many bytes. */
    public final long skip(long most) throws StreamException, InterruptedException {
        byte[] bytes = new byte[(int) Math.min(Math.max(most, 0), SKIP_BYTES)];
        long done = 0;
        while (done < most) {
            int wanted = (int) Math.min(bytes.length, most - done);
            int count;
            try {
                count = read(bytes, 0, wanted);
            } catch (StreamException e) {
                if (done > 0 && e.failure().isEmpty()) {
                    // The end comes again.
                    return done;
                }
                throw e;
            }
            done += count;
            if (count < wanted) {
                break;
            }
        }
        return done;
    }

    /** As {@link #skip}, but waits until there is at least one byte ({@code blocking-skip}). */
    public final long blockingSkip(long most) throws StreamException, InterruptedException {
        if (most <= 0) {
            return 0;
        }
        while (true) {
            Pollable.awaitAny(java.util.List.of(readable()));
            long count = skip(most);
            if (count > 0) {
                return count;
            }
        }
    }
}
