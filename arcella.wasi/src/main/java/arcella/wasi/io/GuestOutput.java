package arcella.wasi.io;

import java.util.List;
import java.util.Optional;

import arcella.engine.core.Trap;

/**
 * An {@code output-stream} of {@code wasi:io/streams}, with its contract: a guest asks how much it may write, and writes
 * no more than that. Used by one thread at a time.
 *
 * <p>{@link #checkWrite()} gives a permit; writes use it up; a write beyond it is the guest's breach of contract and
 * traps. 0 means not now: {@link #writable()} becomes ready when there is a permit or a failure. While a flush is under
 * way the permit is 0.
 */
public abstract class GuestOutput {

    /** The most that the blocking writes take at a time. */
    public static final int BLOCKING_BYTES = 4096;

    private static final int SPLICE_BYTES = 64 << 10;

    private long permit;

    /** For subclasses. */
    protected GuestOutput() {}

    /** A sink as such a stream: writes go straight to it, and wait there if it waits. */
    public static GuestOutput of(OutputSink sink) {
        return new SinkOutput(sink);
    }

    /** The stream of another guest as one of this guest's. */
    public static GuestOutput of(StreamPort port) {
        return new PortOutput(port);
    }

    /** Whose stream it is, if another's. */
    public Optional<StreamPort> port() {
        return Optional.empty();
    }

    /** How many bytes {@link #put} takes at once without waiting; 0 for not now, a flush under way included. */
    protected abstract long room() throws StreamException;

    /** Takes bytes, never more than {@link #room()} said; the array is not kept. */
    protected abstract void put(byte[] source, int offset, int length) throws StreamException, InterruptedException;

    /** Begins to pass on everything written so far ({@code flush}). Does not wait. */
    public abstract void flush() throws StreamException;

    /** Ready when {@link #checkWrite()} would answer more than 0, or fail. */
    public abstract Pollable writable();

    /** How much may be written now ({@code check-write}). */
    public final long checkWrite() throws StreamException {
        permit = 0;
        permit = room();
        return permit;
    }

    /**
     * Writes ({@code write}).
     *
     * @throws Trap if it is more than the last {@link #checkWrite()} permitted and writes since then left over
     */
    public final void write(byte[] source, int offset, int length) throws StreamException, InterruptedException {
        use(length);
        put(source, offset, length);
    }

    /** Writes zeros ({@code write-zeroes}), under the same permit. */
    public final void writeZeroes(long length) throws StreamException, InterruptedException {
        use(length);
        byte[] zeros = new byte[(int) Math.min(length, SPLICE_BYTES)];
        for (long left = length; left > 0;) {
            int step = (int) Math.min(left, zeros.length);
            put(zeros, 0, step);
            left -= step;
        }
    }

    private void use(long length) {
        if (length < 0 || length > permit) {
            throw new Trap(Trap.Kind.OTHER, "the guest wrote " + Long.toUnsignedString(length)
                    + " bytes to a stream that had permitted " + permit, List.of());
        }
        permit -= length;
    }

    /** Writes all and waits until it is passed on ({@code blocking-write-and-flush}); traps beyond 4096 bytes. */
    public final void blockingWriteAndFlush(byte[] source, int offset, int length)
            throws StreamException, InterruptedException {
        bound(length);
        for (int done = 0; done < length;) {
            int step = (int) Math.min(awaitPermit(), length - done);
            write(source, offset + done, step);
            done += step;
        }
        blockingFlush();
    }

    /** Writes zeros and waits until they are passed on; traps beyond 4096 bytes. */
    public final void blockingWriteZeroesAndFlush(long length) throws StreamException, InterruptedException {
        bound(length);
        blockingWriteAndFlush(new byte[(int) length], 0, (int) length);
    }

    private static void bound(long length) {
        if (length < 0 || length > BLOCKING_BYTES) {
            throw new Trap(Trap.Kind.OTHER, "the guest wrote " + Long.toUnsignedString(length)
                    + " bytes in one blocking write, which takes " + BLOCKING_BYTES, List.of());
        }
    }

    /** Flushes and waits until everything is passed on ({@code blocking-flush}). */
    public final void blockingFlush() throws StreamException, InterruptedException {
        flush();
        awaitPermit();
    }

    private long awaitPermit() throws StreamException, InterruptedException {
        while (true) {
            Pollable.awaitAny(List.of(writable()));
            long now = checkWrite();
            if (now > 0) {
                return now;
            }
        }
    }

    /**
     * Moves bytes from an input to here, as many as both can do now ({@code splice}).
     *
     * @return how many; 0 if either is not ready
     * @throws StreamException of this stream first, then of the input
     */
    public final long splice(GuestInput from, long most) throws StreamException, InterruptedException {
        long bound = Math.min(checkWrite(), Math.max(most, 0));
        byte[] bytes = new byte[(int) Math.min(bound, SPLICE_BYTES)];
        int count = from.read(bytes, 0, bytes.length);
        write(bytes, 0, count);
        return count;
    }

    /** As {@link #splice}, but waits until at least one byte can be moved ({@code blocking-splice}). */
    public final long blockingSplice(GuestInput from, long most) throws StreamException, InterruptedException {
        if (most <= 0) {
            return 0;
        }
        while (true) {
            awaitPermit();
            Pollable.awaitAny(List.of(from.readable()));
            long moved = splice(from, most);
            if (moved > 0) {
                return moved;
            }
        }
    }
}
