package arcella.wit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/**
 * The short form of {@link ReadersFuzz}: some thousand spoiled seeds for each target, the same each time. Beside what the
 * targets hold: none takes more memory than a multiple of its input, nor more than a small stack.
 */
class ShortFuzzTest {

    /** What an answer costs however short the input: messages, exceptions, tables; and loading classes, at first. */
    private static final long BASE_BYTES = 400_000;

    private static final List<byte[]> BINARY = Stream.of(
                    "00", "01", "7f", "80", "ff", "ffffffff0f", "8080808008", "0061736d0d000100", "0061736d01000000", "70", "40",
                    "3f", "68", "69", "6b", "41", "42", "0161", "0100", "7000", "6f02", "0301", "040161", "ff7f", "80808080808000")
            .map(HexFormat.of()::parseHex)
            .toList();

    private static final List<byte[]> TEXT = words(
            "{", "}", "(", ")", "<", ">", ",", ";", ":", "@", ".", "/", "*", "->", "=", "_", "%", "\"", "//", "///", "/*", "*/",
            "list<", "option<", "tuple<", "result<_,", "map<", "stream<", "future", "async ", "record r", "variant v", "resource r",
            "func(", "use ", "include ", "with {", "as", "import ", "export ", "interface i", "world w", "package a:b",
            "@since(version = ", "@unstable(feature = ", "@deprecated(version = ", "0.1.0", "99999999999999999999", "own<", "\n");

    private static final List<byte[]> VALUES = words(
            "{", "}", "(", ")", "[", "]", ",", ":", "\"", "\"\"\"", "\"\"\"\n", "'", "\\", "\\u{", "%", "//", "\n", "some(",
            "none", "ok(", "err", "true", "nan", "inf", "-", "1e999999999", "0", ".", "18446744073709551616", "a-b", " ");

    private static final List<byte[]> NAMES =
            words(":", "/", "@", ".", "-", "+", "[", "]", "0", "1", "A", "a", "[method]", "[constructor]", "[static]", "rc", "1.0.0");

    private static List<byte[]> words(String... words) {
        return Stream.of(words).map(word -> word.getBytes(StandardCharsets.UTF_8)).toList();
    }

    private static void fuzz(String name, int rounds, List<byte[]> words, int bytesPerByte, Predicate<byte[]> target)
            throws IOException, InterruptedException {
        List<byte[]> seeds = Seeds.of(name);
        Measured.onSmallStack(() -> {
            seeds.forEach(target::test);
            Random random = new Random(20260101);
            int accepted = 0;
            for (int i = 0; i < rounds; i++) {
                byte[] input = Seeds.spoil(seeds, words, random);
                boolean[] answer = new boolean[1];
                long allocated;
                try {
                    allocated = Measured.allocatedBy(() -> answer[0] = target.test(input));
                } catch (RuntimeException | Error e) {
                    throw new AssertionError("round " + i + ": " + HexFormat.of().formatHex(input), e);
                }
                accepted += answer[0] ? 1 : 0;
                assertThat(allocated)
                        .as(() -> "bytes for an input of " + input.length + ": " + HexFormat.of().formatHex(input))
                        .isLessThan(BASE_BYTES + (long) bytesPerByte * input.length);
            }
            assertThat(accepted).as("inputs accepted").isBetween(1, rounds - 1);
        });
    }

    @Test
    void components() throws IOException, InterruptedException {
        fuzz("component", 20_000, BINARY, 1_000, Targets::component);
    }

    @Test
    void coreModules() throws IOException, InterruptedException {
        fuzz("coreModule", 10_000, BINARY, 200, Targets::coreModule);
    }

    @Test
    void witTexts() throws IOException, InterruptedException {
        fuzz("wit", 5_000, TEXT, 1_000, Targets::wit);
    }

    @Test
    void waveValues() throws IOException, InterruptedException {
        fuzz("wave", 10_000, VALUES, 1_000, Targets::wave);
    }

    @Test
    void waveCalls() throws IOException, InterruptedException {
        fuzz("call", 5_000, VALUES, 1_000, Targets::call);
    }

    @Test
    void namesAndVersions() throws IOException, InterruptedException {
        fuzz("names", 20_000, NAMES, 1_000, Targets::names);
    }
}
