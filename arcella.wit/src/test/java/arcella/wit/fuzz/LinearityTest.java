package arcella.wit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import arcella.wit.WitType;
import arcella.wit.binary.Bytes;
import arcella.wit.binary.ComponentDecoder;
import arcella.wit.binary.CoreModuleDecoder;
import arcella.wit.binary.NameSectionDecoder;
import arcella.wit.component.ByteSlice;
import arcella.wit.text.WitText;
import arcella.wit.validate.ComponentValidator;
import arcella.wit.validate.CoreModuleValidator;
import arcella.wit.wave.Wave;

/**
 * Eight times the input takes eight times the memory and about eight times the time, for a family of inputs of each thing that
 * can stand many times. The {@code …RobustnessTest}s have time-outs on inputs which are much longer.
 */
class LinearityTest {

    private static final int SMALL = 1_000;
    private static final int TIMES = 8;

    /** A definition of three bytes becomes an instance with maps of its own, or a type with its layout in two memories. */
    private static final int MOST_PER_BYTE_OF_BINARIES = 600;
    /** A comparison of two texts reads both, and elaborates each world in either role. */
    private static final int MOST_PER_BYTE_OF_TEXTS = 400;
    private static final int MOST_PER_BYTE_OF_VALUES = 100;

    /** One thing that stands {@code n} times, and who reads it. */
    record Family(String name, int mostPerByte, IntFunction<byte[]> input, Predicate<byte[]> reader) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void eightTimesTheInputTakesEightTimesTheMemory(Family family) {
        byte[] small = family.input().apply(SMALL);
        byte[] large = family.input().apply(SMALL * TIMES);
        // Once for what is loaded and made but once.
        assertThat(family.reader().test(small)).as("accepted").isTrue();
        long forSmall = Measured.allocatedBy(() -> family.reader().test(small));
        long forLarge = Measured.allocatedBy(() -> family.reader().test(large));
        double growth = (double) large.length / small.length;
        assertThat((double) forLarge).as("%d bytes for %d, %d bytes for %d", forSmall, small.length, forLarge, large.length)
                .isLessThan(forSmall * growth * 1.5 + 100_000);
        assertThat(forLarge).as("bytes for %d", large.length).isLessThan((long) family.mostPerByte() * large.length);
    }

    /**
     * Processor time of this thread, the best of a few runs: what grows with the square takes 64 times as long, so there is
     * room for caches, garbage collection, and busy neighbours.
     */
    @ParameterizedTest
    @MethodSource("families")
    void eightTimesTheInputTakesAboutEightTimesTheTime(Family family) {
        byte[] small = family.input().apply(SMALL * 2);
        byte[] large = family.input().apply(SMALL * 2 * TIMES);
        long forSmall = best(() -> family.reader().test(small));
        long forLarge = best(() -> family.reader().test(large));
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

    static Stream<Family> families() {
        return Stream.of(binaries(), texts(), values()).flatMap(s -> s);
    }

    private static Bytes many(int count, IntFunction<Bytes> definition) {
        Bytes all = new Bytes().u32(count);
        for (int i = 0; i < count; i++) {
            all.raw(definition.apply(i).toByteArray());
        }
        return all;
    }

    private static Family binary(String name, IntFunction<Bytes> input) {
        return new Family(name, MOST_PER_BYTE_OF_BINARIES, n -> input.apply(n).toByteArray(), bytes -> {
            var component = ComponentDecoder.decode(bytes);
            NameSectionDecoder.decode(component);
            ComponentValidator.validate(component, CoreModuleValidator.TRUSTING);
            return true;
        });
    }

    private static Stream<Family> binaries() {
        Bytes module = Bytes.module().section(1, new Bytes().raw(1, 0x60, 0, 0));
        return Stream.of(
                binary("types", n -> Bytes.component().section(7, many(n, i -> new Bytes().raw(0x70, 0x7d)))),
                binary("types of the one before", n -> Bytes.component().section(7, many(n, i -> i % 90 == 0
                        ? new Bytes().raw(0x70, 0x7d) : new Bytes().raw(0x6b).typeIndex(i - 1)))),
                binary("fields", n -> Bytes.component().section(7, new Bytes().raw(1, 0x72)
                        .raw(many(n, i -> new Bytes().name("f" + i).raw(0x7d)).toByteArray()))),
                binary("labels", n -> Bytes.component().section(7, new Bytes().raw(1, 0x6d)
                        .raw(many(n, i -> new Bytes().name("f" + i)).toByteArray()))),
                binary("parameters", n -> Bytes.component().section(7, new Bytes().raw(1, 0x40)
                        .raw(many(n, i -> new Bytes().name("f" + i).raw(0x7d)).toByteArray()).raw(1, 0))),
                binary("resources", n -> Bytes.component().section(7, many(n, i -> new Bytes().raw(0x3f, 0x7f, 0)))),
                binary("imports", n -> Bytes.component().section(7, new Bytes().raw(1, 0x40, 0, 1, 0))
                        .section(10, many(n, i -> new Bytes().raw(0).name("a:b/i" + i).raw(1, 0)))
                        .section(10, new Bytes().raw(0))),
                binary("imports of resources", n -> Bytes.component()
                        .section(10, many(n, i -> new Bytes().raw(0).name("r" + i).raw(3, 1)))),
                binary("exports", n -> Bytes.component().section(7, new Bytes().raw(1, 0x3f, 0x7f, 0))
                        .section(11, many(n, i -> new Bytes().raw(0).name("r" + i).raw(3, 0, 0)))),
                binary("canonical built-ins", n -> Bytes.component().section(8, many(n, i -> new Bytes().raw(0x24)))),
                binary("inline instances", n -> Bytes.component().section(5, many(n, i -> new Bytes().raw(1, 0)))),
                binary("components inside", n -> {
                    Bytes all = Bytes.component();
                    for (int i = 0; i < n; i++) {
                        all.section(4, Bytes.component());
                    }
                    return all;
                }),
                binary("instances of a component", n -> Bytes.component().section(4, Bytes.component())
                        .section(5, many(n, i -> new Bytes().raw(0, 0, 0)))),
                binary("core modules", n -> {
                    Bytes all = Bytes.component();
                    for (int i = 0; i < n; i++) {
                        all.section(1, module);
                    }
                    return all;
                }),
                binary("core types", n -> Bytes.component().section(3, many(n, i -> new Bytes().raw(0x60, 1, 0x7f, 0)))),
                binary("exports of an instance type", n -> Bytes.component().section(7, new Bytes().raw(1, 0x42)
                        .raw(many(n, i -> new Bytes().raw(4, 0).name("r" + i).raw(3, 1)).toByteArray()))),
                binary("outer aliases", n -> Bytes.component().section(7, new Bytes().raw(1, 0x7d))
                        .section(6, many(n, i -> new Bytes().raw(3, 2, 0, 0)))),
                binary("custom sections", n -> {
                    Bytes all = Bytes.component();
                    for (int i = 0; i < n; i++) {
                        all.section(0, new Bytes().name("x"));
                    }
                    return all;
                }),
                binary("names in the name section", n -> Bytes.component().section(0, new Bytes().name("component-name")
                        .section(1, new Bytes().raw(1).raw(many(n, i -> new Bytes().u32(i).name("n" + i)).toByteArray())))),
                new Family("functions of a core module", MOST_PER_BYTE_OF_BINARIES, n -> Bytes.module().section(1, new Bytes().raw(1, 0x60, 0, 0))
                        .section(2, many(n, i -> new Bytes().name("m").name("f" + i).raw(0, 0))).toByteArray(),
                        bytes -> {
                            CoreModuleDecoder.decode(ByteSlice.of(bytes));
                            return true;
                        }));
    }

    private static String in(int count, IntFunction<String> item) {
        return "package a:b; interface i { " + text(count, item) + "}";
    }

    private static String text(int count, IntFunction<String> item) {
        return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining());
    }

    private static Family wit(String name, IntFunction<String> text) {
        return new Family(name, MOST_PER_BYTE_OF_TEXTS, n -> text.apply(n).getBytes(StandardCharsets.UTF_8), bytes -> {
            WitText.parse("f.wit", new String(bytes, StandardCharsets.UTF_8));
            return true;
        });
    }

    private static Stream<Family> texts() {
        return Stream.of(
                wit("type definitions", n -> in(n, i -> "type t" + i + " = list<u8>; ")),
                wit("functions", n -> in(n, i -> "fn" + i + ": func(); ")),
                wit("fields of a record", n -> in(1, i -> "record r { " + text(n, k -> "fd" + k + ": u8, ") + "} ")),
                wit("parameters of a function", n -> in(1, i -> "f: func(" + text(n, k -> "p" + k + ": u8, ") + "); ")),
                wit("methods", n -> in(1, i -> "resource r { " + text(n, k -> "m" + k + ": func(); ") + "} ")),
                wit("parts of a tuple", n -> in(1, i -> "type t = tuple<" + "u8, ".repeat(n) + ">; ")),
                wit("interfaces", n -> "package a:b; " + text(n, i -> "interface i" + i + " { type t = u8; } ")),
                wit("imports of a world", n -> "package a:b; world w { " + text(n, i -> "import i" + i + ": func(); ") + "}"),
                wit("worlds", n -> "package a:b; " + text(n, i -> "world w" + i + " { import f: func(); } ")),
                wit("included worlds", n -> "package a:b; world z { import f: func(); } "
                        + text(n, i -> "world w" + i + " { include z; } ")),
                wit("packages", n -> "package a:b; " + text(n, i -> "package c:d" + i + " { interface i {} } ")),
                new Family("interfaces with one more function", MOST_PER_BYTE_OF_TEXTS, n -> (in(n, i -> "fn" + i + ": func(); ")
                        + "\n---\n" + in(n + 1, i -> "fn" + i + ": func(); ")).getBytes(StandardCharsets.UTF_8), Targets::diff),
                new Family("types with one more field", MOST_PER_BYTE_OF_TEXTS, n -> (in(1, i -> "record r { " + text(n, k -> "fd" + k + ": u8, ") + "} ")
                        + "\n---\n" + in(1, i -> "record r { " + text(n + 1, k -> "fd" + k + ": u8, ") + "} "))
                        .getBytes(StandardCharsets.UTF_8), Targets::diff),
                new Family("files of a package", MOST_PER_BYTE_OF_TEXTS, n -> text(n / 100, i -> "package a:b; interface x" + i + " { "
                        + text(100, k -> "fn" + k + ": func(); ") + "}\n--- f" + i + ".wit\n").getBytes(StandardCharsets.UTF_8),
                        Targets::folder),
                wit("nested comments", n -> "package a:b; " + "/*".repeat(n) + "*/".repeat(n)),
                wit("documentation", n -> "package a:b; " + "/// x\n".repeat(n) + "interface i {}"));
    }

    private static Family wave(String name, WitType type, IntFunction<String> text) {
        return new Family(name, MOST_PER_BYTE_OF_VALUES, n -> text.apply(n).getBytes(StandardCharsets.UTF_8), bytes -> {
            Wave.print(Wave.parse(new String(bytes, StandardCharsets.UTF_8), type));
            return true;
        });
    }

    private static Stream<Family> values() {
        WitType u8 = WitType.Primitive.U8;
        WitType string = WitType.Primitive.STRING;
        return Stream.of(
                wave("bytes", WitType.ListType.of(u8), n -> "[" + "1, ".repeat(n) + "]"),
                wave("strings", WitType.ListType.of(string), n -> "[" + "\"x\", ".repeat(n) + "]"),
                wave("options", WitType.ListType.of(new WitType.OptionType(u8)), n -> "[" + "some(1), ".repeat(n) + "]"),
                wave("pairs of a map", new WitType.MapType(WitType.Primitive.U32, u8),
                        n -> "[" + text(n, i -> "(" + i + ", 1), ") + "]"),
                wave("escapes", string, n -> "\"" + "\\u{41}x".repeat(n) + "\""),
                wave("lines", string, n -> "\"\"\"\n" + "  line\n".repeat(n) + "  \"\"\""),
                wave("comments", u8, n -> "//\n".repeat(n) + "1"),
                wave("digits", WitType.Primitive.F64, n -> "0." + "1".repeat(n)));
    }
}
