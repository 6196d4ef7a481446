package arcella.wit.wave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

import arcella.error.ArcellaException;
import arcella.wit.Mutator;
import arcella.wit.RandomWit;
import arcella.wit.WitFunction;
import arcella.wit.WitType;
import arcella.wit.WitType.Primitive;
import arcella.wit.text.WitTextException;
import arcella.wit.value.Bytes;
import arcella.wit.value.WitValue;

/** Whatever the text, the reader answers with a value of the type or with a coded error, in bounded time. */
class WaveRobustnessTest {

    private static final List<String> WORDS = List.of(
            "{", "}", "(", ")", "[", "]", ",", ":", "\"", "\"\"\"", "\"\"\"\n", "'", "\\", "\\u{", "%", "//", "\n", "some(", "none",
            "ok(", "err", "true", "nan", "inf", "-", "1e999999999", "0", ".", "18446744073709551616", "a-b", " ");

    @Test
    void spoiledValuesAreReadOrRefused() {
        int accepted = 0;
        for (int seed = 0; seed < 6_000; seed++) {
            RandomWit random = new RandomWit(seed);
            WitType type = random.type(4);
            String text = new Mutator(seed, WORDS).spoil(Wave.print(random.value(type)));
            try {
                WitValue value = Wave.parse(text, type);
                accepted++;
                assertThat(Wave.parse(Wave.print(value), type)).as("seed %s", seed).isEqualTo(value);
            } catch (WitTextException e) {
                assertThat(e.getMessage()).startsWith("ARC-6006 value:");
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + "\n" + text, e);
            }
        }
        assertThat(accepted).as("some mutants are harmless").isPositive();
    }

    @Test
    void spoiledCallsAreReadOrRefused() {
        List<String> calls = List.of("greet(\"Ada\")", "a:b/c@1.0.0-rc.1.f(1, {a: 2})", "a:b/c.f@1.0.0(some(1))", "i.f()");
        List<WitFunction.Param> params = List.of(
                new WitFunction.Param("a", Primitive.STRING), new WitFunction.Param("b", new WitType.OptionType(Primitive.U8)));
        for (int seed = 0; seed < 6_000; seed++) {
            String text = new Mutator(seed, WORDS).spoil(calls.get(seed % 4));
            try {
                assertThat(Wave.call(text).arguments(params)).hasSize(2);
            } catch (WitTextException e) {
                assertThat(e.getMessage()).startsWith("ARC-6006 call:");
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + "\n" + text, e);
            }
        }
    }

    /** Four letters stand for a record as wide as its type: all may leave out ten thousand fields, and eight for each letter. */
    @Test
    void recordsLeaveOutSoManyFields() {
        WitType records = WitType.ListType.of(new WitType.RecordType(IntStream.range(0, 100)
                .mapToObj(i -> new WitType.Field("f" + i, new WitType.OptionType(Primitive.U8), "")).toList()));
        WitValue most = Wave.parse("[" + "{:},".repeat(147) + "]", records);
        assertThat(((WitValue.ListOf) most).elements()).hasSize(147)
                .allSatisfy(one -> assertThat(((WitValue.RecordOf) one).fields()).hasSize(100));
        assertThatExceptionOfType(WitTextException.class)
                .isThrownBy(() -> Wave.parse("[" + "{:},".repeat(148) + "]", records))
                .withMessageContaining("the records leave out more than 14752 fields");
    }

    @Test
    void longTextsTakeTimeInProportion() {
        int many = 100_000;
        WitType strings = WitType.ListType.of(Primitive.STRING);
        WitType record = new WitType.RecordType(List.of(
                new WitType.Field("a", new WitType.OptionType(Primitive.U8), ""), new WitType.Field("b", Primitive.U8, "")));
        Assertions.assertTimeout(Duration.ofSeconds(60), () -> {
            Wave.parse("[" + "1, ".repeat(many) + "]", WitType.ListType.of(Primitive.U8));
            Wave.parse("[" + "\"x\", ".repeat(many) + "]", strings);
            Wave.parse("[" + "{b: 1}, ".repeat(many) + "]", WitType.ListType.of(record));
            Wave.parse("\"" + "\\u{41}x".repeat(many) + "\"", Primitive.STRING);
            Wave.parse("\"\"\"\n" + "  line\n".repeat(many) + "  \"\"\"", Primitive.STRING);
            Wave.parse("//\n".repeat(many) + "1", Primitive.U8);
            Wave.parse("0." + "1".repeat(many), Primitive.F64);
            Wave.parse("1" + "0".repeat(many), Primitive.F64);
            Assertions.assertThrows(
                    WitTextException.class, () -> Wave.parse("1" + "0".repeat(many), Primitive.U64));
            Assertions.assertThrows(
                    WitTextException.class, () -> Wave.parse("[" + "\"\"\"\n".repeat(many), strings));
        });
    }

    /** A thousand lists that are all the same sixty thousand bytes take 60 kB in memory, and 180 MB as text. */
    @Test
    void whatWouldBeTooLongIsRefusedBeforeItIsWritten() {
        WitValue bytes = Bytes.wrap(new byte[60_000]);
        WitValue all = new WitValue.ListOf(Collections.nCopies(1000, bytes));
        assertThatThrownBy(() -> Wave.print(all, 1 << 20)).isInstanceOf(ArcellaException.class)
                .hasMessageContaining("ARC-6006").hasMessageContaining("more than 1048576 characters");
        WitValue texts = new WitValue.ListOf(Collections.nCopies(1000, new WitValue.Text("x".repeat(60_000))));
        assertThatThrownBy(() -> Wave.print(texts, 1 << 20)).hasMessageContaining("more than 1048576 characters");
        assertThat(Wave.print(new WitValue.Text("abc"), 5)).isEqualTo("\"abc\"");
        assertThatThrownBy(() -> Wave.print(new WitValue.Text("abcdef"), 5)).isInstanceOf(ArcellaException.class);
    }
}
