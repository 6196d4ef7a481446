package arcella.wit.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import arcella.error.ArcellaException;
import arcella.wit.WitFunction;
import arcella.wit.WitType;
import arcella.wit.WitType.Primitive;
import arcella.wit.binary.Bytes;
import arcella.wit.binary.ComponentDecoder;
import arcella.wit.binary.CoreModuleDecoder;
import arcella.wit.binary.NameSectionDecoder;
import arcella.wit.component.ByteSlice;
import arcella.wit.component.Component;
import arcella.wit.reconstruct.Reconstruction;
import arcella.wit.resolved.ResolvedComponent;
import arcella.wit.semver.WitDiff;
import arcella.wit.text.ResolvedWit;
import arcella.wit.text.WitPrinter;
import arcella.wit.text.WitSource;
import arcella.wit.text.WitText;
import arcella.wit.typed.TypeCheck;
import arcella.wit.validate.ComponentValidator;
import arcella.wit.validate.CoreModuleValidator;
import arcella.wit.value.WitValue;
import arcella.wit.wave.Wave;

/**
 * Inputs of several things that could multiply: long names and many that mention them, wide things and many that have them,
 * names chosen to have one hash code. Those that are too much are refused, and cost no more for it.
 */
final class HostileFamilies {

    /** What stands behind the names of those that are refused. */
    private static final String TOO_MUCH = ", until it is too much";

    private HostileFamilies() {}

    private static String text(int count, IntFunction<String> item) {
        return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining());
    }

    /** Long enough that as many of short things are as long together. */
    private static String name(int count) {
        return "n" + "a".repeat(10 * count);
    }

    /** Names of which all have one hash code: "an" and "c0" have one. */
    private static String alike(int index) {
        return "x" + text(14, bit -> (index >> bit & 1) == 0 ? "an" : "c0");
    }

    private static String letters(int index) {
        return ShortNames.of(index) + '0';
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String string(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Object orRefused(Supplier<Object> reader) {
        try {
            return reader.get();
        } catch (ArcellaException refused) {
            return refused;
        }
    }

    private record Text(String name, IntFunction<String> text) {

        Family read() {
            return Family.of("wit: " + name, n -> utf8(text.apply(n)), bytes -> orRefused(() -> WitText.parse("f.wit", string(bytes))));
        }

        Family printed() {
            return new Family("print: " + name, n -> utf8(text.apply(n)),
                    bytes -> orRefused(() -> WitText.parse("f.wit", string(bytes))), wit -> wit instanceof ResolvedWit read
                            ? WitPrinter.print(read.library(), read.root()) : wit);
        }
    }

    private static Stream<Text> texts() {
        return Stream.of(
                new Text("uses of a long name" + TOO_MUCH, n -> "package a:b;use c:d/" + name(n) + " as l;"
                        + text(n, i -> "interface " + letters(i) + "{use l.{t};}") + "package c:d{interface " + name(n)
                        + "{type t=u8;}}"),
                new Text("worlds that include a long name" + TOO_MUCH, n -> "package a:b;interface " + name(n) + "{}world z{import "
                        + name(n) + ";}" + text(n, i -> "world " + letters(i) + "{include z;}")),
                new Text("worlds that include a wide record" + TOO_MUCH, n -> "package a:b;world z{record r{"
                        + text(n, i -> letters(i) + ":u8,") + "}}" + text(n, i -> "world " + letters(i) + "{include z;}")),
                new Text("worlds that include a wide interface" + TOO_MUCH, n -> "package a:b;world z{import i: interface{"
                        + text(n, i -> letters(i) + ":func();") + "}}" + text(n, i -> "world " + letters(i) + "{include z;}")),
                new Text("uses in a package of a long version" + TOO_MUCH, n -> "package a:b@1.0.0-" + name(n) + ";interface i{type t=u8;}"
                        + text(n, i -> "interface " + letters(i) + "{use i.{t};}")),
                new Text("interfaces in a package of a version of many parts", n -> "package a:b@1.0.0-" + "a.".repeat(5 * n)
                        + "a;" + text(n, i -> "interface " + letters(i) + "{type t=u8;}")),
                new Text("interfaces in a circle in a package of a long version" + TOO_MUCH, n -> "package a:b@1.0.0-" + name(n)
                        + ";" + text(n, i -> "interface i" + i + "{use i" + (i + 1) % n + ".{t};}")),
                new Text("methods of a resource of a long name", n -> "package a:b;interface i{resource " + name(n) + "{"
                        + text(n, i -> letters(i) + ":func();") + "}}"),
                new Text("types with one hash code", n -> "package a:b;interface i{"
                        + text(n, i -> "enum " + alike(i) + "{" + alike(i) + "}") + "}"),
                new Text("interfaces with one hash code", n -> "package a:b;" + text(n, i -> "interface " + alike(i) + "{}")
                        + "world w{" + text(n, i -> "import " + alike(i) + ";") + "}"),
                new Text("chains of uses", n -> "package a:b;" + text(n, i -> "interface i" + i + "{"
                        + (i % 90 == 0 ? "type t=u8;" : "use i" + (i - 1) + ".{t};") + "}")),
                new Text("fields of as many types", n -> "package a:b;interface i{" + text(n, i -> "type " + letters(i) + "=u8;")
                        + "record r{" + text(n, i -> letters(i) + ":" + letters(i) + ",") + "}}"));
    }

    static Stream<Family> read() {
        return Stream.of(texts().map(Text::read), binaries(), values(), Stream.of(
                Family.of("names: identifiers of a version", n -> utf8("1.0.0-" + "a.".repeat(n) + "a"), Targets::names),
                Family.of("names: namespaces", n -> utf8("a:".repeat(n) + "b/c"), Targets::names),
                Family.of("names: a long label", n -> utf8("a:b/" + "a-".repeat(n) + "a@1.0.0"), Targets::names),
                folder("packages in deps", n -> text(n, i -> "---package c:d" + i + ";interface i{}")),
                folder("packages that stand there again", n -> text(n, i -> "---package c:d;interface i{}")),
                folder("a package that stands there again beside a large one", n -> "---package e:f;"
                        + text(n, i -> "interface " + letters(i) + "{}") + text(n / 4, i -> "---package c:d;interface i{}"))))
                .flatMap(families -> families);
    }

    static Stream<Family> printed() {
        return texts().filter(text -> !text.name.endsWith(TOO_MUCH)).map(Text::printed);
    }

    private static Family folder(String name, IntFunction<String> dependencies) {
        return Family.of("folder: " + name, n -> utf8("package a:b;interface i{}" + dependencies.apply(n)), bytes -> {
            String[] texts = string(bytes).split("---");
            List<WitSource> sources =
                    IntStream.range(0, texts.length).mapToObj(i -> new WitSource(i + ".wit", texts[i])).toList();
            return WitText.parse(List.of(sources.getFirst()), sources.stream().skip(1).map(List::of).toList());
        });
    }

    /** Both are refused, or compared and what changed written. */
    static Stream<Family> compared() {
        return Stream.of(
                verdict("functions of an interface of a long name", (n, type) -> "package a:b;interface " + name(n) + "{"
                        + text(n, i -> letters(i) + ":func(a:" + type + ");") + "}"),
                verdict("functions of a resource of a long name", (n, type) -> "package a:b;interface i{resource " + name(n)
                        + "{" + text(n, i -> letters(i) + ":func(a:" + type + ");") + "}}"),
                verdict("resources of an interface of a long name", (n, type) -> "package a:b;interface " + name(n) + "{"
                        + text(n, i -> "resource " + letters(i) + "{f:func(a:" + type + ");}") + "}"),
                verdict("an interface that many worlds import", (n, type) -> "package a:b;interface i{"
                        + text(n, i -> letters(i) + ":func(a:" + type + ");") + "}"
                        + text(n, i -> "world " + letters(i) + "{import i;}")),
                verdict("an interface that many imports implement", (n, type) -> "package a:b;interface i{"
                        + text(n, i -> letters(i) + ":func(a:" + type + ");") + "}world w{"
                        + text(n, i -> "import " + letters(i) + ": a:b/i;") + "}"),
                verdict("uses of a wide interface under other names", (n, type) -> "package a:b;interface i{"
                        + text(n, i -> "type " + letters(i) + "=u8;") + "record r{" + text(n, i -> letters(i) + ":u8,") + "}}"
                        + text(n, i -> "interface x" + letters(i) + "{use i.{r as " + type + "r};f:func(a:" + type + "r);}")),
                verdict("types with one hash code", (n, type) -> "package a:b;interface i{"
                        + text(n, i -> "record " + alike(i) + "{" + alike(i) + ":" + type + "}") + "}"));
    }

    private interface Version {
        String of(int count, String type);
    }

    private static Family verdict(String name, Version version) {
        return new Family("verdict: " + name, n -> utf8(version.of(n, "s8") + "---" + version.of(n, "s16")),
                bytes -> {
                    String[] both = string(bytes).split("---");
                    return List.of(orRefused(() -> WitText.parse("before.wit", both[0])),
                            orRefused(() -> WitText.parse("after.wit", both[1])));
                }, both -> {
                    List<?> wit = (List<?>) both;
                    return wit.get(0) instanceof ResolvedWit before && wit.get(1) instanceof ResolvedWit after
                            ? orRefused(() -> WitDiff.packages(before.library(), before.root(), after.library(), after.root())
                                    .toString())
                            : "refused";
                });
    }

    private static Object valid(byte[] bytes) {
        Component component = ComponentDecoder.decode(bytes);
        NameSectionDecoder.decode(component);
        return orRefused(() -> ComponentValidator.validate(component, CoreModuleValidator.TRUSTING));
    }

    private static Bytes many(int count, IntFunction<Bytes> definition) {
        Bytes all = new Bytes().u32(count);
        for (int i = 0; i < count; i++) {
            all.raw(definition.apply(i).toByteArray());
        }
        return all;
    }

    private static Stream<Family> binaries() {
        Bytes function = new Bytes().raw(1, 0x40, 0, 1, 0);
        return Stream.of(
                Family.of("outline: types of a core module",
                        n -> Bytes.module().section(1, many(n, i -> new Bytes().raw(0x60, 0, 0))).toByteArray(),
                        bytes -> CoreModuleDecoder.decode(ByteSlice.of(bytes))),
                Family.of("outline: functions of a core module that it defines",
                        n -> Bytes.module().section(1, new Bytes().raw(1, 0x60, 0, 0)).section(3, many(n, i -> new Bytes().raw(0)))
                                .section(10, many(n, i -> new Bytes().raw(2, 0, 0x0b))).toByteArray(),
                        bytes -> CoreModuleDecoder.decode(ByteSlice.of(bytes))),
                Family.of("validate: imports with one hash code", n -> Bytes.component().section(7, function)
                        .section(10, many(n, i -> new Bytes().raw(0).name(alike(i)).raw(1, 0))).toByteArray(), HostileFamilies::valid),
                Family.of("validate: fields with one hash code", n -> Bytes.component().section(7, new Bytes().raw(1, 0x72)
                        .raw(many(n, i -> new Bytes().name(alike(i)).raw(0x7d)).toByteArray())).toByteArray(), HostileFamilies::valid),
                Family.of("validate: exports of an instance type with one hash code", n -> Bytes.component().section(7, new Bytes()
                        .raw(1, 0x42).raw(many(n, i -> new Bytes().raw(4, 0).name(alike(i)).raw(3, 1)).toByteArray())).toByteArray(),
                        HostileFamilies::valid),
                Family.of("validate: names of indices that fall together", n -> Bytes.component().section(0, new Bytes()
                        .name("component-name").section(1, new Bytes().raw(1).raw(
                                many(n, i -> new Bytes().u32(2L * n * i).name("n")).toByteArray()))).toByteArray(),
                        HostileFamilies::valid),
                Family.of("validate: functions of a type under many names", n -> Bytes.component()
                        .section(7, new Bytes().raw(1, 0x7f))
                        .section(10, many(n, i -> new Bytes().raw(0).name(letters(i)).raw(3, 0).u32(i)))
                        .section(7, new Bytes().raw(1, 0x40, 1).name("a").typeIndex(n).raw(1, 0))
                        .section(10, many(n, i -> new Bytes().raw(0).name(letters(i) + "0").raw(1).u32(n + 1))).toByteArray(),
                        HostileFamilies::valid),
                made("functions of a type under many names", n -> Bytes.component()
                        .section(7, new Bytes().raw(1, 0x7f))
                        .section(10, many(n, i -> new Bytes().raw(0).name(letters(i)).raw(3, 0).u32(i)))
                        .section(7, new Bytes().raw(1, 0x40, 1).name("a").typeIndex(n).raw(1, 0))
                        .section(10, many(n, i -> new Bytes().raw(0).name(letters(i) + "0").raw(1).u32(n + 1))),
                        valid -> Reconstruction.partialWorld(valid).text()),
                made("an instance type under many names, until it is too much", n -> Bytes.component()
                        .section(7, new Bytes().raw(1, 0x42).u32(51).raw(1, 0x40, 0, 1, 0)
                                .raw(exports(50)))
                        .section(10, many(n, i -> new Bytes().raw(0).name("a:b/" + letters(i)).raw(5, 0))),
                        valid -> Reconstruction.partialWorld(valid).text()),
                new Family("packageOf: interfaces", n -> encoded(n, "b"), HostileFamilies::valid,
                        valid -> orRefused(() -> printed(Reconstruction.packageOf((ResolvedComponent) valid)))),
                new Family("packageOf: interfaces in a package of a name of a hundred letters",
                        n -> encoded(n, "b" + "c".repeat(100)), HostileFamilies::valid,
                        valid -> orRefused(() -> printed(Reconstruction.packageOf((ResolvedComponent) valid)))));
    }

    private static byte[] exports(int count) {
        Bytes all = new Bytes();
        for (int i = 0; i < count; i++) {
            all.raw(4, 0).name(letters(i)).raw(1, 0);
        }
        return all.toByteArray();
    }

    private static Family made(String name, IntFunction<Bytes> input, Function<ResolvedComponent, Object> maker) {
        return new Family("reconstruct: " + name, n -> input.apply(n).toByteArray(), HostileFamilies::valid,
                valid -> valid instanceof ResolvedComponent component ? orRefused(() -> maker.apply(component)) : valid);
    }

    private static String printed(ResolvedWit wit) {
        return WitPrinter.print(wit.library(), wit.root());
    }

    /** A package in its encoding: a component type that exports interfaces, each without anything. */
    private static byte[] encoded(int count, String owner) {
        return Bytes.component().section(7, new Bytes().raw(1, 0x41).u32(count + 1).raw(1, 0x42, 0)
                .raw(interfaces(count, owner)))
                .section(11, new Bytes().raw(1, 0).name("p").raw(3, 0, 0)).toByteArray();
    }

    private static byte[] interfaces(int count, String owner) {
        Bytes all = new Bytes();
        for (int i = 0; i < count; i++) {
            all.raw(4, 0).name("a:" + owner + "/" + letters(i)).raw(5, 0);
        }
        return all.toByteArray();
    }

    private static Stream<Family> values() {
        WitType u8 = Primitive.U8;
        return Stream.of(
                Family.of("call: arguments", n -> utf8("f(" + "1,".repeat(n) + ")"), bytes -> Wave.call(string(bytes))
                        .arguments(Collections.nCopies(bytes.length / 2 - 1, new WitFunction.Param("a", u8)))),
                Family.of("call: a long name", n -> utf8("a:b/c.d" + "-d".repeat(n) + "()"), bytes -> Wave.call(string(bytes))
                        .arguments(List.of())),
                Family.of("wave: cases of an enum of as many", n -> utf8("[" + text(n, i -> letters(i) + ",") + "]"), bytes -> {
                    WitType type = WitType.ListType.of(new WitType.EnumType(labels(count(bytes))));
                    WitValue value = Wave.parse(string(bytes), type);
                    return Map.entry(value, TypeCheck.mismatch(value, type));
                }),
                Family.of("wave: cases of a variant of as many", n -> utf8("[" + text(n, i -> letters(i) + ",") + "]"), bytes -> {
                    WitType type = WitType.ListType.of(new WitType.VariantType(labels(count(bytes)).stream()
                            .map(label -> new WitType.Case(label.name(), Optional.empty(), "")).toList()));
                    WitValue value = Wave.parse(string(bytes), type);
                    return Map.entry(value, TypeCheck.mismatch(value, type));
                }),
                Family.of("wave: keys with one hash code", n -> utf8("[" + text(n, i -> "(\"" + alike(i) + "\",1),") + "]"),
                        bytes -> Wave.parse(string(bytes), new WitType.MapType(Primitive.STRING, u8))),
                Family.of("wave: numbers with one hash code as keys",
                        n -> utf8("[" + text(n, i -> "(" + ((long) i << 32 | i) + ",1),") + "]"),
                        bytes -> Wave.parse(string(bytes), new WitType.MapType(Primitive.U64, u8))));
    }

    private static int count(byte[] bytes) {
        return (int) IntStream.range(0, bytes.length).filter(i -> bytes[i] == ',').count();
    }

    private static List<WitType.Label> labels(int count) {
        return IntStream.range(0, count).mapToObj(i -> new WitType.Label(letters(i), "")).toList();
    }
}
