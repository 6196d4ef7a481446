package arcella.wasi.preview2.io;

import java.util.Arrays;
import java.util.Objects;

import arcella.engine.binding.WitName;
import arcella.wasi.io.GuestInput;
import arcella.wasi.io.StreamException;

/** The resource {@code input-stream} of {@code wasi:io/streams}. Used by one thread at a time. */
@WitName("input-stream")
public final class InputStreamResource implements AutoCloseable {

    private static final byte[] NOTHING = {};

    private final GuestInput input;
    private final Runnable onClose;

    /** Shows an input to a guest. */
    public InputStreamResource(GuestInput input) {
        this(input, () -> {});
    }

    /**
     * Shows an input to a guest.
     *
     * @param onClose runs when the guest drops it
     */
    public InputStreamResource(GuestInput input, Runnable onClose) {
        this.input = Objects.requireNonNull(input, "input");
        this.onClose = Objects.requireNonNull(onClose, "onClose");
    }

    /** The input itself. */
    public GuestInput input() {
        return input;
    }

    private interface Transfer {
        int read(byte[] target, int offset, int length) throws StreamException, InterruptedException;
    }

    private byte[] bytes(String function, long len, Transfer transfer) throws StreamFailure {
        int wanted = len < 0 ? input.portionBytes() : (int) Math.min(len, input.portionBytes());
        byte[] target = wanted == 0 ? NOTHING : new byte[wanted];
        try {
            int count = transfer.read(target, 0, wanted);
            return count == wanted ? target : Arrays.copyOf(target, count);
        } catch (StreamException e) {
            throw StreamFailure.of(e);
        } catch (InterruptedException e) {
            throw HostWaits.interrupted("wasi:io/streams input-stream." + function, e);
        }
    }

    /**
     * {@code read}: what is there, without waiting.
     *
     * @param len the most bytes, unsigned; fewer may come
     * @throws StreamFailure at the end, or if reading failed
     */
    public byte[] read(long len) throws StreamFailure {
        return bytes("read", len, input::read);
    }

    /** {@code blocking-read}: as {@link #read}, after waiting for at least one byte. */
    public byte[] blockingRead(long len) throws StreamFailure {
        return bytes("blocking-read", len, input::blockingRead);
    }

    /** {@code skip}: reads and forgets what is there; answers how many bytes. */
    public long skip(long len) throws StreamFailure {
        try {
            return input.skip(len < 0 ? Long.MAX_VALUE : len);
        } catch (StreamException e) {
            throw StreamFailure.of(e);
        } catch (InterruptedException e) {
            throw HostWaits.interrupted("wasi:io/streams input-stream.skip", e);
        }
    }

    /** {@code blocking-skip}: as {@link #skip}, after waiting for at least one byte. */
    public long blockingSkip(long len) throws StreamFailure {
        try {
            return input.blockingSkip(len < 0 ? Long.MAX_VALUE : len);
        } catch (StreamException e) {
            throw StreamFailure.of(e);
        } catch (InterruptedException e) {
            throw HostWaits.interrupted("wasi:io/streams input-stream.blocking-skip", e);
        }
    }

    /** {@code subscribe}: ready when there is something to read, or the end, or a failure. */
    public PollableResource subscribe() {
        return new PollableResource(input.readable());
    }

    @Override
    public void close() {
        onClose.run();
    }
}
