package arcella.engine.abi;

import java.util.List;

import arcella.engine.core.Trap;

/**
 * How much one call may carry between a guest and the host: strings, lists and all other values, as Java holds them.
 * Lists that point at the same memory many times make much of little, so that the size of the guest's memory is no
 * bound. Charged before allocating. Used by one thread at a time.
 */
public final class ByteBudget {

    /** The default for one call: 64 MiB. */
    public static final long DEFAULT_BYTES = 64L << 20;

    private final ByteLimit source;
    private long limit;
    private long left;

    /**
     * @param bytes what one call may carry
     */
    public ByteBudget(long bytes) {
        this(new ByteLimit(bytes));
    }

    /** @param source what one call may carry, asked for each call anew */
    public ByteBudget(ByteLimit source) {
        this.source = source;
        this.limit = source.bytes();
        this.left = limit;
    }

    /** Starts again, for the next call. */
    void renew() {
        limit = source.bytes();
        left = limit;
    }

    /**
     * Takes bytes for a value that is about to be made.
     *
     * @throws Trap if so much is not left
     */
    public void charge(long bytes) {
        if (bytes > left) {
            throw new Trap(Trap.Kind.VALUES_LIMIT,
                    "the call carries more than its limit of " + limit + " bytes of values (host-call-bytes)",
                    List.of());
        }
        left -= bytes;
        source.carried(limit - left);
    }
}
