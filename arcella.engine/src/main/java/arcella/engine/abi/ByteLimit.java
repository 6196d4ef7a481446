package arcella.engine.abi;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much each call of an instance may carry, which may change between calls, and the most that one has carried. Written by
 * the thread that runs the instance, but for the limit; read by any.
 */
public final class ByteLimit {

    private volatile long bytes;
    private final AtomicLong most = new AtomicLong();

    /** @param bytes what one call may carry */
    public ByteLimit(long bytes) {
        this.bytes = bytes;
    }

    /** What one call may carry. */
    public long bytes() {
        return bytes;
    }

    /** A call carries so much by now. */
    void carried(long amount) {
        if (amount > most.getPlain()) {
            most.setRelease(amount);
        }
    }

    /** The most that one call has carried. */
    public long most() {
        return most.getAcquire();
    }

    /** What calls may carry that begin from now on. */
    public void bytes(long most) {
        bytes = most;
    }
}
