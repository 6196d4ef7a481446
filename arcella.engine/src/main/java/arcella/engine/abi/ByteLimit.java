package arcella.engine.abi;

/** How much each call of an instance may carry; may change between calls. Safe for many threads. */
public final class ByteLimit {

    private volatile long bytes;

    /** @param bytes what one call may carry */
    public ByteLimit(long bytes) {
        this.bytes = bytes;
    }

    /** What one call may carry. */
    public long bytes() {
        return bytes;
    }

    /** What calls may carry that begin from now on. */
    public void bytes(long most) {
        bytes = most;
    }
}
