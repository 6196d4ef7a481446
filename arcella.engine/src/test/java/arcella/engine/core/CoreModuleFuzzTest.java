package arcella.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;

import arcella.engine.testing.Bytes;

/** Some thousand spoiled modules, the same each time, through what {@link CoreModuleFuzz} holds; and what they may cost. */
class CoreModuleFuzzTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final List<byte[]> WORDS = List.of("00", "01", "0b", "41", "7f", "80", "ff", "ffffffff0f", "8080808008",
                    "8080808080808080807f", "0240", "0340", "0440", "05", "0c00", "0e0100", "1000", "1100", "20", "2802", "fc0a",
                    "fd0c", "fe10", "d06f", "6070", "0160")
            .stream().map(HexFormat.of()::parseHex).toList();

    /** @param bytesPerByte what one byte of input may cost, above what any answer costs */
    private static void fuzz(Predicate<byte[]> target, long bytesPerByte) {
        List<byte[]> seeds = CoreModuleFuzz.seeds();
        seeds.forEach(seed -> assertThat(target.test(seed)).isTrue());
        Random random = new Random(20260101);
        int accepted = 0;
        int rounds = 3_000;
        for (int i = 0; i < rounds; i++) {
            byte[] input = spoil(seeds, random);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            try {
                accepted += target.test(input) ? 1 : 0;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("round " + i + ": " + HexFormat.of().formatHex(input), e);
            }
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                    .as(() -> "bytes for an input of " + input.length + ": " + HexFormat.of().formatHex(input))
                    .isLessThan(1_000_000 + bytesPerByte * input.length);
        }
        assertThat(accepted).as("inputs accepted").isBetween(1, rounds - 1);
    }

    @Test
    void theValidatorAnswers() {
        fuzz(CoreModuleFuzz::validates, 2_000);
    }

    @Test
    void theEngineAnswers() {
        fuzz(CoreModuleFuzz::outlines, 2_000);
    }

    /** The engine library would reserve room for 1.3 billion functions. */
    @Test
    void countsThatTheBytesCannotHoldCostNothing() {
        for (String sections : List.of("090d01000041000bffffffff0400000000", "0917fa2000650000000bffffffff0498989898981f0000000000",
                "0406ffffffff0f70", "0a08010600ffffffff0f")) {
            byte[] input = HexFormat.of().parseHex("0061736d01000000" + sections + (sections.length() % 2 == 0 ? "" : "0"));
            for (Predicate<byte[]> target : List.<Predicate<byte[]>>of(CoreModuleFuzz::validates, CoreModuleFuzz::outlines)) {
                assertThat(target.test(input)).isFalse();
                assertThat(allocatedBy(target, input)).isLessThan(1_000_000);
            }
        }
    }

    @Test
    void eightTimesTheModuleTakesEightTimesTheMemory() {
        for (Predicate<byte[]> target : List.<Predicate<byte[]>>of(CoreModuleFuzz::validates, CoreModuleFuzz::outlines)) {
            byte[] small = functions(1_000);
            byte[] large = functions(8_000);
            assertThat(target.test(small)).isTrue();
            long forSmall = allocatedBy(target, small);
            assertThat(allocatedBy(target, large)).isLessThan(forSmall * 12 + 1_000_000);
        }
    }

    private static long allocatedBy(Predicate<byte[]> target, byte[] input) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        target.test(input);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /** That many functions that add two numbers. */
    private static byte[] functions(int count) {
        Bytes declared = new Bytes().u32(count).raw(new byte[count]);
        Bytes code = new Bytes().u32(count);
        for (int i = 0; i < count; i++) {
            code.sized(new byte[] {0, 0x41, 1, 0x41, 2, 0x6a, 0x1a, 0x0b});
        }
        return new Bytes().u8(0, 'a', 's', 'm', 1, 0, 0, 0).u8(1).sized(new byte[] {1, 0x60, 0, 0})
                .u8(3).sized(declared.toArray()).u8(10).sized(code.toArray()).toArray();
    }

    private static byte[] spoil(List<byte[]> seeds, Random random) {
        byte[] spoiled = seeds.get(random.nextInt(seeds.size())).clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = 8 + random.nextInt(spoiled.length - 7);
            int end = Math.min(spoiled.length, at + 1 + random.nextInt(4));
            byte[] word = WORDS.get(random.nextInt(WORDS.size()));
            spoiled = switch (random.nextInt(5)) {
                case 0 -> splice(spoiled, at, at, word);
                case 1 -> splice(spoiled, at, end, word);
                case 2 -> splice(spoiled, at, end, new byte[0]);
                case 3 -> splice(spoiled, at, Math.min(spoiled.length, at + word.length), word);
                default -> splice(spoiled, at, Math.min(spoiled.length, at + 1), new byte[] {(byte) random.nextInt(256)});
            };
        }
        return spoiled;
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] in) {
        byte[] result = Arrays.copyOf(bytes, bytes.length - (to - from) + in.length);
        System.arraycopy(in, 0, result, from, in.length);
        System.arraycopy(bytes, to, result, from + in.length, bytes.length - to);
        return result;
    }
}
