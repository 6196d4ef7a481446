package arcella.command.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import arcella.command.Data;

class TextTest {

    @Test
    void nothingThatMovesATerminalGetsThrough() {
        assertThat(Escape.line("a\u001b[2Jb\u009bc\u0007\u007f")).isEqualTo("a\\x1b[2Jb\\x9bc\\x07\\x7f");
        assertThat(Escape.line("a\r\nb\tc")).isEqualTo("a\\r\\nb\\tc");
        assertThat(Escape.block("a\r\nb\rc\td")).isEqualTo("a\nb\\rc    d");
        assertThat(Escape.line("x\u202ey\u2066z\ufeff\u2028")).isEqualTo("x\\u{202e}y\\u{2066}z\\u{feff}\\u{2028}");
        assertThat(Escape.line("\ud800x")).isEqualTo("\\u{d800}x");
        assertThat(Escape.line(Character.toString(0xe0041))).isEqualTo("\\u{e0041}");
    }

    @Test
    void ordinaryTextStaysTheSameObject() {
        String text = "Grüße, 世界 👩‍🚀 e\u0301";
        assertThat(Escape.line(text)).isEqualTo(text);
        assertThat(Escape.line("plain")).isSameAs("plain");
    }

    @Test
    void everyCodePointIsEitherEscapedOrHarmless() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String escaped = Escape.line(Character.toString(c));
            assertThat(escaped.codePoints().noneMatch(Escape::isHarmful)).as(Integer.toHexString(c)).isTrue();
        }
    }

    @Test
    void widthsAreThoseOfATerminal() {
        assertThat(TextWidth.of("abc")).isEqualTo(3);
        assertThat(TextWidth.of("世界")).isEqualTo(4);
        assertThat(TextWidth.of("e\u0301")).isEqualTo(1);
        assertThat(TextWidth.of("🚀")).isEqualTo(2);
        assertThat(TextWidth.of("한")).isEqualTo(2);
        assertThat(TextWidth.of("…│─")).isEqualTo(3);
    }

    @Test
    void textIsCutAtWholeCharacters() {
        assertThat(TextWidth.cut("hello", 5)).isEqualTo("hello");
        assertThat(TextWidth.cut("hello!", 5)).isEqualTo("hell…");
        assertThat(TextWidth.cut("世界世界", 6)).isEqualTo("世界…");
        assertThat(TextWidth.cut("🚀🚀🚀", 4)).isEqualTo("🚀…");
        assertThat(TextWidth.cut("e\u0301e\u0301e\u0301", 2)).isEqualTo("e\u0301…");
    }

    @Test
    void namesAreShortenedWithinAndSentencesAtTheirEnd() {
        assertThat(TextWidth.shorten("arcella.runtime.internal.verb.InfoVerb", 20)).isEqualTo("arcell…verb.InfoVerb").hasSize(20);
        assertThat(TextWidth.shorten("as short as it is", 8)).isEqualTo("as shor…");
        assertThat(TextWidth.shorten("short", 8)).isEqualTo("short");
        assertThat(TextWidth.shorten("abcdefgh", 7)).isEqualTo("abcdef…");
        assertThat(TextWidth.of(TextWidth.shorten("世界世界世界世界世界", 9))).isLessThanOrEqualTo(9);
        assertThat(TextWidth.shorten("e\u0301".repeat(30), 10)).isEqualTo("e\u0301".repeat(3) + "…" + "e\u0301".repeat(6));
    }

    @Test
    void messagesAreBrokenBetweenWordsOnATerminalOnly() {
        Screen narrow = Screen.terminal(20, true);
        assertThat(Wrap.screen("one two three four five six\n", narrow)).isEqualTo("one two three four\n  five six\n");
        assertThat(Wrap.screen("a\n├─ one two three four five", narrow)).isEqualTo("a\n├─ one two three\n     four five");
        assertThat(Wrap.screen("x".repeat(50), Screen.PLAIN)).isEqualTo("x".repeat(50));
        assertThat(Wrap.screen("short\n\nlines\n", narrow)).isEqualTo("short\n\nlines\n");
        assertThat(Wrap.screen("x".repeat(45), narrow).lines()).allMatch(line -> line.length() <= 20);
    }

    @Test
    void linesBreakBetweenWords() {
        assertThat(Wrap.lines("one two three four", 9)).containsExactly("one two", "three", "four");
        assertThat(Wrap.lines("abcdefghijklmnop", 10)).containsExactly("abcdefghij", "klmnop");
        assertThat(Wrap.lines("a\n\nb", 10)).containsExactly("a", "", "b");
    }

    @Test
    void units() {
        assertThat(Units.bytes(0)).isEqualTo("0 B");
        assertThat(Units.bytes(1023)).isEqualTo("1023 B");
        assertThat(Units.bytes(1536)).isEqualTo("1.5 KiB");
        assertThat(Units.bytes(Long.MAX_VALUE)).isEqualTo("7.9 EiB");
        assertThat(Units.bytes(Long.MIN_VALUE)).isEqualTo("-8.0 EiB");
        assertThat(Units.millis(350)).isEqualTo("350 ms");
        assertThat(Units.millis(1250)).isEqualTo("1.2 s");
        assertThat(Units.millis(125_000)).isEqualTo("2 min 5 s");
        assertThat(Units.millis(7_200_000)).isEqualTo("2 h");
        assertThat(Units.millis(90_000_000_000L)).isEqualTo("1041 d 16 h");
        assertThat(Units.time(1_700_000_000_000L, ZoneOffset.UTC)).isEqualTo("2023-11-14 22:13:20");
    }

    @Test
    void json() {
        Data data = Data.fields()
                .put("text", "a\"b\\c\n\u001b\u202e é")
                .put("n", -5)
                .put("yes", true)
                .put("none", Data.NONE)
                .put("real", new Data.Real(1.5))
                .put("nan", new Data.Real(Double.NaN))
                .put("bytes", Data.of(new byte[] {1, 2, 3}))
                .put("items", Data.texts(List.of("x")))
                .put("empty", new Data.Items(List.of()))
                .put("nothing", new Data.Fields(Map.of()))
                .build();
        assertThat(JsonText.compact(data)).isEqualTo("{\"text\":\"a\\\"b\\\\c\\n\\u001b\\u202e é\",\"n\":-5,\"yes\":true,"
                + "\"none\":null,\"real\":1.5,\"nan\":\"NaN\",\"bytes\":\"AQID\",\"items\":[\"x\"],\"empty\":[],\"nothing\":{}}");
        assertThat(JsonText.indented(Data.fields().put("a", Data.texts(List.of("b"))).build()))
                .isEqualTo("{\n  \"a\": [\n    \"b\"\n  ]\n}");
        assertThat(JsonText.compact(Data.of("🚀\ud800"))).isEqualTo("\"🚀\\ud800\"");
        assertThat(JsonText.compact(Data.of(Character.toString(0xe0041)))).isEqualTo("\"\\udb40\\udc41\"");
    }
}
