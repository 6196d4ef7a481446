package arcella.wasi.preview2.random;

import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;

import arcella.wasi.Ceiling;
import arcella.wasi.RandomSource;

/**
 * The interface {@code wasi:random/insecure}: a fast generator, seeded from the secure source at its first use. Used by
 * one thread at a time.
 */
public final class InsecureRandomBytes {

    private final RandomSource source;
    private final Ceiling mostBytes;
    private @Nullable SplittableRandom generator;

    /**
     * @param source where the seed comes from
     * @param mostBytes the most in one call
     */
    public InsecureRandomBytes(RandomSource source, Ceiling mostBytes) {
        this.source = source;
        this.mostBytes = mostBytes;
    }

    private SplittableRandom generator() {
        SplittableRandom found = generator;
        if (found == null) {
            found = new SplittableRandom(SecureRandomBytes.next(source));
            generator = found;
        }
        return found;
    }

    /** {@code get-insecure-random-bytes}; traps beyond the limit. */
    public byte[] getInsecureRandomBytes(long len) {
        byte[] bytes = new byte[SecureRandomBytes.checked(len, mostBytes)];
        generator().nextBytes(bytes);
        return bytes;
    }

    /** {@code get-insecure-random-u64}. */
    public long getInsecureRandomU64() {
        return generator().nextLong();
    }
}
