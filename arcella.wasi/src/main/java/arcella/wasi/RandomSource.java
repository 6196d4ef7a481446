package arcella.wasi;

import java.security.SecureRandom;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** Where a guest's random bytes come from. One thread at a time per guest; implementations are thread-safe. */
@FunctionalInterface
public interface RandomSource {

    /** Fills {@code length} bytes of {@code target} from {@code offset}. The array is not kept. */
    void fill(byte[] target, int offset, int length);

    /** The platform's cryptographically strong generator, made at the first use: most guests never ask. */
    static RandomSource secure() {
        return new RandomSource() {

            private volatile @Nullable RandomSource generator;

            @Override
            public void fill(byte[] target, int offset, int length) {
                RandomSource made = generator;
                if (made == null) {
                    made = new RandomAhead(new SecureRandom());
                    generator = made;
                }
                made.fill(target, offset, length);
            }
        };
    }

    /** A generator of the caller's. */
    static RandomSource of(java.util.random.RandomGenerator generator) {
        Objects.requireNonNull(generator, "generator");
        return (target, offset, length) -> {
            byte[] bytes = new byte[length];
            generator.nextBytes(bytes);
            System.arraycopy(bytes, 0, target, offset, length);
        };
    }
}
