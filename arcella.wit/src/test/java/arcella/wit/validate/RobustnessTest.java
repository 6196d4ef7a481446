package arcella.wit.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

import arcella.wit.binary.Bytes;
import arcella.wit.binary.ComponentDecoder;
import arcella.wit.component.ComponentException;

/** Damaged components end in {@link ComponentException} or in a component, and soon. */
class RobustnessTest {

    private static final int MUTANTS_EACH = 60;

    @Test
    void mutants() throws IOException {
        List<Cases.Case> seeds = Cases.readAll();
        int[] refused = new int[1];
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(180), () -> {
            Random random = new Random(20260101);
            for (Cases.Case seed : seeds) {
                for (int i = 0; i < MUTANTS_EACH; i++) {
                    byte[] mutant = mutate(seed.binary(), random);
                    try {
                        ComponentValidator.validate(ComponentDecoder.decode(mutant), CoreModuleValidator.TRUSTING);
                    } catch (ComponentException e) {
                        refused[0]++;
                        assertThat(e.offset()).isBetween(0, mutant.length);
                    }
                }
            }
        });
        assertThat(refused[0]).isGreaterThan(seeds.size() * MUTANTS_EACH / 2);
    }

    @Test
    void prefixes() throws IOException {
        for (Cases.Case seed : Cases.readAll()) {
            for (int length = 0; length < seed.binary().length; length++) {
                byte[] prefix = Arrays.copyOf(seed.binary(), length);
                try {
                    ComponentValidator.validate(ComponentDecoder.decode(prefix), CoreModuleValidator.TRUSTING);
                } catch (ComponentException e) {
                    assertThat(e.offset()).isBetween(0, length);
                }
            }
        }
    }

    /** To build the same once more would not help. */
    @Test
    void limitsSayWhatToDoAboutThem() {
        Bytes deep = Bytes.component().section(7, definitions(200, i -> i == 0 ? new Bytes().raw(0x70, 0x7d)
                : new Bytes().raw(0x70).typeIndex(i - 1)));
        assertThatExceptionOfType(ComponentException.class)
                .isThrownBy(() -> ComponentValidator.validate(ComponentDecoder.decode(deep.toByteArray()),
                        CoreModuleValidator.TRUSTING))
                .withMessageContaining("this is a limit of Arcella: nest the type less")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("rebuild"))
                .satisfies(e -> assertThat(e.within("import `a`")).hasMessageContaining("this is a limit of Arcella"));
    }

    private static void refused(Bytes component, String problem) {
        byte[] binary = component.toByteArray();
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () ->
                assertThatExceptionOfType(ComponentException.class)
                        .isThrownBy(() -> ComponentValidator.validate(ComponentDecoder.decode(binary),
                                CoreModuleValidator.TRUSTING))
                        .satisfies(e -> assertThat(e.problem()).contains(problem)));
    }

    private static Bytes definitions(int count, IntFunction<Bytes> definition) {
        Bytes all = new Bytes().u32(count);
        for (int i = 0; i < count; i++) {
            all.raw(definition.apply(i).toByteArray());
        }
        return all;
    }

    @Test
    void typesThatDouble() {
        // (list u8), then tuples of a list of the one before, twice: small in memory and without end when written out.
        refused(Bytes.component().section(7, definitions(100, i -> i == 0 ? new Bytes().raw(0x70, 0x7d)
                : i % 2 == 1 ? new Bytes().raw(0x6f, 2).typeIndex(i - 1).typeIndex(i - 1)
                : new Bytes().raw(0x70).typeIndex(i - 1))),
                "type too large");
    }

    @Test
    void typesThatNest() {
        refused(Bytes.component().section(7, definitions(100_000, i -> i == 0 ? new Bytes().raw(0x70, 0x7d)
                : new Bytes().raw(0x70).typeIndex(i - 1))), "type nesting is too deep");
    }

    @Test
    void instancesThatDouble() {
        refused(Bytes.component().section(5, definitions(100, i -> i == 0 ? new Bytes().raw(1, 0)
                : new Bytes().raw(1, 2, 0).name("a").raw(5).u32(i - 1).raw(0).name("b").raw(5).u32(i - 1))),
                "type too large");
    }

    @Test
    void instancesThatNest() {
        refused(Bytes.component().section(5, definitions(100_000, i -> i == 0 ? new Bytes().raw(1, 0)
                : new Bytes().raw(1, 1, 0).name("a").raw(5).u32(i - 1))), "type nesting is too deep");
    }

    @Test
    void instancesOfAComponentWithManyResources() {
        Bytes inner = Bytes.component().section(7, new Bytes().raw(1, 0x3f, 0x7f, 0))
                .section(11, definitions(2_000, i -> new Bytes().raw(0).name("r" + i).raw(3, 0, 0)));
        refused(Bytes.component().section(4, new Bytes().raw(inner.toByteArray()))
                .section(5, definitions(100_000, i -> new Bytes().raw(0, 0, 0))), "component too complex");
    }

    private static long allocatedBy(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void countsPastTheEndCostNothing() {
        byte[] binary = Bytes.component().section(7, new Bytes().u32(0xffff_ffffL).raw(0x73)).toByteArray();
        assertThat(allocatedBy(() -> assertThatExceptionOfType(ComponentException.class)
                .isThrownBy(() -> ComponentDecoder.decode(binary)))).isLessThan(2_000_000);
    }

    /** The most expensive bytes there are: one for each definition. */
    @Test
    void memoryIsASmallMultipleOfTheInput() {
        byte[] types = Bytes.component().section(7, definitions(500_000, i -> new Bytes().raw(0x7f))).toByteArray();
        assertThat(allocatedBy(() -> ComponentDecoder.decode(types))).isLessThan(80L * types.length);
        byte[] canons = Bytes.component().section(8, definitions(500_000, i -> new Bytes().raw(0x24))).toByteArray();
        assertThat(allocatedBy(() -> ComponentValidator.validate(ComponentDecoder.decode(canons),
                CoreModuleValidator.TRUSTING))).isLessThan(140L * canons.length);
    }

    @Test
    void aVeryLongNameMakesNoVeryLongMessage() {
        byte[] binary = Bytes.component().section(7, new Bytes().raw(1, 0x6e).u32(1).name("x".repeat(1_000_000) + "_"))
                .toByteArray();
        assertThatExceptionOfType(ComponentException.class)
                .isThrownBy(() -> ComponentValidator.validate(ComponentDecoder.decode(binary), CoreModuleValidator.TRUSTING))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(3000).contains("is not in kebab case"));
    }

    @Test
    void onlyModulesOfTheCoreThingsLeaveAComponent() {
        refused(Bytes.component().section(8, new Bytes().raw(1, 0x24))
                .section(11, new Bytes().raw(1, 0).name("f").raw(0, 0, 0, 0)), "cannot be passed between components");
    }

    /** A few changed bytes past the preamble, or bytes put in, taken out or doubled. */
    private static byte[] mutate(byte[] seed, Random random) {
        byte[] mutant = seed.clone();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes && mutant.length > 8; i++) {
            int at = 8 + random.nextInt(mutant.length - 8);
            switch (random.nextInt(5)) {
                case 0 -> mutant[at] = (byte) random.nextInt(256);
                case 1 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> mutant[at] = (byte) (random.nextBoolean() ? 0xff : 0x80);
                case 3 -> mutant = splice(mutant, at, at, mutant, at, Math.min(mutant.length, at + 1 + random.nextInt(6)));
                default -> mutant = splice(mutant, at, Math.min(mutant.length, at + 1 + random.nextInt(4)), mutant, 0, 0);
            }
        }
        return mutant;
    }

    /** {@code bytes} with the part of {@code from} to {@code to} replaced by a part of {@code source}. */
    private static byte[] splice(byte[] bytes, int from, int to, byte[] source, int start, int end) {
        byte[] result = new byte[bytes.length - (to - from) + end - start];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(source, start, result, from, end - start);
        System.arraycopy(bytes, to, result, from + end - start, bytes.length - to);
        return result;
    }
}
