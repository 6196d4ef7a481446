package arcella.wit.typed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import arcella.wit.WitType;
import arcella.wit.WitType.Primitive;
import arcella.wit.resolved.EnumType;
import arcella.wit.resolved.FixedListType;
import arcella.wit.resolved.FlagsType;
import arcella.wit.resolved.ListType;
import arcella.wit.resolved.MapType;
import arcella.wit.resolved.OptionType;
import arcella.wit.resolved.PrimitiveType;
import arcella.wit.resolved.RecordType;
import arcella.wit.resolved.ResultType;
import arcella.wit.resolved.StreamType;
import arcella.wit.resolved.TupleType;
import arcella.wit.resolved.ValueType;
import arcella.wit.resolved.VariantType;
import arcella.wit.value.Bytes;
import arcella.wit.value.WitValue;
import arcella.wit.wave.Wave;

class TypeCheckTest {

    private static final ValueType U8 = PrimitiveType.of(arcella.wit.component.Primitive.U8);
    private static final ValueType STRING = PrimitiveType.of(arcella.wit.component.Primitive.STRING);
    private static final RecordType PERSON = new RecordType(List.of(
            new RecordType.Field("name", STRING), new RecordType.Field("age", new OptionType(U8))));

    private static WitType close(ValueType type) {
        return new ClosedTypes().close(type);
    }

    static Stream<Arguments> fitting() {
        return Stream.of(
                Arguments.of(new ListType(PERSON), "[{name: \"Ada\", age: some(36)}, {name: \"Bo\"}]"),
                Arguments.of(new ListType(U8), "[1, 2]"),
                Arguments.of(new FixedListType(U8, 2), "[1, 2]"),
                Arguments.of(new MapType(STRING, U8), "[(\"a\", 1)]"),
                Arguments.of(new ResultType(Optional.of(U8), Optional.empty()), "err"),
                Arguments.of(new ResultType(Optional.of(U8), Optional.empty()), "ok(3)"),
                Arguments.of(new TupleType(List.of(U8, STRING)), "(1, \"x\")"),
                Arguments.of(new VariantType(List.of(new VariantType.Case("none-at-all", Optional.empty()),
                        new VariantType.Case("some-text", Optional.of(STRING)))), "some-text(\"x\")"),
                Arguments.of(new EnumType(List.of("red", "green")), "green"),
                Arguments.of(new FlagsType(List.of("read", "write")), "{write}"));
    }

    @ParameterizedTest
    @MethodSource("fitting")
    void whatIsReadAsATypeBelongsToIt(ValueType type, String wave) {
        WitType closed = close(type);
        assertThat(TypeCheck.mismatch(Wave.parse(wave, closed), closed)).isEmpty();
        assertThat(TypeCheck.mismatch(new WitValue.S64(1), closed)).isPresent();
    }

    static Stream<Arguments> wrong() {
        WitValue old = new WitValue.RecordOf(List.of(new WitValue.Field("name", new WitValue.Text("Ada")),
                new WitValue.Field("age", WitValue.OptionOf.some(new WitValue.U16(300)))));
        return Stream.of(
                Arguments.of(U8, new WitValue.U16(1), "expected u8"),
                Arguments.of(new ListType(PERSON), new WitValue.ListOf(List.of(old)), "[0].age.some: expected u8"),
                Arguments.of(PERSON, new WitValue.RecordOf(List.of(
                        new WitValue.Field("name", new WitValue.Text("x")))), "expected a record of [name, age]"),
                Arguments.of(new ListType(U8), new WitValue.ListOf(List.of()), "expected bytes"),
                Arguments.of(new FixedListType(U8, 2), Bytes.copyOf(new byte[3]), "expected a list of 2 elements"),
                Arguments.of(new MapType(STRING, U8),
                        new WitValue.MapOf(Map.of(new WitValue.Text("a"), new WitValue.Text("b"))), ".value: expected u8"),
                Arguments.of(new ResultType(Optional.of(U8), Optional.empty()), WitValue.ResultOf.ok(),
                        "expected 'ok' with a value"),
                Arguments.of(new TupleType(List.of(U8)), new WitValue.TupleOf(List.of()), "expected a tuple of 1"),
                Arguments.of(new VariantType(List.of(new VariantType.Case("a", Optional.empty()))),
                        new WitValue.VariantOf("b", Optional.empty()), "expected a variant of [a]"),
                Arguments.of(new EnumType(List.of("red")), new WitValue.EnumOf("blue"), "expected an enum of [red]"),
                Arguments.of(new FlagsType(List.of("read")), new WitValue.FlagsOf(Set.of("read", "fly")),
                        "expected flags of [read]"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aMismatchSaysWhereAndWhatWasExpected(ValueType type, WitValue value, String words) {
        assertThat(TypeCheck.mismatch(value, close(type))).hasValue(words);
    }

    @Test
    void sharedPartsStayShared() {
        ValueType type = U8;
        for (int i = 0; i < 80; i++) {
            type = new TupleType(List.of(type, type));
        }
        WitType.TupleType closed = (WitType.TupleType) close(type);
        assertThat(closed.elements().get(0)).isSameAs(closed.elements().get(1));
        assertThat(close(U8)).isEqualTo(Primitive.U8);
    }

    @Test
    void typesHaveShortNamesHoweverLargeTheyAre() {
        ValueType nested = U8;
        for (int i = 0; i < 40; i++) {
            nested = new TupleType(List.of(nested, nested));
        }
        assertThat(TypeText.brief(close(nested))).hasSizeLessThan(100).startsWith("tuple<tuple<tuple<…");
        assertThat(TypeText.brief(close(new ListType(PERSON)))).isEqualTo("list<record>");
        assertThat(TypeText.brief(close(new ListType(new ListType(new ListType(new ListType(PERSON)))))))
                .isEqualTo("list<list<list<list<record>>>>");
        WitType person = close(PERSON);
        assertThat(TypeText.signature(List.of(), List.of(WitType.ListType.of(person)), Map.of(person, "person"), 100))
                .isEqualTo("func() -> list<person>");
        assertThat(TypeText.brief(close(new ResultType(Optional.empty(), Optional.of(STRING)))))
                .isEqualTo("result<_, string>");
        assertThat(TypeText.brief(close(new ResultType(Optional.empty(), Optional.empty())))).isEqualTo("result");
    }

    @Test
    void handlesAreFoundWhereverTheyStand() {
        assertThat(TypeText.handleIn(close(new ListType(PERSON)))).isEmpty();
        assertThat(TypeText.handleIn(close(new ListType(new ResultType(Optional.of(U8),
                Optional.of(new StreamType(Optional.of(U8)))))))).hasValue("stream<u8>");
        assertThat(TypeText.handleIn(close(new OptionType(
                PrimitiveType.of(arcella.wit.component.Primitive.ERROR_CONTEXT))))).hasValue("error-context");
    }
}
