package arcella.wasi.preview2.random;

import java.util.Objects;

import arcella.wasi.RandomSource;

/** The interface {@code wasi:random/insecure-seed}. Thread-safe. */
public final class InsecureSeed {

    /** 128 bits against attacks on hash tables. */
    public record Seed(long first, long second) {}

    private final RandomSource source;

    /** @param source where the seed comes from */
    public InsecureSeed(RandomSource source) {
        this.source = Objects.requireNonNull(source, "source");
    }

    /** {@code insecure-seed}. */
    public Seed insecureSeed() {
        return new Seed(SecureRandomBytes.next(source), SecureRandomBytes.next(source));
    }
}
