package arcella.wit.semver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import arcella.wit.PackageId;
import arcella.wit.RandomWit;
import arcella.wit.SemVer;
import arcella.wit.WitId;
import arcella.wit.WitLibrary;
import arcella.wit.text.ResolvedWit;
import arcella.wit.text.WitText;

class WitDiffTest {

    private static final WitId I = WitId.parse("a:b/i@1.0.0");
    private static final WitId W = WitId.parse("a:b/w@1.0.0");

    private static WitLibrary wit(String text) {
        return WitText.parse("t.wit", "package a:b@1.0.0; " + text).library();
    }

    private static Difference interfaces(String old, String recent) {
        return WitDiff.interfaces(wit("interface i { " + old + " }"), I, wit("interface i { " + recent + " }"), I);
    }

    private static Difference worlds(String old, String recent, WitDiff.Role role) {
        String beside = "interface x { type t = u8; f: func(); } interface y { use x.{t}; } ";
        return WitDiff.worlds(wit(beside + "world w { " + old + " }"), W, wit(beside + "world w { " + recent + " }"), W, role);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "f: func();|f: func();|NONE",
                "f: func();|f: func(); g: func();|MINOR",
                "f: func(); g: func();|f: func();|MAJOR",
                "f: func();|f: async func();|MAJOR",
                "f: func(a: u8);|f: func(a: u16);|MAJOR",
                "f: func(a: u8);|f: func(b: u8);|MAJOR",
                "f: func(a: u8);|f: func(a: u8, b: u8);|MAJOR",
                "f: func(a: u8);|f: func();|MAJOR",
                "f: func();|f: func() -> u8;|MAJOR",
                "f: func() -> u8;|f: func();|MAJOR",
                "f: func() -> u8;|f: func() -> u16;|MAJOR",
                "f: func(); g: func();|g: func(); f: func();|NONE",
                "type t = u8;|type t = u8; type u = t;|MINOR",
                "type t = u8;|type t = u16;|MAJOR",
                "type t = u8;|f: func();|MAJOR",
                "type t = u8; f: func(a: t);|f: func(a: u8); type t = u8;|NONE",
                "f: func(a: u8);|type t = u8; f: func(a: t);|MINOR",
                "type t = u8; f: func(a: t);|type t = u16; f: func(a: t);|MAJOR",
                "record t { a: u8 }|record t { a: u8, b: u8 }|MAJOR",
                "record t { a: u8, b: u8 }|record t { b: u8, a: u8 }|MAJOR",
                "variant t { a }|variant t { a, b }|MAJOR",
                "variant t { a }|enum t { a }|MAJOR",
                "enum t { a, b }|enum t { a, c }|MAJOR",
                "flags t { a }|flags t { a, b }|MAJOR",
                "type t = list<u8>;|type t = list<u8, 4>;|MAJOR",
                "type t = list<u8>;|type u = u8; type t = list<u>;|MINOR",
                "type t = result<u8>;|type t = result<_, u8>;|MAJOR",
                "type t = map<u8, u8>;|type t = map<u8, u16>;|MAJOR",
                "type t = stream;|type t = stream<u8>;|MAJOR",
                "type t = future<u8>;|type t = future<u8>;|NONE",
                "type t = tuple<u8, option<u8>>;|type t = tuple<u8, option<u16>>;|MAJOR",
                "resource r;|type r = u8;|MAJOR",
                "resource r;|resource r { f: func(); }|MINOR",
                "resource r { f: func(); }|resource r { f: static func(); }|MAJOR",
                "resource r { f: func(); }|resource r { f: func(a: u8); }|MAJOR",
                "resource r { constructor(); }|resource r;|MAJOR",
                "resource r; f: func(a: r);|resource r; f: func(a: borrow<r>);|MAJOR",
                "resource r; resource q; f: func(a: r);|resource r; resource q; f: func(a: q);|MAJOR",
                "resource r; f: func(a: r);|resource r; type s = r; f: func(a: s);|MINOR",
                "@unstable(feature = x) f: func();|@unstable(feature = x) f: func(a: u8);|PATCH",
                "@unstable(feature = x) f: func();|type t = u8;|MINOR",
                "@unstable(feature = x) f: func();|@since(version = 1.0.0) f: func(a: u8);|MINOR",
                "f: func();|@unstable(feature = x) f: func();|MAJOR",
                "f: func();|f: func(); @unstable(feature = x) g: func();|PATCH",
                "@since(version = 0.9.0) f: func();|@since(version = 0.9.0) @deprecated(version = 1.0.0) f: func();|MINOR",
                "f: func();|@since(version = 0.9.0) f: func();|PATCH",
                "@external-id(\"a\") f: func();|f: func();|MAJOR",
                "f: func();|/** text */ f: func();|PATCH",
                "record r { a: u8 }|record r { /** text */ a: u8 }|PATCH",
                "type t = u8;|/** text */ type t = u8;|PATCH",
                "resource r;|/** text */ resource r;|PATCH"
            })
    void interfaces(String old, String recent, Bump bump) {
        Difference difference = interfaces(old, recent);
        assertThat(difference.bump()).as("%s", difference).isEqualTo(bump);
        assertThat(difference.isCompatible()).isEqualTo(bump != Bump.MAJOR);
    }

    @Test
    void aChangeReadsAsWit() {
        assertThat(interfaces("f: func(a: u8); type t = u8;", "f: func(a: u16); record t { a: u8 } g: func() -> t;"))
                .hasToString("""
                        breaking: interface 'a:b/i': type 't' changed
                        - type t = u8;
                        + record t {
                        +   a: u8,
                        + }
                        breaking: interface 'a:b/i': function 'f' changed
                        - f: func(a: u8)
                        + f: func(a: u16)
                        compatible: interface 'a:b/i': function added
                        + g: func() -> t""");
        assertThat(interfaces("resource r { f: func(); }", "resource r;")).hasToString("""
                breaking: interface 'a:b/i', resource 'r': function removed
                - f: func()""");
    }

    @Test
    void aChangedTypeCountsOnceWhereItIsDefined() {
        Difference difference = interfaces(
                "record t { a: u8 } f: func(a: t); g: func() -> list<t>; type u = option<t>;",
                "record t { a: u16 } f: func(a: t); g: func() -> list<t>; type u = option<t>;");
        assertThat(difference.changes()).singleElement().satisfies(change -> {
            assertThat(change.reason()).isEqualTo("type 't' changed");
            assertThat(change.before()).contains("record t {\n  a: u8,\n}\n");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "import x;|import x; import f: func();|MINOR|MAJOR",
                "import x; import f: func();|import x;|MAJOR|MINOR",
                "export x;|export x; export f: func();|MAJOR|MINOR",
                "export x; export f: func();|export x;|MINOR|MAJOR",
                "import f: func();|import f: func(a: u8);|MAJOR|MAJOR",
                "export f: func();|export f: func(a: u8);|MAJOR|MAJOR",
                "import x;|import y;|MINOR|MAJOR",
                "import a: interface { f: func(); }|import a: interface { f: func(); g: func(); }|MINOR|MAJOR",
                "export a: interface { f: func(); }|export a: interface { f: func(); g: func(); }|MAJOR|MINOR",
                "import a: x;|import a: x; import b: x;|MINOR|MAJOR",
                "import a: x;|import a: interface { type t = u8; f: func(); }|NONE|NONE",
                "import a: x;|import a: func();|MAJOR|MAJOR",
                "use x.{t}; import f: func(a: t);|import f: func(a: u8); import x;|MAJOR|MINOR",
                "import x;|/** text */ import x;|PATCH|PATCH",
                "import x;|@unstable(feature = q) import f: func(); import x;|PATCH|PATCH",
                "import x;|import x;|NONE|NONE"
            })
    void worlds(String old, String recent, Bump contract, Bump component) {
        assertThat(worlds(old, recent, WitDiff.Role.CONTRACT).bump()).isEqualTo(contract);
        assertThat(worlds(old, recent, WitDiff.Role.COMPONENT).bump()).isEqualTo(component);
    }

    @Test
    void interfacesOfOneTrackAreTheSame() {
        String old = "world w { import c:d/x@0.2.1; } package c:d@0.2.1 { interface x { resource r; f: func(a: r); } }";
        String near = "world w { import c:d/x@0.2.9; } package c:d@0.2.9 { interface x { resource r; f: func(a: r); g: func(); } }";
        String far = "world w { import c:d/x@0.3.0; } package c:d@0.3.0 { interface x { resource r; f: func(a: r); } }";
        assertThat(WitDiff.worlds(wit(old), W, wit(near), W, WitDiff.Role.CONTRACT)).hasToString("""
                compatible: world 'a:b/w', import 'c:d/x@0.2.1': function added
                + g: func()""");
        assertThat(WitDiff.worlds(wit(old), W, wit(far), W, WitDiff.Role.CONTRACT)).hasToString("""
                breaking: world 'a:b/w': import removed
                - c:d/x@0.2.1
                compatible: world 'a:b/w': import added
                + c:d/x@0.3.0""");
        String using = "interface i { use c:d/x@%s.{r}; f: func(a: r); } package c:d@%1$s { interface x { resource r; } }";
        WitLibrary one = wit(using.formatted("0.2.1"));
        assertThat(WitDiff.interfaces(one, I, wit(using.formatted("0.2.2")), I).bump()).isEqualTo(Bump.NONE);
        assertThat(WitDiff.interfaces(one, I, wit(using.formatted("0.3.0")), I).bump()).isEqualTo(Bump.MAJOR);
    }

    @Test
    void packages() {
        ResolvedWit old = WitText.parse("o.wit", "package a:b@0.1.0; interface i { f: func(); } interface gone {} world w { import i; }");
        ResolvedWit recent = WitText.parse("r.wit", "package a:b@0.2.0; interface i { f: func(); g: func(); } world w { import i; } world v {}");
        assertThat(WitDiff.packages(old.library(), old.root(), recent.library(), recent.root()).changes().stream()
                        .map(change -> change.bump() + " " + change.place() + ": " + change.reason()))
                .containsExactly(
                        "MINOR interface 'a:b/i': function added",
                        "MAJOR package 'a:b': interface removed",
                        "MINOR world 'a:b/w', import 'a:b/i@0.1.0': function added",
                        "MINOR package 'a:b': world added");
        assertThatThrownBy(() -> WitDiff.packages(old.library(), PackageId.parse("x:y"), recent.library(), recent.root()))
                .hasMessageContaining("there is no package 'x:y'");
    }

    @Test
    void nothingDiffersFromItself() {
        for (int seed = 0; seed < 60; seed++) {
            WitLibrary library = new RandomWit(seed).library();
            WitLibrary same = new RandomWit(seed).library();
            for (PackageId id : library.packages().keySet()) {
                assertThat(WitDiff.packages(library, id, same, id).changes()).as("seed %s", seed).isEmpty();
            }
        }
    }

    @Test
    void hugeTreesOfTypesAreCompared() {
        StringBuilder text = new StringBuilder("type t0 = u8; ");
        for (int i = 1; i < 150; i++) {
            text.append("type t").append(i).append(" = tuple<list<t").append(i - 1).append(">, list<t").append(i - 1)
                    .append(">>; ");
        }
        Difference difference = interfaces(text + "f: func(a: t149);", text + "type u = t149; f: func(a: u);");
        assertThat(difference.bump()).isEqualTo(Bump.MINOR);
        assertThat(difference.changes()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, 1.2.3, 1.2.3", "PATCH, 1.2.3, 1.2.4", "MINOR, 1.2.3, 1.3.0", "MAJOR, 1.2.3, 2.0.0",
        "PATCH, 0.2.3, 0.2.4", "MINOR, 0.2.3, 0.2.4", "MAJOR, 0.2.3, 0.3.0",
        "PATCH, 0.0.3, 0.0.4", "MINOR, 0.0.3, 0.0.4", "MAJOR, 0.0.3, 0.0.4", "MAJOR, 1.0.0-rc.1, 1.0.0"
    })
    void nextVersions(Bump bump, String from, String next) {
        SemVer version = SemVer.parse(from);
        assertThat(bump.next(version)).isEqualTo(SemVer.parse(next));
        assertThat(bump.allows(version, bump.next(version))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, 1.0.0, 1.0.0, true", "NONE, 1.0.0, 0.9.0, false", "PATCH, 1.0.0, 1.0.0, false", "PATCH, 1.0.0, 1.0.1, true",
        "MINOR, 1.0.0, 1.0.1, false", "MINOR, 1.0.0, 1.1.0, true", "MINOR, 1.0.0, 2.0.0, true", "MAJOR, 1.0.0, 1.9.0, false",
        "MAJOR, 1.0.0, 2.0.0-rc.1, true", "MAJOR, 0.2.0, 0.3.0-rc.1, true", "MAJOR, 0.2.0, 0.2.1, false",
        "MINOR, 0.2.0, 0.2.1, true", "MAJOR, 1.0.0-rc.1, 1.0.0-rc.2, true"
    })
    void allowedVersions(Bump bump, String from, String to, boolean allowed) {
        assertThat(bump.allows(SemVer.parse(from), SemVer.parse(to))).isEqualTo(allowed);
    }

    @Test
    void aChangeOfNothingIsNone() {
        assertThatThrownBy(() -> new Change("x", Bump.MAJOR, "y", Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
