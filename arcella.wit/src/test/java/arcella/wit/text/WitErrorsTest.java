package arcella.wit.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import arcella.wit.WitError;

/** Every mistake that the reader knows, its place marked with ¦, and what is said about it. */
class WitErrorsTest {

    private static Arguments syntax(String text, String message) {
        return Arguments.of(WitError.WIT_SYNTAX, text, message);
    }

    private static Arguments resolve(String text, String message) {
        return Arguments.of(WitError.WIT_RESOLVE, text, message);
    }

    private static Arguments name(String text, String message) {
        return Arguments.of(WitError.BAD_NAME, text, message);
    }

    /** In the body of an interface. */
    private static String in(String body) {
        return "package a:b; interface i { " + body + " }";
    }

    /** In the body of a world, beside two interfaces and a world. */
    private static String inWorld(String body) {
        return "package a:b@1.0.0; interface i { type t = u8; resource r; } interface j { use i.{t}; }"
                + " world w { " + body + " } world v { import x: func(); export y: func(); import i; }";
    }

    static Stream<Arguments> lexical() {
        return Stream.of(
                syntax("package a:b; ¦#", "'#' has no place here"),
                syntax("package a:b; ¦/* /* */", "a comment that does not end"),
                syntax("package a:b; //¦\u0007", "U+0007 is not allowed"),
                syntax("package a:b; //¦\u202e", "U+202E is not allowed"),
                syntax("package a:b; //¦\ud800", "U+D800 is not allowed"),
                syntax("package a:b; //¦\u0149", "U+0149 is not allowed"),
                syntax(in("¦a_b: func();"), "'a_b' is not an identifier; write words"),
                syntax(in("¦aB: func();"), "'aB' is not an identifier"),
                syntax(in("¦é: func();"), "'é' has no place here"),
                syntax(in("¦aé: func();"), "'aé' is not an identifier"),
                syntax(in("¦%: func();"), "'%' is not an identifier"),
                syntax(in("¦a-: func();"), "'a-' is not an identifier"),
                syntax(in("@external-id(¦\"abc"), "a string that does not end"),
                syntax(in("@external-id(\"a¦\\z\")"), "an unknown escape"),
                syntax(in("@external-id(\"a¦\\u{d800}\")"), "an escape of no Unicode scalar value"),
                syntax(in("@external-id(\"a¦\\u{}\")"), "an escape of no Unicode scalar value"),
                syntax(in("@external-id(\"a¦\\u{1000000000000000}\")"), "an escape of no Unicode scalar value"),
                syntax(in("@external-id(¦\"\\ff\")"), "bytes are not UTF-8"),
                syntax(in("@external-id(\"¦\t\")"), "a control character in a string"));
    }

    static Stream<Arguments> packages() {
        return Stream.of(
                syntax("¦", "no package is declared; begin the file with 'package namespace:name;'"),
                syntax("¦interface i {}", "no package is declared"),
                syntax("¦package a:b {}", "no package is declared"),
                syntax("package a¦;", "expected ':' but found ';'"),
                syntax("package a:¦;", "expected the name of a package but found ';'"),
                syntax("package ¦1:b;", "expected the name of a namespace but found '1'"),
                syntax("package ¦use:b;", "write '%use' to use the keyword as a name"),
                name("package ¦A:b;", "'A' is not a name for a namespace"),
                name("package ¦a:B;", "'B' is not a name for a package"),
                name("package a:b@¦1.0;", "'1.0' is not a full semantic version"),
                name("package a:b@¦;", "'' is not a full semantic version"),
                name("package a:b@¦1.0.0-;", "'1.0.0-' is not a full semantic version"),
                syntax("package a:b ¦interface", "expected ';' or '{'"),
                syntax("package a:b; interface i {} package ¦c:d;", "a package declaration behind other items"),
                syntax("package a:b; ¦type t = u8;", "expected 'interface', 'world', 'use', 'package' or the end of"),
                syntax("package a:b; package c:d { ¦package e:f {} }", "or '}' but found the keyword 'package'"),
                syntax("package a:b; package c:d { ¦", "or '}' but found the end of the file"),
                resolve("package a:b; package c:d {} package ¦c:d {}", "package 'c:d' stands twice in this file"),
                resolve("package a:b; interface x {} world ¦x {}", "'x' is defined twice"),
                resolve("package a:b; interface x {} interface ¦X {}", "'X' differs from 'x' in case only"),
                syntax("package a:b; use i¦", "expected ';' but found the end of the file"),
                resolve("package a:b; use ¦x;", "package 'a:b' has no interface or world 'x'"),
                resolve("package a:b; use ¦c:d/e;", "package 'c:d' is not there; add it to the 'deps' folder"),
                resolve("package a:b; use ¦c:d/e; package c:d@1.0.0 { interface e {} }", "there is 'c:d@1.0.0': name its version"),
                resolve("package a:b; use ¦w as v; world w {}", "'a:b/w' is a world, not an interface"),
                resolve("package a:b; use i as x; use i as ¦x; interface i {}", "name 'x' is defined twice"),
                resolve("package a:b; use i as j; interface i {} interface ¦j {}", "name 'j' is defined twice"),
                resolve(
                        "package a:b; use c:d/¦streems; package c:d { interface streams {} }",
                        "has no interface or world 'streems'; did you mean 'streams'?"),
                resolve(
                        "package a:b; interface i { use c:d/j.{t}; } interface k { type t = u8; }"
                                + " package c:d { interface j { use ¦a:b/k.{t}; } }",
                        "packages use each other in a circle: a:b, c:d"));
    }

    static Stream<Arguments> interfaces() {
        return Stream.of(
                syntax("package a:b; interface ¦{", "expected the name of an interface but found '{'"),
                syntax("package a:b; interface i¦;", "expected '{' but found ';'"),
                syntax("package a:b; interface i { ¦", "expected a type, a function, 'use' or '}' but found the end"),
                syntax(in("¦;"), "expected a type, a function, 'use' or '}' but found ';'"),
                syntax(in("¦import x;"), "expected the name of a function but found the keyword 'import'"),
                syntax(in("f ¦func();"), "expected ':' but found the keyword 'func'"),
                syntax(in("f: ¦();"), "expected 'func' but found '('"),
                syntax(in("f: func()¦"), "expected ';' but found '}'"),
                syntax(in("f: func¦;"), "expected '(' but found ';'"),
                syntax(in("f: func(a¦);"), "expected ':' but found ')'"),
                syntax(in("f: func(a: u8 ¦b: u8);"), "expected ',' or ')' but found 'b'"),
                syntax(in("f: func() -> ¦;"), "expected a type but found ';'"),
                syntax(in("f: func() -> ¦(a: u8);"), "return a tuple or a record instead of named results"),
                resolve(in("f: func(a: u8, ¦A: u8);"), "parameter 'A' differs from 'a' in case only"),
                resolve(in("f: func(); ¦f: func();"), "function 'f' is defined twice"),
                resolve(in("type f = u8; ¦f: func();"), "function 'f' is defined twice"),
                resolve(in("type t = u8; type ¦t = u8;"), "type 't' is defined twice"),
                resolve(in("type t = u8; resource ¦T;"), "resource 'T' differs from 't' in case only"),
                resolve(in("f: func(a: ¦foo);"), "there is no type 'foo'; define it, or take it over with 'use'"),
                resolve(in("f: func(a: ¦float32);"), "there is no type 'float32'; write 'f32'"),
                resolve(in("f: func(a: ¦float64);"), "there is no type 'float64'; write 'f64'"),
                resolve(in("type point = u8; f: func(a: ¦poimt);"), "did you mean 'point'?"),
                resolve(in("g: func(); f: func(a: ¦g);"), "there is no type 'g'"),
                resolve(in("type ¦t = t;"), "type 't' contains itself; types of values are finite"),
                resolve(in("record ¦a { x: b } type b = list<a>;"), "type 'a' contains itself, by way of 'a', 'b'"),
                syntax(in("type t ¦u8;"), "expected '=' but found the keyword 'u8'"),
                syntax(in("type t = u8¦ f: func();"), "expected ';' but found 'f'"),
                syntax(in("use x¦;"), "expected '.' but found ';'"),
                syntax(in("use x.¦;"), "expected '{' but found ';'"),
                syntax(in("use x.¦{};"), "a 'use' of no types"),
                syntax(in("use x.{a ¦b};"), "expected ',' or '}' but found 'b'"),
                syntax(in("use ¦c:d.{a};"), "'c:d' is a package, not an interface"),
                resolve(in("use ¦x.{a};"), "package 'a:b' has no interface or world 'x'"),
                resolve(in("use ¦i.{a};"), "interfaces use each other in a circle: a:b/i"),
                resolve(in("use j.{a};") + " interface j { use ¦i.{b}; }", "in a circle"),
                resolve(in("use j.{¦tt};") + " interface j { type t = u8; }", "interface 'a:b/j' has no type 'tt'; did you mean 't'?"),
                resolve(in("use j.{¦f};") + " interface j { f: func(); }", "interface 'a:b/j' has no type 'f'"),
                resolve(in("use j.{t, t as u, u as ¦t};") + " interface j { type t = u8; }", "type 't' is defined twice"),
                resolve(in("use ¦w.{t};") + " world w {}", "'a:b/w' is a world, not an interface"));
    }

    static Stream<Arguments> types() {
        return Stream.of(
                syntax(in("type t = ¦record { a: u8 };"), "define the record beside the function and use its name here"),
                syntax(in("type t = ¦func;"), "write '%func' if this is the name of a type"),
                syntax(in("type t = list¦;"), "expected '<' but found ';'"),
                syntax(in("type t = list<¦>;"), "expected a type but found '>'"),
                syntax(in("type t = list<u8, ¦x>;"), "expected the length of a list but found 'x'"),
                syntax(in("type t = list<u8, ¦0>;"), "'0' is not the length of a list"),
                syntax(in("type t = list<u8, ¦01>;"), "'01' is not the length of a list"),
                syntax(in("type t = list<u8, ¦2147483648>;"), "write a number from 1 to 2147483647"),
                syntax(in("type t = list<u8, ¦99999999999999999999>;"), "is not the length of a list"),
                syntax(in("type t = list<u8, 4¦, 5>;"), "expected '>' but found ','"),
                resolve(in("type t = map<¦f32, u8>;"), "a map whose key is no bool, char, string or integer"),
                resolve(in("type k = u8; type t = map<¦k, u8>;"), "a map whose key is no"),
                syntax(in("type t = map<u8¦>;"), "expected ',' but found '>'"),
                syntax(in("type t = result<¦>;"), "expected a type but found '>'"),
                syntax(in("type t = result<_¦>;"), "expected ',' but found '>'"),
                syntax(in("type t = result<u8, ¦_>;"), "expected a type but found '_'"),
                resolve(in("type t = ¦tuple<>;"), "a tuple without elements"),
                syntax(in("type t = tuple<u8 ¦u8>;"), "expected ',' or '>'"),
                syntax(in("type t = stream<¦_>;"), "expected a type but found '_'"),
                syntax(in("type t = borrow<¦u8>;"), "expected the name of a resource"),
                resolve(in("type x = u8; type t = borrow<¦x>;"), "'x' is not a resource"),
                resolve(in("type x = u8; type t = own<¦x>;"), "'x' is not a resource"),
                resolve(in("type t = borrow<¦error-context>;"), "there is no type 'error-context'"),
                resolve(in("resource r; f: func() -> list<borrow<¦r>>;"), "result of function 'f' has a borrowed handle"),
                resolve(in("resource r; record x { a: borrow<r> } f: func() -> ¦x;"), "has a borrowed handle"),
                resolve(in("resource r; type t = stream<borrow<¦r>>;"), "a borrowed handle in a stream"),
                resolve(in("resource r; variant x { a(borrow<r>) } f: func(a: future<¦x>);"), "a borrowed handle in a future"),
                resolve(in("record ¦t {}"), "record without any field"),
                resolve(in("variant ¦t {}"), "variant without any case"),
                resolve(in("enum ¦t {}"), "enum without any case"),
                resolve(in("flags ¦t {}"), "flags without any flag"),
                resolve(in("record t { a: u8, ¦a: u8 }"), "field 'a' is defined twice"),
                resolve(in("variant t { a, b(u8), ¦A }"), "case 'A' differs from 'a' in case only"),
                resolve(in("enum t { a, ¦a }"), "case 'a' is defined twice"),
                resolve(in("flags t { a, ¦a }"), "flag 'a' is defined twice"),
                syntax(in("record t { a ¦u8 }"), "expected ':' but found the keyword 'u8'"),
                syntax(in("record t { a: u8¦; }"), "expected ',' or '}' but found ';'"),
                syntax(in("variant t { a(¦) }"), "expected a type but found ')'"),
                syntax(in("enum t { a¦(u8) }"), "expected ',' or '}' but found '('"),
                resolve(in("flags ¦t { " + flags(33) + "}"), "33 flags in one type; use several types of at most 32"),
                syntax(in("type t = " + "list<".repeat(100) + "¦u8" + ">".repeat(100) + ";"), "nested deeper than 100"));
    }

    private static String flags(int count) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < count; i++) {
            out.append("flag-").append(i).append(", ");
        }
        return out.toString();
    }

    /** Types that no component can have. */
    static Stream<Arguments> impossible() {
        String big = "values of this type take more than 268435455 bytes";
        String chars = "'stream<char>' is not valid at this time";
        return Stream.of(
                resolve(in("type a = ¦stream<char>;"), chars),
                resolve(in("type c = char; type a = stream<¦c>;"), chars),
                resolve(in("type c = char; type d = c; f: func(s: list<stream<¦d>>);"), chars),
                resolve("package a:b; interface i { type c = char; } interface j { use i.{c as d}; type s = stream<¦d>; }",
                        chars),
                resolve(in("type t = list<u8, ¦268435456>;"), big),
                resolve(in("type t = list<string, ¦16777216>;"), big),
                resolve(in("type t = list<list<u8, ¦268435456>>;"), big),
                resolve(in("type a = list<u8, 134217728>; record ¦b { x: a, y: a }"), big),
                resolve(in("type a = list<u8, 134217728>; f: func() -> tuple<¦a, a>;"), big),
                resolve(in("type a = list<u64, 16777216>; type ¦t = list<a, 2>;"), big),
                resolve(in("f: func(¦x: tuple<list<u8, 134217728>, list<u8, 134217728>>);"), big),
                resolve(in("f: func() -> ¦result<list<u8, 268435455>>;"), big),
                resolve("package a:b; interface i { type a = list<u8, 134217728>; } "
                        + "interface j { use i.{a as c}; variant ¦v { x(tuple<c, u8>), y(tuple<c, c>) } }", big));
    }

    static Stream<Arguments> resources() {
        return Stream.of(
                syntax(in("resource r ¦f: func();"), "expected ';' or '{' but found 'f'"),
                syntax(in("resource r { ¦func(); }"), "expected the name of a function but found the keyword 'func'"),
                syntax(in("resource r { f: static ¦(); }"), "expected 'func' but found '('"),
                syntax(in("resource r { constructor¦; }"), "expected '(' but found ';'"),
                syntax(in("resource r { ¦constructor() -> r; }"), "the constructor of 'r' returns something else"),
                syntax(in("resource r { ¦constructor() -> result<u8>; }"), "write no result, or '-> result<r, …>'"),
                resolve(in("resource ¦r { constructor(); constructor(); }"), "resource 'r' has two constructors"),
                resolve(in("resource r { f: func(); ¦f: static func(); }"), "function 'f' is defined twice"),
                resolve(in("resource r { ¦R: func(); }"), "a function of resource 'r' has the name of it"),
                resolve(in("resource r { ¦a: func(self: u8); }"), "method 'a' of resource 'r' has a parameter 'self'"),
                resolve(in("resource r { ¦a: async func(b: u8, SELF: u8); }"), "rename the parameter"),
                resolve(in("resource r { f: func(a: ¦x); }"), "there is no type 'x'"),
                resolve(in("resource r { f: func() -> borrow<¦r>; }"), "has a borrowed handle"));
    }

    static Stream<Arguments> worlds() {
        return Stream.of(
                syntax(inWorld("¦f: func();"), "a function of a world begins with 'import' or 'export'"),
                syntax(inWorld("¦;"), "expected 'import', 'export', 'include', 'use', a type or '}'"),
                syntax(inWorld("import i¦ }"), "expected ';' but found '}'"),
                syntax(inWorld("import ¦a:b;"), "'a:b' is a package, not an interface"),
                syntax(inWorld("import a: ¦u8;"), "expected 'func', 'interface' or the name of an interface"),
                resolve(inWorld("import ¦x;"), "has no interface or world 'x'"),
                resolve(inWorld("import ¦v;"), "'a:b/v@1.0.0' is a world, not an interface"),
                resolve(inWorld("import a: ¦v;"), "is a world, not an interface"),
                resolve(inWorld("include ¦i;"), "is an interface, not a world"),
                resolve(inWorld("import i; import ¦i;"), "import 'a:b/i@1.0.0' is defined twice"),
                resolve(inWorld("export i; export ¦a:b/i@1.0.0;"), "export 'a:b/i@1.0.0' is defined twice"),
                resolve(inWorld("import a: func(); import ¦A: i;"), "import 'A' differs from 'a' in case only"),
                resolve(inWorld("type a = u8; import ¦a: func();"), "import 'a' is defined twice"),
                resolve(inWorld("export a: func(); export ¦a: interface {}"), "export 'a' is defined twice"),
                resolve(inWorld("import f: func(a: ¦t);"), "there is no type 't'"),
                resolve(inWorld("type q = u8; import f: interface { g: func(a: ¦q); }"), "there is no type 'q'"),
                syntax(inWorld("include v¦ {}"), "expected ';' but found '{'"),
                syntax(inWorld("include v with { x ¦};"), "expected 'as' but found '}'"),
                resolve(inWorld("include v with { x as a, ¦x as b }"), "name 'x' is defined twice"),
                resolve(
                        inWorld("include v with { z as a }").replace("world w", "world ¦w"),
                        "has no import or export of the plain name 'z' to rename"),
                resolve(
                        inWorld("include v with { i as a }").replace("world w", "world ¦w"),
                        "names of interfaces cannot be changed"),
                resolve(
                        inWorld("include v; import x: func();").replace("world w", "world ¦w"),
                        "import 'x' comes twice into world 'w'; rename one with 'include … with { x as other-name }'"),
                resolve(
                        inWorld("include v; export y: func();").replace("world w", "world ¦w"),
                        "export 'y' comes twice into world 'w'"),
                resolve(inWorld("include w;").replace("world w", "world ¦w"), "world 'a:b/w@1.0.0' includes itself"),
                resolve(
                        "package a:b; interface x { type t = u8; } interface y { use x.{t}; } interface z { use y.{t}; }"
                                + " world ¦w { export x; export z; }",
                        "export 'a:b/z' of world 'w' needs the exported 'a:b/x' by way of an interface that is imported"));
    }

    static Stream<Arguments> gates() {
        return Stream.of(
                syntax(in("@¦foo(a) f: func();"), "there is no gate '@foo'"),
                syntax(in("@since ¦f: func();"), "expected '(' but found 'f'"),
                syntax(in("@since(¦feature = x) f: func();"), "expected 'version' but found 'feature'"),
                name(in("@since(version = ¦1) f: func();"), "'1' is not a full semantic version"),
                syntax(in("@unstable(feature = ¦1) f: func();"), "expected the name of a feature"),
                syntax(in("@external-id(¦x) f: func();"), "expected a string but found 'x'"),
                syntax(in("@unstable(feature = a) @¦unstable(feature = a) f: func();"), "'@unstable' is there twice"),
                resolve(
                        in("¦@unstable(feature = a) @since(version = 1.0.0) f: func();"),
                        "both @since and @unstable on one item"),
                resolve(in("¦@deprecated(version = 1.0.0) f: func();"), "neither @since nor @unstable"),
                resolve(in("@since(version = 1.0.0) ¦f: func();"), "@since in package 'a:b', which has no version"),
                resolve(inWorld("@since(version = 1.0.1) import ¦f: func();"), "which package 'a:b@1.0.0' has not reached"),
                resolve(
                        "package a:b@1.2.0; @since(version = 1.1.0) interface i { @since(version = 1.0.0) ¦f: func(); }",
                        "@since of version 1.0.0 in 'i', which is there since 1.1.0 only"),
                resolve(
                        "package a:b@1.2.0; interface i { @since(version = 1.1.0) resource ¦r {"
                                + " @since(version = 1.1.0-rc.1) f: func(); } }",
                        "@since of version 1.1.0-rc.1 in 'r'"),
                resolve(
                        "package a:b@1.2.0; @since(version = 1.1.0) world w { @since(version = 1.0.0) import ¦f: func(); }",
                        "@since of version 1.0.0 in 'w'"),
                resolve(
                        "package a:b; @unstable(feature = x) interface i { ¦f: func(); }",
                        "an item of 'i' that is not @unstable, as the whole is; write @unstable(feature = x)"),
                resolve(in("@unstable(feature = x) resource ¦r { f: func(); }"), "an item of 'r' that is not @unstable"),
                resolve(in("@unstable(feature = x) type t = u8; f: func(a: ¦t);"), "'t' is @unstable, but what refers to it"),
                resolve(in("@unstable(feature = x) type t = u8; f: func() -> ¦t;"), "'t' is @unstable"),
                resolve(in("@unstable(feature = x) type t = u8; type u = list<¦t>;"), "'t' is @unstable"),
                resolve(
                        in("use j.{¦t};") + " interface j { @unstable(feature = x) type t = u8; }", "'t' is @unstable"),
                resolve(in("use ¦j.{t};") + " @unstable(feature = x) interface j { @unstable(feature = x) type t = u8; }",
                        "'j' is @unstable"),
                resolve(
                        "package a:b; @unstable(feature = x) interface i {} world w { import ¦i; }", "'i' is @unstable"),
                resolve("package a:b; @unstable(feature = x) interface i {} world w { export a: ¦i; }", "'i' is @unstable"),
                resolve("package a:b; @unstable(feature = x) world v {} world w { include ¦v; }", "'v' is @unstable"),
                syntax("package a:b; @external-id(\"x\") interface ¦i {}", "@external-id before an interface"),
                syntax("package a:b; @external-id(\"x\") world ¦w {}", "@external-id before a world"),
                syntax(in("@external-id(\"x\") use ¦j.{t};") + " interface j { type t = u8; }", "@external-id before a 'use'"),
                syntax(inWorld("@external-id(\"x\") include ¦v;"), "@external-id before an 'include'"),
                syntax(inWorld("@external-id(\"x\") import ¦i;"), "@external-id before an interface under its own name"),
                syntax(inWorld("@external-id(\"x\") type ¦t = u8;"), "@external-id before a type of a world"),
                syntax(inWorld("@external-id(\"x\") resource ¦q;"), "@external-id before a type of a world"));
    }

    @Test
    void justPossibleTypesAreRead() {
        WitText.parse("f.wit", in("type a = list<u8, 268435455>; type b = list<string, 16777215>; type c = list<char>;"
                + " enum e { x } flags g { y } type d = stream<list<char>>; type h = future<char>;"
                + " type i = tuple<result<e, g>, g>;"));
        WitText.parse("f.wit", in("resource r { a: static func(self: u8); b: func(myself: u8); }"));
    }

    @ParameterizedTest
    @MethodSource({"lexical", "packages", "interfaces", "types", "impossible", "resources", "worlds", "gates"})
    void mistakes(WitError code, String marked, String message) {
        int place = marked.indexOf('¦');
        String text = marked.replace("¦", "");
        assertThatThrownBy(() -> WitText.parse("dir/f.wit", text))
                .as(text)
                .isInstanceOfSatisfying(WitTextException.class, e -> {
                    assertThat(e.getMessage()).contains(message);
                    assertThat(e.code().number()).isEqualTo(code.number());
                    assertThat(e.source()).isEqualTo("dir/f.wit");
                    assertThat(e.line()).isEqualTo(1);
                    if (place >= 0) {
                        assertThat(e.column()).as(e.getMessage()).isEqualTo(text.codePointCount(0, place) + 1);
                    }
                });
    }

    @Test
    void aByteOrderMarkTakesNoColumn() {
        assertThatThrownBy(() -> WitText.parse("f.wit", "\uFEFFpackage a;"))
                .hasMessageContaining("f.wit:1:10:").hasMessageContaining("\n  package a;\n           ^");
        assertThatThrownBy(() -> WitText.parse("f.wit", "\uFEFFpackage a:b;\n?")).hasMessageContaining("f.wit:2:1:");
    }

    @Test
    void messagesShowTheLine() {
        assertThatThrownBy(() -> WitText.parse("world.wit", "package a:b;\n\ninterface i {\n\tf: func(a: strin);\n}\n"))
                .hasMessage("""
                        ARC-6003 world.wit:4:13: there is no type 'strin'; define it, or take it over with 'use'
                           f: func(a: strin);
                                      ^^^^^""");
    }

    @Test
    void aMissingSemicolonIsShownWhereItBelongs() {
        assertThatThrownBy(() -> WitText.parse("f.wit", "package a:b;\ninterface i {\n  f: func()\n\n\n}\n"))
                .hasMessage("""
                        ARC-6002 f.wit:3:12: expected ';' but found '}'
                            f: func()
                                     ^""");
    }

    @Test
    void longLinesAreShownInPart() {
        String text = "package a:b; interface i { " + "f: func(); " + " ".repeat(5000) + "x" + " ".repeat(5000);
        assertThatThrownBy(() -> WitText.parse("f.wit", text))
                .isInstanceOfSatisfying(WitTextException.class, e ->
                        assertThat(e.excerpt().lines().map(String::length)).allMatch(length -> length < 200));
    }

    @Test
    void theTerminalIsSafeFromTheText() {
        assertThatThrownBy(() -> WitText.parse("f.wit", "package a:b; \u001b[31m"))
                .isInstanceOfSatisfying(WitTextException.class, e -> assertThat(e.excerpt()).doesNotContain("\u001b"));
    }
}
