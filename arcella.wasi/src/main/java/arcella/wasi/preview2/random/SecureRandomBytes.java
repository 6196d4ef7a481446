package arcella.wasi.preview2.random;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

import arcella.engine.core.Trap;
import arcella.wasi.Ceiling;
import arcella.wasi.RandomSource;

/** The interface {@code wasi:random/random}. As thread-safe as its source. */
public final class SecureRandomBytes {

    private final RandomSource source;
    private final Ceiling mostBytes;

    /**
     * @param source where the bytes come from; cryptographically strong
     * @param mostBytes the most in one call
     */
    public SecureRandomBytes(RandomSource source, Ceiling mostBytes) {
        this.source = Objects.requireNonNull(source, "source");
        this.mostBytes = mostBytes;
    }

    /**
     * {@code get-random-bytes}.
     *
     * @param len how many, unsigned
     * @throws Trap beyond the limit: the interface has no other way to refuse
     */
    public byte[] getRandomBytes(long len) {
        byte[] bytes = new byte[checked(len, mostBytes)];
        source.fill(bytes, 0, bytes.length);
        return bytes;
    }

    /** {@code get-random-u64}. */
    public long getRandomU64() {
        return next(source);
    }

    static long next(RandomSource source) {
        byte[] bytes = new byte[Long.BYTES];
        source.fill(bytes, 0, bytes.length);
        return ByteBuffer.wrap(bytes).getLong();
    }

    static int checked(long len, Ceiling most) {
        if (len < 0 || len > most.limit()) {
            throw new Trap(Trap.Kind.HOST_LIMIT, "the guest asked for " + Long.toUnsignedString(len)
                    + " random bytes in one call; its limit random-bytes is " + most.limit(), List.of());
        }
        most.reached(len);
        return (int) len;
    }
}
