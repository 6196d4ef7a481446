package arcella.engine.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import arcella.wit.value.Bytes;
import arcella.wit.value.WitValue;
import arcella.wit.value.WitValue.Handle;
import arcella.wit.value.WitValue.HandleKind;

/** An interface that another instance implements: values of all kinds and resources go there and back. */
class ForeignInterfaceTest {

    private final ForeignPair pair = new ForeignPair();

    @AfterEach
    void close() {
        pair.close();
    }

    private static WitValue u32(long value) {
        return new WitValue.U32(value);
    }

    private static WitValue text(String text) {
        return new WitValue.Text(text);
    }

    private static WitValue.Field field(String name, WitValue value) {
        return new WitValue.Field(name, value);
    }

    /** A record with one field of each kind. */
    private static WitValue everything(int n, String text, WitValue shape) {
        boolean odd = n % 2 == 1;
        return new WitValue.RecordOf(List.of(
                field("truth", new WitValue.Bool(odd)),
                field("tiny", new WitValue.S8((byte) -n)),
                field("octet", new WitValue.U8((short) (255 - n))),
                field("short", new WitValue.S16((short) (-30_000 - n))),
                field("word", new WitValue.U16(65_535 - n)),
                field("int", new WitValue.S32(Integer.MIN_VALUE + n)),
                field("count", u32(0xffff_ffffL - n)),
                field("long", new WitValue.S64(Long.MIN_VALUE + n)),
                field("big", new WitValue.U64(-n)),
                field("single", new WitValue.F32(odd ? Float.NaN : 1.5f)),
                field("double", new WitValue.F64(-n / 3.0)),
                field("letter", new WitValue.Char(0x1f600 + n)),
                field("name", text(text)),
                field("bytes", Bytes.wrap(new byte[n * 1000])),
                field("words", new WitValue.ListOf(java.util.Collections.nCopies(n, text(text + n)))),
                field("nested", new WitValue.ListOf(List.of(new WitValue.ListOf(List.of()),
                        new WitValue.ListOf(List.of(new WitValue.U16(n)))))),
                field("pair", new WitValue.TupleOf(List.of(new WitValue.U8((short) n), new WitValue.F64(n)))),
                field("maybe", odd ? WitValue.OptionOf.some(text(text)) : WitValue.OptionOf.none()),
                field("outcome", odd ? WitValue.ResultOf.ok(new WitValue.U64(n)) : WitValue.ResultOf.err(text(text))),
                field("done", odd ? WitValue.ResultOf.ok() : WitValue.ResultOf.err()),
                field("shape", shape),
                field("color", new WitValue.EnumOf(List.of("red", "green", "blue").get(n % 3))),
                field("bits", new WitValue.FlagsOf(odd ? Set.of("a", "c") : Set.of()))));
    }

    @Test
    void valuesOfAllKinds() {
        List<WitValue> shapes = List.of(new WitValue.VariantOf("dot", Optional.empty()),
                new WitValue.VariantOf("line", Optional.of(u32(7))), new WitValue.VariantOf("text", Optional.of(text("é"))));
        for (int n = 0; n < 6; n++) {
            WitValue value = everything(n, n == 0 ? "" : "näme 😀".repeat(n), shapes.get(n % 3));
            assertThat(pair.call("echo", value)).contains(value);
        }
        assertThat(pair.call("add", u32(0xffff_ffffL), u32(2))).contains(u32(1));
        assertThat(pair.call("nothing")).isEmpty();
    }

    @Test
    void resourcesHaveConstructorsMethodsAndStatics() {
        Handle seven = pair.make(7);
        Handle five = pair.make(5);
        assertThat(pair.value(seven)).isEqualTo(7);
        assertThat(pair.value(five)).isEqualTo(5);
        Handle both = (Handle) pair.call("join", seven, ForeignPair.lent(five)).orElseThrow();
        assertThat(pair.value(both)).isEqualTo(12);
        assertThat(pair.value(five)).as("it was only lent").isEqualTo(5);
        assertThat(pair.dropped()).as("the other was given away").isEqualTo(7);
    }

    /** The consumer's numbers, the guest's places and the provider's numbers run apart and stay apart. */
    @Test
    void eachSideHasItsOwnNumbers() {
        for (int i = 0; i < 5; i++) {
            pair.provider.export(ForeignPair.THINGS, "[constructor]thing").call(u32(100 + i));
        }
        Handle first = pair.make(1);
        Handle second = pair.make(2);
        pair.call("drop", first);
        Handle third = pair.make(3);
        assertThat(third).isNotEqualTo(first);
        assertThat(pair.value(second)).isEqualTo(2);
        assertThat(pair.value(third)).isEqualTo(3);
    }

    private WitValue bag(boolean odd, int from) {
        return new WitValue.RecordOf(List.of(
                field("all", new WitValue.ListOf(List.of(pair.make(from), pair.make(from + 1)))),
                field("maybe", odd ? WitValue.OptionOf.some(pair.make(from + 2)) : WitValue.OptionOf.none()),
                field("outcome", odd ? WitValue.ResultOf.ok(pair.make(from + 3)) : WitValue.ResultOf.err(text("no"))),
                field("failed", odd ? WitValue.ResultOf.ok(text("yes")) : WitValue.ResultOf.err(pair.make(from + 4))),
                field("holder", odd ? new WitValue.VariantOf("one", Optional.of(pair.make(from + 5)))
                        : new WitValue.VariantOf("text", Optional.of(text("held")))),
                field("pair", new WitValue.TupleOf(List.of(u32(9), pair.make(from + 6)))),
                field("pairs", new WitValue.ListOf(List.of(
                        new WitValue.TupleOf(List.of(pair.make(from + 7), text("seven"))),
                        new WitValue.TupleOf(List.of(pair.make(from + 8), text("eight"))))))));
    }

    /** What a value says with its handles replaced by the values of the things. */
    private WitValue seen(WitValue value) {
        return switch (value) {
            case Handle thing -> u32(pair.value(thing));
            case WitValue.RecordOf(var fields) -> new WitValue.RecordOf(
                    fields.stream().map(one -> field(one.name(), seen(one.value()))).toList());
            case WitValue.ListOf(var elements) -> new WitValue.ListOf(elements.stream().map(this::seen).toList());
            case WitValue.TupleOf(var elements) -> new WitValue.TupleOf(elements.stream().map(this::seen).toList());
            case WitValue.OptionOf(var payload) -> new WitValue.OptionOf(payload.map(this::seen));
            case WitValue.ResultOf(var ok, var payload) -> new WitValue.ResultOf(ok, payload.map(this::seen));
            case WitValue.VariantOf(var name, var payload) -> new WitValue.VariantOf(name, payload.map(this::seen));
            default -> value;
        };
    }

    @Test
    void ownedHandlesStandInEveryPlace() {
        for (boolean odd : new boolean[] {true, false}) {
            WitValue bag = bag(odd, odd ? 10 : 20);
            WitValue before = seen(bag);
            WitValue back = pair.call("echo-all", bag).orElseThrow();
            assertThat(seen(back)).isEqualTo(before);
        }
        assertThat(pair.dropped()).isZero();
        pair.consumer.close();
        assertThat(pair.dropped()).as("10 to 13 and 15 to 18, 20, 21, 24 and 26 to 28").isEqualTo(112 + 146);
    }

    @Test
    void borrowedHandlesStandInEveryPlace() {
        List<Handle> things = List.of(pair.make(1), pair.make(10), pair.make(100), pair.make(1000), pair.make(10_000),
                pair.make(100_000));
        List<Handle> lent = things.stream().map(ForeignPair::lent).toList();
        for (boolean odd : new boolean[] {true, false}) {
            WitValue loan = new WitValue.RecordOf(List.of(
                    field("all", new WitValue.ListOf(List.of(lent.get(0), lent.get(1), lent.get(1)))),
                    field("maybe", odd ? WitValue.OptionOf.some(lent.get(2)) : WitValue.OptionOf.none()),
                    field("outcome", odd ? WitValue.ResultOf.ok(lent.get(3)) : WitValue.ResultOf.err(text("no"))),
                    field("pair", new WitValue.TupleOf(List.of(u32(2), lent.get(4))))));
            WitValue holder = odd ? new WitValue.VariantOf("one", Optional.of(lent.get(5)))
                    : new WitValue.VariantOf("none", Optional.empty());
            assertThat(pair.call("sum", loan, holder)).contains(u32(odd ? 111_123 : 10_023));
        }
        assertThat(things.stream().mapToLong(pair::value).sum()).as("lent, and not given").isEqualTo(111_111);
        assertThat(pair.drops).isEmpty();
    }

    /** An interface whose functions use the resource of another one. */
    @Test
    void interfacesShareAResource() {
        Handle seven = pair.make(7);
        Handle fourteen = (Handle) pair.call("twice", ForeignPair.lent(seven)).orElseThrow();
        assertThat(pair.value(fourteen)).isEqualTo(14);
        assertThat(pair.call("take", fourteen)).as("what came from the one goes to the other").contains(u32(14));
        assertThat(pair.dropped()).isEqualTo(14);
    }

    @Test
    void whatAGuestDropsEndsOnTheOtherSide() {
        Handle seven = pair.make(7);
        pair.call("drop", seven);
        assertThat(pair.drops).containsExactly("thing");
        assertThat(pair.dropped()).isEqualTo(7);
        pair.consumer.drop(pair.make(30));
        assertThat(pair.dropped()).as("the host can do so too").isEqualTo(37);
    }

    @Test
    void whatAGuestHoldsEndsWhenItIsClosed() {
        pair.call("keep", pair.make(1));
        pair.call("keep", pair.make(2));
        pair.call("keep-token");
        pair.make(4);
        assertThat(pair.dropped()).isZero();
        pair.consumer.close();
        assertThat(pair.drops).containsExactlyInAnyOrder("thing", "thing", "thing", "token");
        assertThat(pair.dropped()).isEqualTo(7);
        assertThat(pair.provider.poisoned()).isFalse();
    }

    @Test
    void closingWhenTheOtherSideIsGoneEndsNothing() {
        pair.call("keep", pair.make(1));
        pair.provider.close();
        pair.consumer.close();
        assertThat(pair.drops).containsExactly("thing");
    }

    @Test
    void oneLinkerServesManyConsumers() {
        try (ComponentInstance other = pair.linker().instantiate(ForeignPair.consumer())) {
            Handle mine = pair.make(1);
            Handle theirs = (Handle) other.export(ForeignPair.RELAY, "make").call(u32(2)).orElseThrow();
            assertThat(mine.id()).as("numbers of two stores").isEqualTo(theirs.id());
            assertThat(pair.value(mine)).isEqualTo(1);
            assertThat(other.export(ForeignPair.RELAY, "value").call(new Handle(HandleKind.BORROW, theirs.id())))
                    .contains(u32(2));
        }
        assertThat(pair.dropped()).isEqualTo(2);
    }
}
