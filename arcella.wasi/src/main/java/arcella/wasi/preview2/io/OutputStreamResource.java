package arcella.wasi.preview2.io;

import java.util.Objects;

import arcella.engine.binding.WitName;
import arcella.wasi.io.GuestOutput;
import arcella.wasi.io.StreamException;

/**
 * The resource {@code output-stream} of {@code wasi:io/streams}. Used by one thread at a time. A guest that writes more
 * than it was permitted traps.
 */
@WitName("output-stream")
public final class OutputStreamResource implements AutoCloseable {

    private final GuestOutput output;
    private final Runnable onClose;

    /** Shows an output to a guest. */
    public OutputStreamResource(GuestOutput output) {
        this(output, () -> {});
    }

    /**
     * Shows an output to a guest.
     *
     * @param onClose runs when the guest drops it
     */
    public OutputStreamResource(GuestOutput output, Runnable onClose) {
        this.output = Objects.requireNonNull(output, "output");
        this.onClose = Objects.requireNonNull(onClose, "onClose");
    }

    /** The output itself. */
    public GuestOutput output() {
        return output;
    }

    private interface Action {
        long run() throws StreamException, InterruptedException;
    }

    private static long run(String function, Action action) throws StreamFailure {
        try {
            return action.run();
        } catch (StreamException e) {
            throw StreamFailure.of(e);
        } catch (InterruptedException e) {
            throw HostWaits.interrupted("wasi:io/streams output-stream." + function, e);
        }
    }

    /** {@code check-write}: how many bytes the next writes may have; 0 for not now. */
    public long checkWrite() throws StreamFailure {
        return run("check-write", output::checkWrite);
    }

    /** {@code write}: within what {@link #checkWrite()} permitted. */
    public void write(byte[] contents) throws StreamFailure {
        run("write", () -> {
            output.write(contents, 0, contents.length);
            return 0;
        });
    }

    /** {@code blocking-write-and-flush}: up to 4096 bytes, waiting until they are passed on. */
    public void blockingWriteAndFlush(byte[] contents) throws StreamFailure {
        run("blocking-write-and-flush", () -> {
            output.blockingWriteAndFlush(contents, 0, contents.length);
            return 0;
        });
    }

    /** {@code flush}: begins to pass on what was written. */
    public void flush() throws StreamFailure {
        run("flush", () -> {
            output.flush();
            return 0;
        });
    }

    /** {@code blocking-flush}: passes on what was written, and waits for it. */
    public void blockingFlush() throws StreamFailure {
        run("blocking-flush", () -> {
            output.blockingFlush();
            return 0;
        });
    }

    /** {@code subscribe}: ready when {@link #checkWrite()} would answer more than 0, or fail. */
    public PollableResource subscribe() {
        return new PollableResource(output.writable());
    }

    /** {@code write-zeroes}: as {@link #write}, with zeros. */
    public void writeZeroes(long len) throws StreamFailure {
        run("write-zeroes", () -> {
            output.writeZeroes(len);
            return 0;
        });
    }

    /** {@code blocking-write-zeroes-and-flush}: as {@link #blockingWriteAndFlush}, with zeros. */
    public void blockingWriteZeroesAndFlush(long len) throws StreamFailure {
        run("blocking-write-zeroes-and-flush", () -> {
            output.blockingWriteZeroesAndFlush(len);
            return 0;
        });
    }

    /** {@code splice}: moves what both can do now; answers how many bytes. */
    public long splice(InputStreamResource src, long len) throws StreamFailure {
        return run("splice", () -> output.splice(src.input(), len < 0 ? Long.MAX_VALUE : len));
    }

    /** {@code blocking-splice}: as {@link #splice}, after waiting for both. */
    public long blockingSplice(InputStreamResource src, long len) throws StreamFailure {
        return run("blocking-splice", () -> output.blockingSplice(src.input(), len < 0 ? Long.MAX_VALUE : len));
    }

    @Override
    public void close() {
        onClose.run();
    }
}
