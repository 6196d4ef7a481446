package arcella.wit.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

import arcella.error.ArcellaException;
import arcella.wit.ExternName;
import arcella.wit.Mutator;
import arcella.wit.RandomWit;
import arcella.wit.WitType;

/** Whatever the text, the reader answers with a library or with a coded error, in bounded time and depth. */
class WitRobustnessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final List<String> WORDS = List.of(
            "{", "}", "(", ")", "<", ">", ",", ";", ":", "@", ".", "/", "*", "->", "=", "_", "%", "\"", "//", "///", "/*",
            "*/", "/**", "list<", "option<", "tuple<", "result<_,", "record", "variant", "resource", "func(", "use ",
            "include ", "with {", "as", "import ", "export ", "interface ", "world ", "package a:b", "@since(version = ",
            "@unstable(feature = ", "@external-id(\"", "0.1.0", "99999999999999999999", "borrow<", "stream<", "\\u{", "\n");

    @Test
    void spoiledTextIsReadOrRefused() {
        int accepted = 0;
        List<String> texts = IntStream.range(0, 30)
                .mapToObj(seed -> new RandomWit(seed).library())
                .map(library -> WitPrinter.print(library, library.packages().keySet().iterator().next()))
                .toList();
        for (int seed = 0; seed < 600; seed++) {
            String text = new Mutator(seed, WORDS).spoil(texts.get(seed % texts.size()));
            try {
                ResolvedWit read = WitText.parse("f.wit", text);
                accepted++;
                // What reads must print and read again.
                String printed = WitPrinter.print(read.library(), read.root());
                assertThat(WitText.parse("g.wit", printed).library()).as("seed %s", seed).isEqualTo(read.library());
            } catch (ArcellaException e) {
                assertThat(e.getMessage()).startsWith("ARC-600");
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + "\n" + text, e);
            }
        }
        assertThat(accepted).as("some mutants are harmless").isPositive();
    }

    @Test
    void spoiledNamesAreReadOrRefused() {
        List<String> names = List.of("a:b/c@1.0.0-rc.1+x", "[method]a.b", "[constructor]a-B", "a:b:c/d/e@0.2", "a-b");
        for (int seed = 0; seed < 20_000; seed++) {
            String text = new Mutator(seed, List.of(":", "/", "@", ".", "-", "[", "]", "0", "A")).spoil(names.get(seed % 5));
            try {
                assertThat(ExternName.parse(text)).hasToString(text);
            } catch (ArcellaException e) {
                assertThat(e.getMessage()).startsWith("ARC-6001");
            }
        }
    }

    /** Each text tens of thousands of items long: with quadratic work none of them would end in time. */
    @Test
    void longTextsTakeTimeInProportion() {
        Map<String, String> texts = new TreeMap<>();
        texts.put("types", in(20_000, i -> "type t" + i + " = list<u8>; "));
        texts.put("chain", in(20_000, i -> "type t" + i + " = t" + (i + 1) + "; ") .replace("}", "type t20000 = u8; }"));
        texts.put("functions", in(20_000, i -> "fn" + i + ": func(); "));
        texts.put("fields", in(1, i -> "record r { " + many(20_000, k -> "fd" + k + ": u8, ") + "} "));
        texts.put("params", in(1, i -> "f: func(" + many(20_000, k -> "p" + k + ": u8, ") + "); "));
        texts.put("methods", in(1, i -> "resource r { " + many(20_000, k -> "m" + k + ": func(); ") + "} "));
        texts.put("tuple", in(1, i -> "type t = tuple<" + "u8, ".repeat(20_000) + ">; "));
        texts.put("interfaces", "package a:b; " + many(20_000, i -> "interface i" + i + " { type t = u8; } "));
        texts.put(
                "uses",
                "package a:b; interface z { " + many(20_000, i -> "type t" + i + " = u8; ") + "} interface i { use z.{"
                        + many(20_000, i -> "t" + i + ", ") + "}; }");
        texts.put("imports", "package a:b; world w { " + many(20_000, i -> "import i" + i + ": func(); ") + "}");
        texts.put("packages", "package a:b; " + many(8_000, i -> "package c:d" + i + " { interface i {} } "));
        texts.put("comments", "package a:b; " + "/*".repeat(200_000) + "*/".repeat(200_000));
        texts.put("docs", "package a:b; " + "/// x\n".repeat(200_000) + "interface i {}");
        texts.put("file", "package a:b; " + many(20_000, i -> "use c:d/e as x" + i + "; ") + "package c:d { interface e {} }");
        texts.forEach((name, text) -> Assertions.assertTimeout(PATIENCE, () -> {
            ResolvedWit wit = WitText.parse(name, text);
            assertThat(WitPrinter.print(wit.rootPackage())).isNotEmpty();
        }, name));
    }

    @Test
    void deepTextsAreRefused() {
        int deep = 100_000;
        for (String text : List.of(
                "package a:b; interface i { type t = " + "list<".repeat(deep),
                "package a:b; interface i { type t = " + "result<_, ".repeat(deep),
                "package a:b; interface i { f: func(a: " + "tuple<u8, ".repeat(deep),
                "package a:b; " + "interface i { ".repeat(deep),
                "package a:b " + "{ ".repeat(deep),
                "package " + "a:".repeat(deep),
                "package a:b; use " + "a:b/".repeat(deep),
                "package a:b; /" + "*".repeat(deep),
                "package a:b; " + "@since(version = 1.0.0) ".repeat(deep))) {
            Assertions.assertTimeout(PATIENCE, () -> assertThatThrownBy(() -> WitText.parse("f.wit", text))
                    .isInstanceOf(ArcellaException.class));
        }
        // A chain of definitions has no end of its own; only closing such a type is refused.
        String chain = in(5_000, i -> "type t" + i + " = list<t" + (i + 1) + ">; ").replace("}", "type t5000 = u8; }");
        ResolvedWit wit = WitText.parse("f.wit", chain);
        assertThatThrownBy(() -> wit.library().close(
                        wit.rootPackage().interfaces().getFirst(), new WitType.Named("t0")))
                .isInstanceOf(ArcellaException.class)
                .hasMessageContaining("nested deeper than 200");
        String uses = "package a:b; interface i0 { type t = u8; } "
                + many(5_000, i -> "interface i" + (i + 1) + " { use i" + i + ".{t}; } ");
        assertThat(WitText.parse("f.wit", uses).rootPackage().interfaces()).hasSize(5_001);
        ResolvedWit used = WitText.parse("f.wit", uses + "world w { import i5000; } world v { export i5000; }");
        assertThat(used.library().elaborate(used.rootPackage().id().item("w")).imports()).hasSize(5_001);
        assertThat(used.library().elaborate(used.rootPackage().id().item("v")).imports()).hasSize(5_000);
        String chained = "package a:b; interface i0 { type t = u8; } "
                + many(2_000, i -> "interface i" + (i + 1) + " { use i" + i + ".{t}; } ");
        WitText.parse("f.wit", chained + "world x { " + many(2_001, i -> "export i" + i + "; ") + "}");
        ResolvedWit half = WitText.parse("f.wit", chained + "world x { " + many(1_000, i -> "export i" + (2_000 - i) + "; ") + "}");
        assertThat(half.library().elaborate(half.rootPackage().id().item("x")).imports())
                .extracting(item -> item.externName().toString()).startsWith("a:b/i0", "a:b/i1", "a:b/i2").hasSize(1_001);
        String includes = "package a:b; world w0 {} " + many(5_000, i -> "world w" + (i + 1) + " { include w" + i + "; } ");
        assertThat(WitText.parse("f.wit", includes).rootPackage().worlds()).hasSize(5_001);
        String backwards = "package a:b; " + many(5_000, i -> "world w" + i + " { include w" + (i + 1) + "; } ") + "world w5000 {}";
        assertThat(WitText.parse("f.wit", backwards).rootPackage().worlds()).hasSize(5_001);
        String circle = backwards.replace("world w5000 {}", "world w5000 { include w0; }");
        assertThatThrownBy(() -> WitText.parse("f.wit", circle.replace("package a:b; ", "package a:b; world tail { include w3; } ")))
                .hasMessageContaining("world 'a:b/w3' includes itself, by way of 'a:b/w3', 'a:b/w4',");
        assertThatThrownBy(() -> WitText.parse("f.wit", circle))
                .hasMessageContaining("world 'a:b/w0' includes itself, by way of 'a:b/w0', 'a:b/w1', 'a:b/w2', 'a:b/w3', 'a:b/w4', …");
    }

    @Test
    void worldsThatMultiplyAreRefused() {
        StringBuilder text = new StringBuilder("package a:b; world w0 { ");
        text.append(many(2_000, i -> "import fn" + i + ": func(); ")).append("} ");
        for (int i = 0; i < 2_000; i++) {
            text.append("world v").append(i).append(" { include w0; } ");
        }
        Assertions.assertTimeout(PATIENCE, () -> assertThatThrownBy(() -> WitText.parse("f.wit", text.toString()))
                .isInstanceOf(ArcellaException.class)
                .hasMessageContaining("more than 202032 steps"));
    }

    private static String in(int count, IntFunction<String> item) {
        return "package a:b; interface i { " + many(count, item) + "}";
    }

    private static String many(int count, IntFunction<String> item) {
        return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining());
    }
}
