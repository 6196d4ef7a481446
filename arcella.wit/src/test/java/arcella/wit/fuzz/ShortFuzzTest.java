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

    /** What the first answers cost however short the input, for classes that are loaded and tables that are made. */
    private static final long FIRST_BYTES = 400_000;

    private static final int FIRST_ROUNDS = 200;

    /** An answer costs as much as one to an input that is longer by this: messages and exceptions. */
    private static final int ALLOWANCE = 1_000;

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

    private static final List<byte[]> FILES =
            words("\n--- deps/b/x.wit\n", "\n--- deps/c.wit\n", "\n--- b.wit\n", "\n--- deps/d.wasm\n", "package a:b;",
                    "use c:d/i.{t};", "interface i { type t = u8; }", "}", ";", "\u00ff");

    private static final List<byte[]> VERSIONS =
            words("\n---\n", "package a:b@1.0.0;", "u8", "u16", "string", "func()", "async ", "export ", "import ", "}", "{", ";",
                    "use ", "resource r;", "option<", ">", "@unstable(feature = x) ", "@since(version = 1.0.0) ", "list<u8>");

    private static List<byte[]> words(String... words) {
        return Stream.of(words).map(word -> word.getBytes(StandardCharsets.UTF_8)).toList();
    }

    /**
     * @param bytesPerByte what each byte of input may cost, and each of the {@link #ALLOWANCE}: a fifth above the most that was
     *     measured, which is for short inputs all that is made however little is read: printers, parsers, maps. What the length
     *     adds is held to less by {@link MemoryTest}.
     */
    private static void fuzz(String name, int rounds, List<byte[]> words, int bytesPerByte, Predicate<byte[]> target)
            throws IOException, InterruptedException {
        List<byte[]> seeds = Seeds.of(name);
        Measured.onSmallStack(() -> {
            seeds.forEach(target::test);
            Random random = new Random(20260101);
            int accepted = 0;
            for (int i = 0; i < rounds; i++) {
                int round = i;
                byte[] input = Seeds.spoil(seeds, words, random);
                boolean[] answer = new boolean[1];
                long allocated;
                try {
                    allocated = Measured.allocatedBy(() -> answer[0] = target.test(input));
                } catch (RuntimeException | Error e) {
                    throw new AssertionError("round " + i + ": " + HexFormat.of().formatHex(input), e);
                }
                accepted += answer[0] ? 1 : 0;
                long most = (round < FIRST_ROUNDS ? FIRST_BYTES : 0) + (long) bytesPerByte * (input.length + ALLOWANCE);
                if (allocated >= most) {
                    // The first input that comes to some place pays for its classes and call sites.
                    allocated = Measured.allocatedBy(() -> target.test(input));
                }
                assertThat(allocated)
                        .as(() -> "bytes for an input of " + input.length + ": " + HexFormat.of().formatHex(input))
                        .isLessThan(most);
            }
            assertThat(accepted).as("inputs accepted").isBetween(1, rounds - 1);
        });
    }

    @Test
    void components() throws IOException, InterruptedException {
        fuzz("component", 20_000, BINARY, 350, Targets::component);
    }

    @Test
    void coreModules() throws IOException, InterruptedException {
        fuzz("coreModule", 10_000, BINARY, 6, Targets::coreModule);
    }

    @Test
    void witTexts() throws IOException, InterruptedException {
        fuzz("wit", 5_000, TEXT, 185, Targets::wit);
    }

    @Test
    void witFolders() throws IOException, InterruptedException {
        fuzz("folder", 1_000, FILES, 155, Targets::folder);
    }

    @Test
    void semverVerdicts() throws IOException, InterruptedException {
        fuzz("diff", 3_000, VERSIONS, 490, Targets::diff);
    }

    @Test
    void waveValues() throws IOException, InterruptedException {
        fuzz("wave", 10_000, VALUES, 130, Targets::wave);
    }

    @Test
    void waveCalls() throws IOException, InterruptedException {
        fuzz("call", 5_000, VALUES, 13, Targets::call);
    }

    @Test
    void namesAndVersions() throws IOException, InterruptedException {
        fuzz("names", 20_000, NAMES, 120, Targets::names);
    }
}
