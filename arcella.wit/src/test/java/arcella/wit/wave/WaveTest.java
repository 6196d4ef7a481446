package arcella.wit.wave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import arcella.error.ArcellaException;
import arcella.wit.PackageId;
import arcella.wit.RandomWit;
import arcella.wit.WitError;
import arcella.wit.WitFunction;
import arcella.wit.WitInterface;
import arcella.wit.WitType;
import arcella.wit.WitType.Primitive;
import arcella.wit.text.ResolvedWit;
import arcella.wit.text.WitText;
import arcella.wit.text.WitTextException;
import arcella.wit.value.Bytes;
import arcella.wit.value.WitValue;

class WaveTest {

    private static final ResolvedWit WIT = WitText.parse(
            "t.wit",
            """
            package t:t;
            interface t {
              record point { x: s32, y: option<s32> }
              record loose { a: option<u8>, b: option<u8> }
              variant shape { none, circle(f64), err(string), to-XML(list<u8>) }
              enum word { true, some, left }
              flags perms { read, write, exec }
              type opt = option<u8>;
              type opts = option<option<u8>>;
              type oword = option<word>;
              type res = result<u8, string>;
              type res0 = result;
              type res-ok = result<u8>;
              type res-err = result<_, u8>;
              type res-opt = result<option<u8>>;
              type tup = tuple<u8, string>;
              type strings = list<string>;
              type bytes = list<u8>;
              type two = list<u16, 2>;
              type scores = map<string, u8>;
              resource file;
              type files = list<file>;
              type flow = stream<u8>;
              type later = future;
              type context = error-context;
              type k-bool = bool; type k-u8 = u8; type k-s8 = s8; type k-u16 = u16; type k-s16 = s16; type k-u32 = u32;
              type k-s32 = s32; type k-u64 = u64; type k-s64 = s64; type k-f32 = f32; type k-f64 = f64;
              type k-char = char; type k-string = string;
            }
            """);

    private static WitType type(String name) {
        WitInterface scope = WIT.rootPackage().interfaces().getFirst();
        return WIT.library().close(scope, new WitType.Named(name));
    }

    /** Text, and how it prints again. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "k-bool~true~true", "k-bool~ false // no~false", "k-u8~255~255", "k-s8~-128~-128", "k-s8~-0~0",
                "k-u16~65535~65535", "k-s16~-32768~-32768", "k-u32~4294967295~4294967295",
                "k-s32~-2147483648~-2147483648", "k-u64~18446744073709551615~18446744073709551615",
                "k-s64~-9223372036854775808~-9223372036854775808", "k-f64~3.14~3.14", "k-f64~6.022e+23~6.022e23",
                "k-f64~nan~nan", "k-f64~-inf~-inf", "k-f64~inf~inf", "k-f64~-0.0e-0~-0", "k-f64~1e400~inf", "k-f32~1e400~inf",
                "k-f64~100000000~1e8", "k-f32~3.4028234664e39~inf", "k-f32~1.4012984643e-46~0", "k-f32~0.1~0.1",
                "k-char~'x'~'x'", "k-char~'☃'~'☃'", "k-char~'\\''~'\\''", "k-char~'\"'~'\"'", "k-char~'\\u{0}'~'\\u{0}'",
                "k-char~'😀'~'😀'", "k-string~\"\"~\"\"", "k-string~\"a\\tb\\u{1F600}\"~\"a\\tb😀\"",
                "k-string~\"'\\'\\\\\"~\"''\\\\\"", "tup~(1, \"a\",)~(1, \"a\")", "strings~[]~[]",
                "strings~[\"a\", \"b\",]~[\"a\", \"b\"]", "bytes~[1, 255]~[1, 255]", "bytes~[]~[]", "two~[1,2]~[1, 2]",
                "scores~[(\"a\", 1), (\"b\", 2,)]~[(\"a\", 1), (\"b\", 2)]",
                "point~{x: 1}~{x: 1}", "point~{y: some(2), %x: 1,}~{x: 1, y: some(2)}", "point~{x: 1, y: none}~{x: 1}",
                "point~{x: 1, y: 5}~{x: 1, y: some(5)}", "loose~{:}~{:}", "loose~{b: none}~{:}", "shape~%none~%none",
                "shape~circle(1.5)~circle(1.5)", "shape~%err(\"x\")~%err(\"x\")", "shape~to-XML([79])~to-XML([79])",
                "word~%true~%true", "word~left~left", "word~%left~left", "perms~{}~{}", "perms~{write, read,}~{read, write}",
                "opt~123~some(123)", "opt~some(123)~some(123)", "opt~none~none", "opts~some(none)~some(none)",
                "opts~some(5)~some(some(5))", "oword~%some~some(%some)", "oword~some(left)~some(left)", "oword~none~none",
                "res~7~ok(7)", "res~err(\"no\")~err(\"no\")", "res0~ok~ok", "res0~err~err", "res-ok~err~err",
                "res-err~ok~ok", "res-err~err(1)~err(1)", "res-opt~ok(1)~ok(some(1))"
            })
    void values(String type, String text, String printed) {
        WitValue value = Wave.parse(text, type(type));
        assertThat(Wave.print(value)).isEqualTo(printed);
        assertThat(Wave.parse(printed, type(type))).isEqualTo(value);
    }

    /** Type, text, column of the mistake, and what is said. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "k-bool~yes~1~expected 'true' or 'false' but found 'yes'", "k-bool~%true~1~found '%true'",
                "k-bool~true true~6~expected the end", "k-bool~``~1~found the end", "k-u8~256~1~'256' is not a value of u8",
                "k-u8~-0~1~'-0' is not a value of u8; write a whole number from 0 to 255", "k-u8~1.0~1~not a value of u8",
                "k-s8~128~1~from -128 to 127", "k-s8~1e1~1~not a value of s8", "k-u64~18446744073709551616~1~not a value of u64",
                "k-s64~9223372036854775808~1~from -9223372036854775808 to 9223372036854775807", "k-u8~01~1~is not a number",
                "k-u8~+1~1~'+' has no place here", "k-u8~1x~2~'x' behind a number", "k-f64~1.~1~is not a number",
                "k-f64~.5~1~'.' has no place", "k-f64~1e~1~is not a number", "k-f64~-nan~1~'-' is not a number",
                "k-f64~NaN~1~'NaN' is not a label", "k-f64~infinity~1~expected a number of type f64", "k-char~''~1~not one character",
                "k-char~'ab'~1~not one character", "k-char~'a~1~does not end", "k-char~\"a\"~1~expected a char in single quotes",
                "k-char~'\\z'~2~an unknown escape", "k-char~'\\u{110000}'~2~unknown escape",
                "k-char~'\\u{D800}'~2~unknown escape", "k-char~'\\u{}'~2~unknown escape", "k-char~'\\u{1f'~2~unknown escape",
                "k-string~\"a~1~a string that does not end", "k-string~'a'~1~expected a string in double quotes",
                "k-string~\"\\u{0000001}\"~2~unknown escape", "k-string~\"\"\"x\"\"\"~1~goes on behind its opening quotes",
                "tup~(1)~4~a tuple of 1 elements; give 2", "tup~(1, \"a\", 2)~10~a tuple of more than 2 elements",
                "tup~[1]~1~expected a tuple in parentheses", "strings~[\"a\",,]~6~expected a string",
                "strings~[\"a\" \"b\"]~6~expected ',' or ']'", "strings~[~2~found the end", "two~[1]~1~a list of 1 elements; give exactly 2",
                "bytes~[256]~2~not a value of u8", "scores~[(\"a\")]~6~expected ','", "scores~[\"a\"]~2~expected a pair",
                "scores~[(\"a\", 1), (\"a\", 2)]~13~is there twice",
                "point~{y: 1}~1~a record without its field 'x'", "point~{x: 1, x: 2}~8~field 'x' is there twice",
                "point~{z: 1}~2~there is no field 'z'; the fields are x, y", "point~{x 1}~4~expected ':'",
                "point~(1)~1~expected a record in braces", "loose~{}~2~a record without fields; write '{:}'",
                "point~{:}~1~a record without its field 'x'", "shape~none~1~the keyword 'none' as a case; write '%none'",
                "shape~circle~7~'circle' without its value; write 'circle(...)' with a value of type f64",
                "shape~circle()~8~expected a number", "shape~%none(1)~6~'none' with a value, which it has not",
                "shape~square~1~there is no case 'square'; the cases are %none, circle, %err, to-XML",
                "word~true~1~the keyword 'true'", "word~right~1~there is no case 'right'", "word~1~1~expected the name of a case",
                "perms~{run}~2~there is no flag 'run'; the flags are read, write, exec",
                "perms~{read, read}~8~flag 'read' is there twice", "perms~{read~6~expected ',' or '}'", "opt~some~5~'some' without its value",
                "opt~none(1)~5~expected the end", "opts~5~1~expected 'some(...)' or 'none'", "res0~ok(1)~3~with a value, which it has not",
                "res-ok~ok~3~'ok' without its value", "res-err~1~1~expected 'ok' or 'err'", "res-opt~1~1~expected 'ok' or 'err'",
                "files~[1]~2~a resource cannot be written as text", "flow~1~1~a stream cannot be", "later~1~1~a future cannot be",
                "context~1~1~an error context cannot be", "k-u8~#~1~'#' has no place here", "word~a-~1~'a-' is not a label"
            })
    void mistakes(String type, String text, int column, String message) {
        assertThatThrownBy(() -> Wave.parse(text, type(type)))
                .isInstanceOfSatisfying(WitTextException.class, e -> {
                    assertThat(e.code().number()).isEqualTo(WitError.WAVE.number());
                    assertThat(e.column()).as(e.getMessage()).isEqualTo(column);
                })
                .hasMessageContaining(message);
    }

    @Test
    void stringsOverSeveralLines() {
        Map<String, String> strings = Map.of(
                "\"\"\"\nA single line\n\"\"\"", "A single line",
                "\"\"\"\n    Indentation determined\n      by ending delimiter\n  \"\"\"",
                        "  Indentation determined\n    by ending delimiter",
                "\"\"\"\n  carriage return: \\r\n  quotes: \"\"\\\"\"\n  \"\"\"", "carriage return: \r\nquotes: \"\"\"\"",
                "\"\"\"\n\"\"\"", "",
                "\"\"\"\n\n\n\"\"\"", "\n",
                "\"\"\"\r\na\r\nb\r\n\"\"\"", "a\nb",
                "\"\"\"\n  a\n\n  b\n  \"\"\"", "a\n\nb",
                "\"\"\"\n\\u{41}\\\\\n\"\"\"", "A\\");
        strings.forEach((text, value) -> assertThat(Wave.parse(text, Primitive.STRING))
                .as(text)
                .isEqualTo(new WitValue.Text(value)));
        for (String bad : List.of(
                "\"\"\"\"\"\"", "\"\"\" \"\"\"", "\"\"\"\na\"\"\"", "\"\"\"\n  a\n b\n  \"\"\"", "\"\"\"\na\n", "\"\"\"\n\\\"\"\"\n\"\"\"",
                "\"\"\"\n\\j\n\"\"\"", "\"\"\"\na \"\"\" b\n\"\"\"")) {
            assertThatThrownBy(() -> Wave.parse(bad, Primitive.STRING)).as(bad).isInstanceOf(WitTextException.class);
        }
    }

    @Test
    void whateverTypeAValueReadsBack() {
        for (int seed = 0; seed < 3000; seed++) {
            RandomWit random = new RandomWit(seed);
            WitType type = random.type(4);
            WitValue value = random.value(type);
            String text = Wave.print(value);
            assertThat(Wave.parse(text, type)).as("seed %s: %s", seed, text).isEqualTo(value);
            assertThat(text.chars()).as("one line").doesNotContain((int) '\n');
        }
    }

    @Test
    void handlesDoNotPrint() {
        assertThatThrownBy(() -> Wave.print(new WitValue.ListOf(
                        List.of(new WitValue.Handle(WitValue.HandleKind.OWN, 1)))))
                .isInstanceOf(ArcellaException.class)
                .hasMessageContaining("ARC-6006 a handle (OWN) cannot be written");
    }

    @Test
    void printingIsSafeForTerminals() {
        assertThat(Wave.print(new WitValue.Text("\u001b[31m\u202e\u0085\u2028"))).isEqualTo("\"\\u{1b}[31m\\u{202e}\\u{85}\\u{2028}\"");
    }

    @Test
    void theErrorPointsAtThePlace() {
        assertThatThrownBy(() -> Wave.parse("{\n  x: 1,\n  y: \"é\", z\n}", type("point")))
                .hasMessage("""
                        ARC-6006 value:3:6: expected a number of type s32 but found a string
                            y: "é", z
                               ^^^""");
    }

    @Test
    void deepValuesAreRefused() {
        WitType deep = Primitive.U8;
        for (int i = 0; i < 100_000; i++) {
            deep = new WitType.OptionType(deep);
        }
        WitType type = deep;
        assertThatThrownBy(() -> Wave.parse("some(".repeat(100_000), type))
                .isInstanceOf(WitTextException.class)
                .hasMessageContaining("nested deeper");
        WitValue value = WitValue.OptionOf.none();
        for (int i = 0; i < 100_000; i++) {
            value = WitValue.OptionOf.some(value);
        }
        WitValue nested = value;
        assertThatThrownBy(() -> Wave.print(nested)).isInstanceOf(ArcellaException.class);
    }

    @Test
    void calls() {
        WaveCall plain = Wave.call(" greet (\"Ada\")");
        assertThat(plain.function()).isEqualTo("greet");
        assertThat(plain.interfaceName()).isEmpty();
        List<WitFunction.Param> one = List.of(new WitFunction.Param("name", Primitive.STRING));
        assertThat(plain.arguments(one)).containsExactly(new WitValue.Text("Ada"));

        WaveCall full = Wave.call("ns:pkg/iface.fn(1, {x: 2})");
        assertThat(full.owner()).contains(PackageId.of("ns", "pkg"));
        assertThat(full.interfaceName()).contains("iface");
        assertThat(full.function()).isEqualTo("fn");
        assertThat(full.arguments(List.of(
                        new WitFunction.Param("a", Primitive.U8), new WitFunction.Param("b", type("point")))))
                .hasSize(2);
        assertThat(Wave.call("api.%list()").interfaceName()).contains("api");
        assertThat(Wave.call("api.%list()").function()).isEqualTo("list");
        for (String text : List.of("a:b/c@1.2.0-rc.1.fn()", "a:b/c.fn@1.2.0-rc.1()")) {
            assertThat(Wave.call(text).owner()).contains(PackageId.parse("a:b@1.2.0-rc.1"));
            assertThat(Wave.call(text).function()).isEqualTo("fn");
        }
    }

    @Test
    void argumentsAtTheEndMayBeLeftOut() {
        List<WitFunction.Param> params = List.of(
                new WitFunction.Param("a", Primitive.U8),
                new WitFunction.Param("b", type("opt")),
                new WitFunction.Param("c", type("opt")));
        assertThat(Wave.call("f(1)").arguments(params))
                .containsExactly(new WitValue.U8((short) 1), WitValue.OptionOf.none(), WitValue.OptionOf.none());
        assertThat(Wave.call("f(1, 2,)").arguments(params))
                .containsExactly(
                        new WitValue.U8((short) 1),
                        WitValue.OptionOf.some(new WitValue.U8((short) 2)),
                        WitValue.OptionOf.none());
        assertThatThrownBy(() -> Wave.call("f()").arguments(params))
                .hasMessageContaining("no argument for parameter 'a' of 'f'; give a value of type u8");
        assertThatThrownBy(() -> Wave.call("f(1, 2, 3, 4)").arguments(params))
                .hasMessageContaining("call:1:12: more arguments than 'f' has parameters");
        assertThatThrownBy(() -> Wave.call("f(1) x").arguments(params)).hasMessageContaining("expected the end");
        assertThatThrownBy(() -> Wave.call("f(1").arguments(params)).hasMessageContaining("found the end");
        assertThat(Wave.call("f()").arguments(List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "greet~without parentheses", "()~'' is not a name for a function", "1x()~is not a name", "a:b()~is not a name",
                "a:b.c()~is not the name of an interface", "a.b@1.0.0()~has a version, but no package", "a:b/c@1.fn()~full semantic version",
                "a:b/c@x()~names no function", "a b()~is not a name"
            })
    void badCalls(String text, String message) {
        assertThatThrownBy(() -> Wave.call(text)).isInstanceOf(WitTextException.class).hasMessageContaining(message);
    }

    @Test
    void listsOfBytesAreBytes() {
        assertThat(Wave.parse("[]", type("bytes"))).isEqualTo(Bytes.copyOf(new byte[0]));
        assertThat(Wave.parse("ok(1)", type("res-ok")))
                .isEqualTo(new WitValue.ResultOf(true, Optional.of(new WitValue.U8((short) 1))));
    }
}
