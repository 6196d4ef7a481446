package arcella.wit.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import arcella.wit.WitType;
import arcella.wit.WitType.Primitive;
import arcella.wit.semver.WitDiff;
import arcella.wit.text.ResolvedWit;
import arcella.wit.text.WitPrinter;
import arcella.wit.text.WitText;
import arcella.wit.value.WitValue;
import arcella.wit.wave.Wave;

/** WIT and WAVE of one thing many times over, in as few letters each as there can be. */
final class TextFamilies {

    private TextFamilies() {}

    private static String in(int count, IntFunction<String> item) {
        return "package a:b; interface i { " + text(count, item) + "}";
    }

    private static String text(int count, IntFunction<String> item) {
        return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining());
    }

    private static String letters(int index) {
        // With a digit, so that none is a keyword.
        return ComponentFamilies.letters(index) + '0';
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ResolvedWit parse(byte[] bytes) {
        return WitText.parse("f.wit", new String(bytes, StandardCharsets.UTF_8));
    }

    private static Family wit(String name, IntFunction<String> text) {
        return Family.of("wit: " + name, n -> utf8(text.apply(n)), TextFamilies::parse);
    }

    static Stream<Family> texts() {
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
                Family.of("targets: interfaces with one more function", n -> (in(n, i -> "fn" + i + ": func(); ")
                        + "\n---\n" + in(n + 1, i -> "fn" + i + ": func(); ")).getBytes(StandardCharsets.UTF_8), Targets::diff),
                Family.of("targets: types with one more field", n -> (in(1, i -> "record r { " + text(n, k -> "fd" + k + ": u8, ") + "} ")
                        + "\n---\n" + in(1, i -> "record r { " + text(n + 1, k -> "fd" + k + ": u8, ") + "} "))
                        .getBytes(StandardCharsets.UTF_8), Targets::diff),
                Family.of("targets: files of a package", n -> text(n / 100, i -> "package a:b; interface x" + i + " { "
                        + text(100, k -> "fn" + k + ": func(); ") + "}\n--- f" + i + ".wit\n").getBytes(StandardCharsets.UTF_8),
                        Targets::folder),
                wit("nested comments", n -> "package a:b; " + "/*".repeat(n) + "*/".repeat(n)),
                wit("documentation", n -> "package a:b; " + "/// x\n".repeat(n) + "interface i {}"));
    }

    /** The densest of each. */
    static Stream<Family> dense() {
        return Stream.of(
                wit("one-letter type definitions", n -> in(n, i -> "type " + letters(i) + "=u8;")),
                wit("one-letter functions", n -> in(n, i -> letters(i) + ":func();")),
                wit("one-letter parameters", n -> in(1, i -> "type t=u8;f:func(" + text(n, k -> letters(k) + ":t,") + ");")),
                wit("one-letter parts of a tuple", n -> in(1, i -> "type t=u8;type y=tuple<" + "t,".repeat(n) + ">;")),
                wit("handles of a tuple", n -> in(1, i -> "resource r;type y=tuple<" + "r,".repeat(n) + ">;")),
                wit("maps in each other", n -> in(n / 90, i -> "type t" + i + "=" + "map<u8,".repeat(95) + "u8"
                        + ">".repeat(95) + ";")),
                wit("one-letter cases of an enum", n -> in(1, i -> "enum e{" + text(n, k -> letters(k) + ",") + "}")),
                wit("one-letter fields", n -> in(1, i -> "type t=u8;record e{" + text(n, k -> letters(k) + ":t,") + "}")),
                wit("resources", n -> in(n, i -> "resource " + letters(i) + ";")),
                wit("constructors", n -> in(n, i -> "resource " + letters(i) + "{constructor();}")),
                wit("one-letter methods", n -> in(1, i -> "resource r{" + text(n, k -> letters(k) + ":func();") + "}")),
                wit("one-letter interfaces", n -> "package a:b;" + text(n, i -> "interface " + letters(i) + "{}")),
                wit("one-letter worlds", n -> "package a:b;" + text(n, i -> "world " + letters(i) + "{}")),
                wit("empty packages", n -> "package a:b;" + text(n, i -> "package a:c" + i + "{}")),
                wit("names of a use", n -> "package a:b;interface i{type t=u8;}interface j{use i.{"
                        + text(n, i -> "t as " + letters(i) + ",") + "};}"),
                wit("interfaces in place", n -> "package a:b;world w{" + text(n, i -> "import " + letters(i) + ":interface{}")
                        + "}"),
                wit("includes of a world", n -> "package a:b;" + text(n, i -> "world " + letters(i) + "{}") + "world w{"
                        + text(n, i -> "include " + letters(i) + ";") + "}"),
                wit("includes of an empty world", n -> "package a:b;world w{}" + text(n, i -> "world " + letters(i)
                        + "{include w;}")),
                wit("names of names", n -> in(1, i -> "type t0=u8;" + text(n, k -> "type t" + (k + 1) + "=t" + k + ";"))));
    }

    /** Printed again. */
    static Stream<Family> printed() {
        return dense().map(family -> new Family(family.name().replace("wit:", "print:"), family.input(),
                bytes -> parse(bytes), wit -> print((ResolvedWit) wit)));
    }

    private static String print(ResolvedWit wit) {
        return WitPrinter.print(wit.library(), wit.root());
    }

    /** Compared to themselves, and to a package in which each thing is another. */
    static Stream<Family> compared() {
        return Stream.concat(
                dense().map(family -> new Family(family.name().replace("wit:", "verdict, the same:"), family.input(),
                        bytes -> parse(bytes), wit -> verdict((ResolvedWit) wit, (ResolvedWit) wit))),
                Stream.of(
                        verdict("functions", n -> in(n, i -> letters(i) + ":func();"),
                                n -> in(n, i -> letters(i) + ":func(a:u8);")),
                        verdict("functions that go", n -> in(n, i -> letters(i) + ":func();"), n -> in(0, i -> "")),
                        verdict("types", n -> in(n, i -> "type " + letters(i) + "=u8;"),
                                n -> in(n, i -> "type " + letters(i) + "=s8;")),
                        verdict("fields", n -> in(1, i -> "record r{" + text(n, k -> letters(k) + ":u8,") + "}"),
                                n -> in(1, i -> "record r{" + text(n, k -> letters(k) + ":s8,") + "}")),
                        verdict("parts of a tuple", n -> in(1, i -> "type t=u8;type y=tuple<" + "t,".repeat(n) + ">;"),
                                n -> in(1, i -> "type t=s8;type y=tuple<" + "t,".repeat(n) + ">;")),
                        verdict("worlds that come", n -> "package a:b;",
                                n -> "package a:b;" + text(n, i -> "world " + letters(i) + "{}")),
                        verdict("imports that become exports",
                                n -> "package a:b;world w{" + text(n, i -> "import " + letters(i) + ":func();") + "}",
                                n -> "package a:b;world w{" + text(n, i -> "export " + letters(i) + ":func();") + "}")));
    }

    private static Object verdict(ResolvedWit before, ResolvedWit after) {
        return WitDiff.packages(before.library(), before.root(), after.library(), after.root());
    }

    private static Family verdict(String name, IntFunction<String> before, IntFunction<String> after) {
        return new Family("verdict: " + name, n -> utf8(before.apply(n) + "---" + after.apply(n)), bytes -> {
            String[] both = new String(bytes, StandardCharsets.UTF_8).split("---");
            return List.of(WitText.parse("before.wit", both[0]), WitText.parse("after.wit", both[1]));
        }, both -> {
            List<?> wit = (List<?>) both;
            return verdict((ResolvedWit) wit.get(0), (ResolvedWit) wit.get(1));
        });
    }

    private record Input(String name, WitType type, IntFunction<String> text) {}

    private static Family wave(String name, WitType type, IntFunction<String> text) {
        return read(new Input(name, type, text));
    }

    private static Family read(Input input) {
        return Family.of("wave: " + input.name, n -> utf8(input.text.apply(n)), bytes -> value(bytes, input.type));
    }

    private static Family printed(Input input) {
        return new Family("print: " + input.name, n -> utf8(input.text.apply(n)), bytes -> value(bytes, input.type),
                value -> Wave.print((WitValue) value));
    }

    private static WitValue value(byte[] bytes, WitType type) {
        return Wave.parse(new String(bytes, StandardCharsets.UTF_8), type);
    }

    static Stream<Family> values() {
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

    private static Input list(String name, WitType element, String one) {
        return new Input(name, WitType.ListType.of(element), n -> "[" + (one + ",").repeat(n) + "]");
    }

    private static Stream<Input> lists() {
        WitType u8 = Primitive.U8;
        WitType.RecordType narrow = record(1);
        return Stream.of(
                list("empty lists", WitType.ListType.of(Primitive.BOOL), "[]"),
                list("empty lists of bytes", WitType.ListType.of(u8), "[]"),
                list("empty maps", new WitType.MapType(u8, u8), "[]"),
                list("numbers", Primitive.F32, "1"),
                list("options without some", new WitType.OptionType(u8), "1"),
                list("empty strings", Primitive.STRING, "\"\""),
                list("characters", Primitive.CHAR, "'a'"),
                list("cases", new WitType.EnumType(List.of(label("a"), label("b"))), "a"),
                list("no flags", new WitType.FlagsType(List.of(label("a"), label("b"))), "{}"),
                list("a flag", new WitType.FlagsType(List.of(label("a"), label("b"))), "{a}"),
                list("tuples", new WitType.TupleType(List.of(u8)), "(1)"),
                list("variants", new WitType.VariantType(List.of(new WitType.Case("a", Optional.empty(), ""))), "a"),
                list("results", new WitType.ResultType(Optional.empty(), Optional.empty()), "ok"),
                list("records without their field", narrow, "{:}"),
                list("records with their field", narrow, "{f0:1}"),
                list("records without most of their fields", record(30), "{f0:1}"));
    }

    private static WitType.Label label(String name) {
        return new WitType.Label(name, "");
    }

    private static WitType.RecordType record(int fields) {
        return new WitType.RecordType(IntStream.range(0, fields)
                .mapToObj(i -> new WitType.Field("f" + i, new WitType.OptionType(Primitive.U8), "")).toList());
    }

    /** The densest values. */
    static Stream<Family> denseValues() {
        return lists().map(TextFamilies::read);
    }

    static Stream<Family> printedValues() {
        return lists().map(TextFamilies::printed);
    }
}
