package arcella.wit.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import arcella.error.ArcellaException;
import arcella.wit.Annotations;
import arcella.wit.Gate;
import arcella.wit.PackageId;
import arcella.wit.SemVer;
import arcella.wit.TypeDef;
import arcella.wit.WitFunction;
import arcella.wit.WitId;
import arcella.wit.WitInterface;
import arcella.wit.WitType;
import arcella.wit.WitType.Primitive;
import arcella.wit.WitWorld;
import arcella.wit.WorldItem;

/** The productions of the grammar, one by one, and what they mean in the model. */
class WitTextTest {

    private static WitInterface body(String text) {
        return WitText.parse("t.wit", "package a:b; interface i { " + text + " }")
                .rootPackage()
                .interfaces()
                .getFirst();
    }

    private static WitType type(String text) {
        WitInterface made = body("type t = u8; resource r; variant v { a } f: func(x: " + text + ");");
        return made.functions().getFirst().params().getFirst().type();
    }

    private static ResolvedWit world(String text) {
        return WitText.parse("t.wit", "package a:b@1.0.0; interface i { type t = u8; resource r; }"
                + " interface j { use i.{t}; } interface k { use j.{t}; } " + text);
    }

    private static WitId id(String name) {
        return WitId.parse("a:b/" + name + "@1.0.0");
    }

    private static List<String> names(List<WorldItem> items) {
        return items.stream().map(item -> item.externName().toString()).toList();
    }

    @Test
    void types() {
        Optional<WitType> none = Optional.empty();
        Optional<WitType> u8 = Optional.of(Primitive.U8);
        for (Primitive primitive : Primitive.values()) {
            assertThat(type(primitive.word())).isEqualTo(primitive);
        }
        Map<String, WitType> table = Map.ofEntries(
                Map.entry("list<u8>", WitType.ListType.of(Primitive.U8)),
                Map.entry("list<u8, 268435455>", new WitType.ListType(Primitive.U8, Optional.of((1 << 28) - 1))),
                Map.entry("map<string, list<t>>",
                        new WitType.MapType(Primitive.STRING, WitType.ListType.of(new WitType.Named("t")))),
                Map.entry("option<option<v>>", new WitType.OptionType(new WitType.OptionType(new WitType.Named("v")))),
                Map.entry("result", new WitType.ResultType(none, none)),
                Map.entry("result<u8>", new WitType.ResultType(u8, none)),
                Map.entry("result<_, u8>", new WitType.ResultType(none, u8)),
                Map.entry("result<u8, u8>", new WitType.ResultType(u8, u8)),
                Map.entry("tuple<u8, t,>", new WitType.TupleType(List.of(Primitive.U8, new WitType.Named("t")))),
                Map.entry("stream", new WitType.StreamType(none)),
                Map.entry("stream<u8>", new WitType.StreamType(u8)),
                Map.entry("future", new WitType.FutureType(none)),
                Map.entry("future<u8>", new WitType.FutureType(u8)),
                Map.entry("r", new WitType.Own("r")),
                Map.entry("own<r>", new WitType.Own("r")),
                Map.entry("borrow<r>", new WitType.Borrow("r")),
                Map.entry("%t", new WitType.Named("t")));
        table.forEach((text, expected) -> assertThat(type(text)).as(text).isEqualTo(expected));
    }

    @Test
    void errorContextIsAnOrdinaryNameWhereOneIsDefined() {
        assertThat(body("f: func(x: error-context);").functions().getFirst().params().getFirst().type())
                .isEqualTo(Primitive.ERROR_CONTEXT);
        assertThat(body("type error-context = u8; f: func(x: error-context);").functions().getFirst().params()
                        .getFirst().type())
                .isEqualTo(new WitType.Named("error-context"));
    }

    @Test
    void definitions() {
        WitInterface made = body("""
                record a { x: u8, %list: a2, }
                /// About v.
                variant v { p, /// About q.
                  q(a) }
                enum e { one, TWO, }
                flags f { f1, f2 }
                type a2 = s64;
                """);
        assertThat(made.types()).containsExactly(
                new TypeDef.Value(
                        "a",
                        new WitType.RecordType(List.of(
                                new WitType.Field("x", Primitive.U8, ""),
                                new WitType.Field("list", new WitType.Named("a2"), ""))),
                        Annotations.NONE),
                new TypeDef.Value(
                        "v",
                        new WitType.VariantType(List.of(
                                new WitType.Case("p", Optional.empty(), ""),
                                new WitType.Case("q", Optional.of(new WitType.Named("a")), "About q."))),
                        Annotations.docs("About v.")),
                new TypeDef.Value(
                        "e",
                        new WitType.EnumType(List.of(new WitType.Label("one", ""), new WitType.Label("TWO", ""))),
                        Annotations.NONE),
                new TypeDef.Value(
                        "f",
                        new WitType.FlagsType(List.of(new WitType.Label("f1", ""), new WitType.Label("f2", ""))),
                        Annotations.NONE),
                new TypeDef.Value("a2", Primitive.S64, Annotations.NONE));
        assertThat(made.type("e")).isPresent();
        assertThat(made.type("z")).isEmpty();
    }

    @Test
    void functionsAndResources() {
        WitInterface made = body("""
                f: async func(a: u8, b: list<r>,) -> tuple<r>;
                resource r {
                  constructor(a: u8);
                  m: func() -> r;
                  am: async func();
                  s: static func(x: borrow<r>);
                  as: static async func();
                }
                resource q { constructor() -> result<q, string>; }
                type alias = r;
                type owned = own<r>;
                g: func(a: alias, b: borrow<alias>, c: owned);
                """.replace("as: static", "%as: static"));
        WitFunction f = made.function("f").orElseThrow();
        assertThat(f.isAsync()).isTrue();
        assertThat(f.params()).containsExactly(
                new WitFunction.Param("a", Primitive.U8),
                new WitFunction.Param("b", WitType.ListType.of(new WitType.Own("r"))));
        assertThat(f.result()).contains(new WitType.TupleType(List.of(new WitType.Own("r"))));
        assertThat(f.externName()).hasToString("f");

        TypeDef.Resource r = (TypeDef.Resource) made.type("r").orElseThrow();
        assertThat(r.functions().stream().map(one -> one.externName("r").toString()))
                .containsExactly("[constructor]r", "[method]r.m", "[method]r.am", "[static]r.s", "[static]r.as");
        assertThat(r.functions().stream().map(WitFunction::isAsync)).containsExactly(false, false, true, false, true);
        assertThat(r.functions().get(0).resultIn("r")).contains(new WitType.Own("r"));
        assertThat(r.functions().get(0).paramsWithSelf("r")).hasSize(1);
        assertThat(r.functions().get(1).paramsWithSelf("r"))
                .containsExactly(new WitFunction.Param("self", new WitType.Borrow("r")));
        TypeDef.Resource q = (TypeDef.Resource) made.type("q").orElseThrow();
        assertThat(q.functions().getFirst().resultIn("q"))
                .contains(new WitType.ResultType(Optional.of(new WitType.Own("q")), Optional.of(Primitive.STRING)));

        assertThat(((TypeDef.Value) made.type("alias").orElseThrow()).type()).isEqualTo(new WitType.Named("r"));
        assertThat(((TypeDef.Value) made.type("owned").orElseThrow()).type()).isEqualTo(new WitType.Own("r"));
        assertThat(made.function("g").orElseThrow().params()).containsExactly(
                new WitFunction.Param("a", new WitType.Own("alias")),
                new WitFunction.Param("b", new WitType.Borrow("alias")),
                new WitFunction.Param("c", new WitType.Named("owned")));
    }

    @Test
    void usesAndNamesOfPackages() {
        ResolvedWit wit = WitText.parse("t.wit", """
                package a:b@1.0.0;
                use c:d/e@2.0.0-rc.1 as short;
                interface local { type x = u8; }
                interface i { use short.{t as u, r}; use local.{x}; use c:d/e@2.0.0-rc.1.{t}; f: func(r: r); }
                package c:d@2.0.0-rc.1 { use e as f; interface e { type t = u8; resource r; } world w { import f; } }
                package n:s:p/q { interface z { use a:b/local@1.0.0.{x}; } }
                """);
        assertThat(wit.library().packages()).hasSize(3);
        assertThat(wit.root()).isEqualTo(PackageId.parse("a:b@1.0.0"));
    }

    @Test
    void usesNamesOfTheFileThenOfThePackage() {
        List<WitSource> files = List.of(
                new WitSource("1.wit", "package a:b; use c:d/e; interface i { use e.{t}; use j.{x}; }"),
                new WitSource("2.wit", "interface e { type own-t = u8; } interface j { use e.{own-t as x}; }"));
        ResolvedWit wit = WitText.parse(
                files, List.of(List.of(new WitSource("d.wit", "package c:d; interface e { resource t; }"))));
        WitInterface i = wit.rootPackage().findInterface("i").orElseThrow();
        assertThat(i.types().stream().map(type -> ((TypeDef.Use) type).from()))
                .containsExactly(WitId.parse("c:d/e"), WitId.parse("a:b/j"));
        WitInterface j = wit.rootPackage().findInterface("j").orElseThrow();
        assertThat(((TypeDef.Use) j.types().getFirst()).from()).isEqualTo(WitId.parse("a:b/e"));
        assertThat(wit.library().packages().keySet())
                .containsExactly(PackageId.parse("c:d"), PackageId.parse("a:b"));
    }

    @Test
    void filesOfOnePackage() {
        assertThatThrownBy(() -> WitText.parse(
                        List.of(new WitSource("1.wit", "package a:b;"), new WitSource("2.wit", "package a:c;")),
                        List.of()))
                .hasMessageContaining("2.wit:1:9: package 'a:c' beside package 'a:b' of 1.wit");
        assertThatThrownBy(() -> WitText.parse(
                        List.of(new WitSource("1.wit", "package a:b; interface i {}"), new WitSource("2.wit", "interface i {}")),
                        List.of()))
                .hasMessageContaining("2.wit:1:11: interface 'i' is defined twice");
        assertThatThrownBy(() -> WitText.parse(List.of(), List.of())).hasMessageContaining("there is no WIT to read");
    }

    @Test
    void aPackageMayComeTwiceIfItIsTheSame() {
        List<WitSource> root = List.of(new WitSource("r.wit", "package a:b;"));
        List<WitSource> one = List.of(new WitSource("1.wit", "package c:d; interface i { type t = u8; } interface j { use i.{t}; }"));
        List<WitSource> same = List.of(new WitSource("2.wit", "package c:d;  interface i { type t = u8; }\ninterface j { use i.{t}; }"));
        List<WitSource> other = List.of(new WitSource("3.wit", "package c:d; interface i { type t = u16; }"));
        assertThat(WitText.parse(root, List.of(one, same)).library().packages()).hasSize(2);
        assertThatThrownBy(() -> WitText.parse(root, List.of(one, other)))
                .hasMessageContaining("3.wit:1:9: package 'c:d' is defined differently in 1.wit");
    }

    @Test
    void commentsAndDocumentation() {
        ResolvedWit wit = WitText.parse("t.wit", """
                // plain
                /// About the package.
                /** And
                 * more.
                 */
                package a:b;
                //// not documentation
                /* nor /* this */ */
                /// About i,
                ///
                ///   indented
                @unstable(feature = x) /// and behind the gate
                interface i {/**/
                  /*** nor this ***/
                  @unstable(feature = x)
                  f: func(); /// lost
                }
                """);
        assertThat(wit.rootPackage().docs()).isEqualTo("About the package.\nAnd\nmore.");
        WitInterface i = wit.rootPackage().interfaces().getFirst();
        assertThat(i.annotations().docs()).isEqualTo("About i,\n\n  indented\nand behind the gate");
        assertThat(i.functions().getFirst().annotations().docs()).isEmpty();
        assertThat(WitText.parse("t.wit", "/// a\r\n/// b\r\npackage a:b;\r\n").rootPackage().docs()).isEqualTo("a\nb");
    }

    @Test
    void gates() {
        WitInterface i = WitText.parse("t.wit", """
                package a:b@1.2.0-rc.1;
                @since(version = 1.0.0)
                interface i {
                  @since(version = 1.1.0) @deprecated(version = 1.1.9-x.y+b.1)
                  f: func();
                  @unstable(feature = my-feature)
                  @external-id("x\\u{1F600}\\41\\n")
                  g: func();
                }
                """).rootPackage().interfaces().getFirst();
        assertThat(i.annotations().gate().since()).contains(SemVer.of(1, 0, 0));
        assertThat(i.functions().get(0).annotations().gate())
                .isEqualTo(new Gate(
                        Optional.of(SemVer.of(1, 1, 0)),
                        Optional.empty(),
                        Optional.of(SemVer.parse("1.1.9-x.y+b.1"))));
        assertThat(i.functions().get(1).annotations().gate().unstable()).contains("my-feature");
        assertThat(i.functions().get(1).annotations().externalId()).contains("x\uD83D\uDE00A\n");
    }

    @Test
    void importsAndExports() {
        WitWorld w = world("""
                world w {
                  use i.{t as tt, r};
                  type l = list<tt>;
                  resource q { m: func(); }
                  import i;
                  import f: func(a: l, r: r, q: borrow<q>);
                  import g: async func();
                  import a:func();
                  import in-place: interface { use i.{t}; f: func(t: t); }
                  import named: i;
                  import named2: a:b/i@1.0.0;
                  @external-id("x") export f: func();
                  export a:b/j@1.0.0;
                  export named: j;
                }
                """).rootPackage().worlds().getFirst();
        assertThat(w.types().stream().map(TypeDef::name)).containsExactly("tt", "r", "l", "q");
        assertThat(names(w.imports()))
                .containsExactly("a:b/i@1.0.0", "f", "g", "a", "in-place", "named", "named2");
        assertThat(names(w.exports())).containsExactly("f", "a:b/j@1.0.0", "named");
        assertThat(w.imports().get(5)).isEqualTo(new WorldItem.Implements("named", id("i"), Annotations.NONE));
        assertThat(w.imports().get(6)).isEqualTo(new WorldItem.Implements("named2", id("i"), Annotations.NONE));
        assertThat(w.exports().get(0).annotations().externalId()).contains("x");
        assertThat(((WorldItem.Function) w.imports().get(1)).function().params().stream()
                        .map(WitFunction.Param::type))
                .containsExactly(new WitType.Named("l"), new WitType.Own("r"), new WitType.Borrow("q"));
    }

    @Test
    void aColonWithoutBlanksMakesAPath() {
        WitWorld w = world("world w { import a:%b/i@1.0.0; import b:interface {} export c :i; }").rootPackage()
                .worlds().getFirst();
        assertThat(names(w.imports())).containsExactly("a:b/i@1.0.0", "b");
        assertThat(names(w.exports())).containsExactly("c");
    }

    @Test
    void elaborationAddsWhatFollows() {
        ResolvedWit wit = world("""
                world plain { import k; }
                world late { import k; import i; }
                world ex { export k; }
                world both { export j; export i; }
                world typed { use k.{t}; export f: func(t: t); }
                world place { import p: interface { use j.{t}; } export q: interface { use i.{t}; } }
                world named { export n: k; }
                """);
        Map<String, List<String>> imports = Map.of(
                "plain", List.of("a:b/i@1.0.0", "a:b/j@1.0.0", "a:b/k@1.0.0"),
                "late", List.of("a:b/i@1.0.0", "a:b/j@1.0.0", "a:b/k@1.0.0"),
                "ex", List.of("a:b/i@1.0.0", "a:b/j@1.0.0"),
                "both", List.of(),
                "typed", List.of("a:b/i@1.0.0", "a:b/j@1.0.0", "a:b/k@1.0.0"),
                "place", List.of("a:b/i@1.0.0", "a:b/j@1.0.0", "p"),
                "named", List.of("a:b/i@1.0.0", "a:b/j@1.0.0"));
        imports.forEach((world, expected) ->
                assertThat(names(wit.library().elaborate(id(world)).imports())).as(world).isEqualTo(expected));
        assertThat(names(wit.library().elaborate(id("both")).exports())).containsExactly("a:b/j@1.0.0", "a:b/i@1.0.0");
    }

    @Test
    void includeIsTheUnion() {
        ResolvedWit wit = world("""
                world one { use i.{r}; import i; import f: func(r: borrow<r>); export g: func(); export j; }
                world two { use i.{r}; import i; import f: i; export h: interface {} }
                @since(version = 1.0.0)
                world all {
                  include one;
                  @since(version = 1.0.0)
                  include a:b/two@1.0.0 with { f as f2, h as h2 };
                  import last: func();
                }
                world again { include all with { r as res, f as ff } include all with { f as f3, f2 as f4, g as g5, h2 as h5, last as l5 } }
                """);
        WitWorld all = wit.library().elaborate(id("all"));
        assertThat(all.includes()).isEmpty();
        assertThat(all.types().stream().map(TypeDef::name)).containsExactly("r");
        assertThat(names(all.imports())).containsExactly("a:b/i@1.0.0", "f", "f2", "last");
        assertThat(names(all.exports())).containsExactly("g", "a:b/j@1.0.0", "h2");
        assertThat(all.imports().get(2).annotations().gate().since()).contains(SemVer.of(1, 0, 0));
        assertThat(all.imports().get(1).annotations().gate().isOpen()).isTrue();
        WitWorld again = wit.library().elaborate(id("again"));
        assertThat(names(again.imports()))
                .containsExactly("a:b/i@1.0.0", "ff", "f2", "last", "f3", "f4", "l5");
        assertThat(((WorldItem.Function) again.imports().get(1)).function().params().getFirst().type())
                .isEqualTo(new WitType.Borrow("res"));
    }

    @Test
    void closingPutsDefinitionsInPlaceOfNames() {
        ResolvedWit wit = WitText.parse("t.wit", """
                package a:b;
                interface i { record r { a: t } type t = list<u8>; resource q; }
                interface j { use i.{r as s, q}; type x = option<s>; f: func(x: x, q: borrow<q>, h: q); }
                world w { use j.{x}; import f: func(x: x); }
                """);
        WitInterface j = wit.rootPackage().findInterface("j").orElseThrow();
        WitType closed = wit.library().close(j, new WitType.Named("x"));
        assertThat(WitPrinter.print(closed)).isEqualTo("option<record { a: list<u8> }>");
        assertThat(wit.library().close(j, new WitType.Borrow("q"))).isEqualTo(new WitType.Borrow("q"));
        WitWorld w = wit.rootPackage().worlds().getFirst();
        assertThat(WitPrinter.print(wit.library().close(w, new WitType.Named("x")))).isEqualTo(WitPrinter.print(closed));
        assertThatThrownBy(() -> wit.library().close(j, new WitType.Named("nope"))).hasMessageContaining("no type 'nope'");
    }

    @Test
    void worldsAreChosen() {
        ResolvedWit one = WitText.parse("t.wit", "package a:b; world w {} package c:d { world x {} }");
        assertThat(one.selectWorld(Optional.empty())).isEqualTo(WitId.parse("a:b/w"));
        assertThat(one.selectWorld(Optional.of("w"))).isEqualTo(WitId.parse("a:b/w"));
        assertThat(one.selectWorld(Optional.of("c:d/x"))).isEqualTo(WitId.parse("c:d/x"));
        assertThatThrownBy(() -> one.selectWorld(Optional.of("v"))).hasMessageContaining("there is no world 'a:b/v'");
        ResolvedWit two = WitText.parse("t.wit", "package a:b; world w {} world v {}");
        assertThatThrownBy(() -> two.selectWorld(Optional.empty()))
                .isInstanceOf(ArcellaException.class)
                .hasMessageContaining("has several worlds; name one of [w, v]");
        assertThatThrownBy(() -> WitText.parse("t.wit", "package a:b;").selectWorld(Optional.empty()))
                .hasMessageContaining("has no world");
    }

    @Test
    void foldersAreRead(@TempDir Path folder) throws IOException {
        Path deps = Files.createDirectories(folder.resolve("deps/wasi:clocks"));
        Files.writeString(folder.resolve("a.wit"), "package a:b; world w { import c:d/e; }");
        Files.writeString(folder.resolve("b.wit"), "interface i { use wasi:clocks/t@0.3.0-pre.{x}; }");
        Files.writeString(folder.resolve("notes.txt"), "not WIT");
        Files.writeString(deps.resolve("1.wit"), "package wasi:clocks@0.3.0-pre;");
        Files.writeString(deps.resolve("2.wit"), "interface t { type x = u8; }");
        Files.writeString(folder.resolve("deps/single.wit"), "package c:d; interface e {} package g:h { interface k {} }");
        Files.createDirectory(folder.resolve("deps/empty"));
        ResolvedWit wit = WitText.load(folder);
        assertThat(wit.library().packages().keySet().stream().map(PackageId::toString))
                .containsExactlyInAnyOrder("a:b", "wasi:clocks@0.3.0-pre", "c:d", "g:h");
        assertThat(WitText.load(folder.resolve("deps/single.wit")).root()).isEqualTo(PackageId.parse("c:d"));
    }

    @Test
    void whatCannotBeReadIsSaid(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> WitText.load(folder)).hasMessageContaining("has no *.wit file");
        assertThatThrownBy(() -> WitText.load(folder.resolve("none.wit"))).hasMessageContaining("cannot read WIT at")
                .hasMessageContaining("there is no file or folder").hasMessageNotContaining("java.");
        assertThatThrownBy(() -> WitText.load(Path.of("/dev/zero"))).hasMessageContaining("'/dev/zero' is no regular file");
        Files.write(folder.resolve("a.wit"), new byte[] {(byte) 0xff});
        assertThatThrownBy(() -> WitText.load(folder)).hasMessageContaining("is not UTF-8 text");
        Files.writeString(folder.resolve("a.wit"), "package a:b;");
        Files.createDirectory(folder.resolve("deps"));
        Files.write(folder.resolve("deps/x.wasm"), new byte[8]);
        assertThatThrownBy(() -> WitText.load(folder))
                .isInstanceOf(ArcellaException.class)
                .hasMessageContaining("is a package in binary form among WIT text");
    }
}
