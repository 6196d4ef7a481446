package arcella.wit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Eight times the input takes eight times the memory and about eight times the time, for a family of inputs of each thing that
 * can stand many times. How much memory that is, {@link MemoryTest} says; the {@code …RobustnessTest}s have time-outs on
 * inputs which are much longer.
 */
class LinearityTest {

    private static final int SMALL = 1_000;
    private static final int TIMES = 8;

    @ParameterizedTest
    @MethodSource("arcella.wit.fuzz.Families#ofReaders")
    void eightTimesTheInputTakesEightTimesTheMemory(Family family) {
        byte[] small = family.input().apply(SMALL);
        byte[] large = family.input().apply(SMALL * TIMES);
        // Once for what is loaded and made but once.
        family.read(small);
        long forSmall = Measured.allocatedBy(() -> family.read(small));
        long forLarge = Measured.allocatedBy(() -> family.read(large));
        double growth = (double) large.length / small.length;
        assertThat((double) forLarge).as("%d bytes for %d, %d bytes for %d", forSmall, small.length, forLarge, large.length)
                .isLessThan(forSmall * growth * 1.5 + 100_000);
    }

    /**
     * Processor time of this thread, the best of a few runs: what grows with the square takes 64 times as long, so there is
     * room for caches, garbage collection, and busy neighbours.
     */
    @ParameterizedTest
    @MethodSource("arcella.wit.fuzz.Families#ofReaders")
    void eightTimesTheInputTakesAboutEightTimesTheTime(Family family) {
        byte[] small = family.input().apply(SMALL * 2);
        byte[] large = family.input().apply(SMALL * 2 * TIMES);
        long forSmall = best(() -> family.read(small));
        long forLarge = best(() -> family.read(large));
        double growth = (double) large.length / small.length;
        assertThat(forLarge).as("%d ns for %d, %d ns for %d", forSmall, small.length, forLarge, large.length)
                .isLessThan((long) (forSmall * growth * 3) + 20_000_000);
    }

    private static long best(Runnable work) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            best = Math.min(best, Measured.processorTimeOf(work));
        }
        return best;
    }
}
