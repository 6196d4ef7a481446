package arcella.wasi;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Takes random bytes some ahead: the platform's generator has one lock for the whole process and a file behind it, which
 * guests that ask for few bytes at a time would wait for in turn. What was given out is forgotten. Thread-safe.
 */
final class RandomAhead implements RandomSource {

    /** As a generator gives at a time. */
    static final int AHEAD = 256;

    private final RandomGenerator generator;

    // Guarded by this.
    private final byte[] ahead = new byte[AHEAD];
    private int next = AHEAD;

    RandomAhead(RandomGenerator generator) {
        this.generator = generator;
    }

    @Override
    public void fill(byte[] target, int offset, int length) {
        if (length > AHEAD) {
            RandomSource.of(generator).fill(target, offset, length);
            return;
        }
        synchronized (this) {
            int present = Math.min(length, AHEAD - next);
            take(target, offset, present);
            if (present < length) {
                generator.nextBytes(ahead);
                next = 0;
                take(target, offset + present, length - present);
            }
        }
    }

    private void take(byte[] target, int offset, int length) {
        System.arraycopy(ahead, next, target, offset, length);
        Arrays.fill(ahead, next, next + length, (byte) 0);
        next += length;
    }
}
