package arcella.wit.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import arcella.error.ArcellaException;
import arcella.wit.Annotations;
import arcella.wit.PackageId;
import arcella.wit.RandomWit;
import arcella.wit.TypeDef;
import arcella.wit.WitInterface;
import arcella.wit.WitLibrary;
import arcella.wit.WitPackage;
import arcella.wit.WitType;
import arcella.wit.WitType.Primitive;

class WitPrinterTest {

    @Test
    void whateverThePackagesTheyReadBack() {
        for (int seed = 0; seed < 400; seed++) {
            WitLibrary library = new RandomWit(seed).library();
            PackageId root = library.packages().keySet().iterator().next();
            String text = WitPrinter.print(library, root);
            ResolvedWit again;
            try {
                again = WitText.parse("printed.wit", text);
            } catch (WitTextException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage() + "\n" + text, e);
            }
            assertThat(again.library()).as("seed %s:\n%s", seed, text).isEqualTo(library);
            assertThat(WitPrinter.print(again.library(), root)).isEqualTo(text);
        }
    }

    @Test
    void printsInOneStyle() {
        String text = """
                /// About the package.
                package ns:%list@1.0.0;

                /// About the interface.
                @since(version = 1.0.0)
                interface %interface {
                  use %use:a/%world@0.1.0.{t, u as %record};

                  /// A record.
                  record point {
                    /// The first.
                    x: u8,
                    %from: option<list<u8, 4>>,
                  }

                  variant v {
                    none,
                    some(map<string, result<_, point>>),
                  }

                  enum e {
                    a,
                    B,
                  }

                  flags f {
                    a,
                  }

                  resource file {
                    constructor(path: string) -> result<file, e>;

                    @external-id("q\\"\\\\\\u{a}é")
                    read: async func(n: u64) -> tuple<stream<u8>, future>;

                    open: static func(other: borrow<file>) -> own-file;
                  }

                  resource empty;

                  type own-file = own<file>;

                  type same-file = file;

                  run: func(a: result, b: file) -> error-context;
                }

                world w {
                  include other with {
                    a as b,
                  }

                  import %interface;

                  import c: func();

                  export d: %interface;

                  export e: interface {
                    f: func();
                  }
                }

                world other {
                  import a: func();
                }

                package %use:a@0.1.0 {
                  interface %world {
                    type t = u8;

                    type u = t;
                  }
                }
                """;
        ResolvedWit wit = WitText.parse("style.wit", text);
        assertThat(WitPrinter.print(wit.library(), wit.root())).isEqualTo(text);
    }

    @Test
    void partsPrintByThemselves() {
        ResolvedWit wit = WitText.parse("p.wit", """
                package a:b@1.0.0;
                interface i { record r { a: u8 } resource q { m: static func(); constructor(); } f: func(r: r); }
                world w { import i; }
                """);
        WitInterface i = wit.rootPackage().interfaces().getFirst();
        assertThat(WitPrinter.print(i)).startsWith("interface i {\n  record r {\n    a: u8,\n  }\n");
        assertThat(WitPrinter.print(wit.rootPackage().worlds().getFirst()))
                .isEqualTo("world w {\n  import a:b/i@1.0.0;\n}\n");
        assertThat(WitPrinter.print(i.types().getFirst())).isEqualTo("record r {\n  a: u8,\n}\n");
        assertThat(WitPrinter.print(i.functions().getFirst())).isEqualTo("f: func(r: r)");
        TypeDef.Resource q = (TypeDef.Resource) i.types().getLast();
        assertThat(q.functions().stream().map(WitPrinter::print)).containsExactly("m: static func()", "constructor()");
        assertThat(WitPrinter.print(wit.library().close(i, new WitType.Named("r")))).isEqualTo("record { a: u8 }");
    }

    @Test
    void closedTypesPrintForMessages() {
        List<WitType.Label> two = List.of(new WitType.Label("a", ""), new WitType.Label("record", ""));
        WitType type = new WitType.TupleType(List.of(
                new WitType.VariantType(List.of(
                        new WitType.Case("x", Optional.of(Primitive.U8), ""), new WitType.Case("y", Optional.empty(), ""))),
                new WitType.EnumType(two),
                new WitType.FlagsType(two)));
        assertThat(WitPrinter.print(type))
                .isEqualTo("tuple<variant { x(u8), y }, enum { a, %record }, flags { a, %record }>");
        WitType deep = Primitive.U8;
        for (int i = 0; i < 100_000; i++) {
            deep = new WitType.OptionType(deep);
        }
        assertThat(WitPrinter.print(deep)).contains("...").hasSizeLessThan(3000);
    }

    @Test
    void whatWitCannotExpressIsRefused() {
        WitType record = new WitType.RecordType(List.of(new WitType.Field("a", Primitive.U8, "")));
        WitType error = Primitive.ERROR_CONTEXT;
        for (List<TypeDef> types : List.<List<TypeDef>>of(
                List.of(new TypeDef.Value("t", WitType.ListType.of(record), Annotations.NONE)),
                List.of(
                        new TypeDef.Value("error-context", Primitive.U8, Annotations.NONE),
                        new TypeDef.Value("t", error, Annotations.NONE)))) {
            WitInterface i = new WitInterface("i", types, List.of(), Annotations.NONE);
            assertThatThrownBy(() -> WitPrinter.print(i))
                    .isInstanceOf(ArcellaException.class)
                    .hasMessageContaining("WIT cannot express");
        }
        assertThatThrownBy(() -> WitPrinter.print(WitLibrary.of(List.of()), PackageId.of("a", "b")))
                .hasMessageContaining("there is no package 'a:b'");
    }

    @Test
    void documentationWithForbiddenCharactersStaysReadable() {
        WitPackage wit = new WitPackage(
                PackageId.of("a", "b"), "bell \u0007 and\r override \u202e", List.of(), List.of());
        ResolvedWit again = WitText.parse("d.wit", WitPrinter.print(wit));
        assertThat(again.rootPackage().docs()).isEqualTo("bell \uFFFD and\uFFFD override \uFFFD");
    }

    @Test
    void carriageReturnsInDocumentationAreBlanks() {
        for (String docs : List.of("/// a\rb\n", "///\ra\n", "/// a\r\r\n", "/** a\rb\r\n * c */")) {
            ResolvedWit read = WitText.parse("f.wit", "package a:b; " + docs + "interface i {}");
            assertThat(WitText.parse("g.wit", WitPrinter.print(read.rootPackage())).library()).isEqualTo(read.library());
        }
        assertThat(WitText.parse("f.wit", "package a:b; /// a\rb\n interface i {}").rootPackage().interfaces().getFirst()
                .annotations().docs()).isEqualTo("a b");
    }
}
