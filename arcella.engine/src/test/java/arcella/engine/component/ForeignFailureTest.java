package arcella.engine.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import arcella.engine.EngineError;
import arcella.engine.core.Trap;
import arcella.error.ArcellaException;
import arcella.wit.value.Bytes;
import arcella.wit.value.WitValue;
import arcella.wit.value.WitValue.Handle;
import arcella.wit.value.WitValue.HandleKind;

/** An interface that another instance implements, when one of the two, or who stands between them, does wrong. */
class ForeignFailureTest {

    private final ForeignPair pair = new ForeignPair();

    @AfterEach
    void close() {
        pair.close();
    }

    private static WitValue u32(long value) {
        return new WitValue.U32(value);
    }

    private static void fails(EngineError code, String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ArcellaException.class,
                e -> assertThat(e.code().number()).as(e.getMessage()).isEqualTo(code.number())).hasMessageContaining(message);
    }

    /** The consumer is refused, and nothing of it reaches the provider. */
    private void traps(String message, String function, WitValue... arguments) {
        assertThatThrownBy(() -> pair.call(function, arguments)).isInstanceOf(Trap.class).hasMessageContaining(message);
        assertThat(pair.consumer.poisoned()).isTrue();
        assertThat(pair.provider.poisoned()).isFalse();
        assertThat(pair.dropped()).isZero();
    }

    @Test
    void aBorrowedHandleCannotBeGivenAway() {
        traps("cannot lift own resource from a borrow", "give-borrowed", ForeignPair.lent(pair.make(7)));
    }

    @Test
    void aGuestCannotForgeAHandle() {
        pair.make(7);
        traps("unknown handle index 1", "value-of", u32(1));
    }

    @Test
    void aGuestCannotGiveWhatItDropped() {
        Handle kept = pair.make(0);
        WitValue place = pair.call("keep", kept).orElseThrow();
        pair.call("drop-of", place);
        traps("unknown handle index", "take-of", place);
    }

    @Test
    void aGuestCannotPassOneResourceForAnother() {
        WitValue token = pair.call("keep-token").orElseThrow();
        traps("used with the wrong type", "value-of", token);
    }

    @Test
    void aGuestCannotDropOneResourceAsAnother() {
        WitValue token = pair.call("keep-token").orElseThrow();
        traps("used with the wrong type", "drop-of", token);
    }

    /** Calls the provider as somebody who stands between the two and lies would. */
    private void refused(String message, String function, WitValue... arguments) {
        fails(EngineError.BAD_CALL, message,
                () -> pair.provider.export(ForeignPair.THINGS, function).call(arguments));
        assertThat(pair.provider.poisoned()).as("nothing of it has run").isFalse();
    }

    private static Handle own(long id) {
        return new Handle(HandleKind.OWN, id);
    }

    @Test
    void aProviderRefusesForgedNumbers() {
        Handle seven = (Handle) pair.provider.export(ForeignPair.THINGS, "[constructor]thing").call(u32(7)).orElseThrow();
        Handle five = (Handle) pair.provider.export(ForeignPair.THINGS, "[constructor]thing").call(u32(5)).orElseThrow();
        Handle token = (Handle) pair.provider.export(ForeignPair.THINGS, "[constructor]token").call().orElseThrow();
        refused("999", "take", own(999));
        refused("-1", "[method]thing.value", new Handle(HandleKind.BORROW, -1));
        refused("a handle of the resource", "take", own(token.id()));
        refused("a handle of the resource", "[method]thing.value", ForeignPair.lent(token));
        refused("999", "[static]thing.join", seven, new Handle(HandleKind.BORROW, 999));
        refused("" + seven.id(), "[static]thing.join", seven, ForeignPair.lent(seven));
        refused("expected a handle of kind OWN", "take", new Handle(HandleKind.STREAM, seven.id()));
        refused("expected a handle of kind OWN", "take", ForeignPair.lent(seven));
        refused("U32", "take", u32(seven.id()));
        assertThat(pair.provider.export(ForeignPair.THINGS, "[static]thing.join").call(seven, ForeignPair.lent(five)))
                .as("what was refused was not taken").isPresent();
        assertThat(pair.dropped()).isEqualTo(7);
        refused("" + seven.id(), "take", seven);
    }

    /** A value with a handle behind which something else does not fit. */
    private WitValue loan(WitValue number) {
        Handle seven = (Handle) pair.provider.export(ForeignPair.THINGS, "[constructor]thing").call(u32(7)).orElseThrow();
        return new WitValue.RecordOf(List.of(
                new WitValue.Field("all", new WitValue.ListOf(List.of())),
                new WitValue.Field("maybe", WitValue.OptionOf.none()),
                new WitValue.Field("outcome", WitValue.ResultOf.err(new WitValue.Text("no"))),
                new WitValue.Field("pair", new WitValue.TupleOf(List.of(number, ForeignPair.lent(seven))))));
    }

    @Test
    void aProviderRefusesValuesOfOtherTypes() {
        ExportedFunction echo = pair.provider.export(ForeignPair.VALUES, "echo");
        fails(EngineError.BAD_CALL, "Bool", () -> echo.call(new WitValue.Bool(true)));
        fails(EngineError.BAD_CALL, "arguments", () -> echo.call());
        refused("Bytes", "echo-all", Bytes.wrap(new byte[3]));
        refused("wrong lent: expected a variant", "sum", loan(u32(2)), new WitValue.VariantOf("no-such", Optional.empty()));
        refused(".pair.0: expected u32", "sum", loan(new WitValue.Text("two")), new WitValue.VariantOf("none", Optional.empty()));
        assertThat(pair.provider.export(ForeignPair.THINGS, "sum").call(loan(u32(2)),
                new WitValue.VariantOf("none", Optional.empty()))).contains(u32(9));
        assertThat(pair.call("add", u32(1), u32(1))).contains(u32(2));
    }

    @Test
    void aTrapOfTheProviderIsOneOfTheConsumer() {
        Handle seven = pair.make(7);
        Handle other = pair.make(5);
        assertThatThrownBy(() -> pair.call("fail", seven)).isInstanceOfSatisfying(Trap.class,
                trap -> assertThat(trap.kind()).isEqualTo(Trap.Kind.UNREACHABLE));
        assertThat(pair.provider.poisoned()).isTrue();
        assertThat(pair.consumer.poisoned()).isTrue();
        fails(EngineError.POISONED, "trap", () -> pair.call("value", ForeignPair.lent(other)));
        try (ComponentInstance next = pair.linker().instantiate(ForeignPair.consumer())) {
            fails(EngineError.POISONED, "trap", () -> next.export(ForeignPair.RELAY, "add").call(u32(1), u32(1)));
            assertThat(next.poisoned()).isTrue();
        }
    }

    @Test
    void aTrapOfADestructorIsOneOfWhoeverDrops() {
        Handle bad = pair.make(666);
        pair.call("keep", pair.make(1));
        assertThatThrownBy(() -> pair.call("drop", bad)).isInstanceOf(Trap.class);
        assertThat(pair.consumer.poisoned()).isTrue();
        pair.consumer.close();
        assertThat(pair.drops).hasSize(2);
    }

    /** A consumer whose other side answers as it likes. */
    private ComponentInstance consumerOf(ForeignInterface side) {
        return new Linker().foreign(ForeignPair.VALUES, side).foreign(ForeignPair.THINGS, side)
                .foreign(ForeignPair.MORE, side).instantiate(ForeignPair.consumer());
    }

    private static ForeignInterface answering(Optional<WitValue> answer) {
        return new ForeignInterface() {
            @Override
            public Optional<WitValue> call(String function, List<WitValue> arguments) {
                return answer;
            }

            @Override
            public void drop(String resource, long id) {
                throw new AssertionError("nothing was given: " + id);
            }
        };
    }

    private void lies(Optional<WitValue> answer, String message, String function, WitValue... arguments) {
        try (ComponentInstance consumer = consumerOf(answering(answer))) {
            fails(EngineError.BAD_CALL, message, () -> consumer.export(ForeignPair.RELAY, function).call(arguments));
            assertThat(consumer.poisoned()).isTrue();
        }
    }

    @Test
    void answersOfOtherTypesAreRefused() {
        lies(Optional.empty(), "", "make", u32(1));
        lies(Optional.of(u32(1)), "expected a handle of kind OWN", "make", u32(1));
        lies(Optional.of(new Handle(HandleKind.BORROW, 1)), "expected a handle of kind OWN", "make", u32(1));
        lies(Optional.of(new Handle(HandleKind.FUTURE, 1)), "expected a handle of kind OWN", "make", u32(1));
        lies(Optional.empty(), "", "add", u32(1), u32(1));
        lies(Optional.of(new WitValue.Text("two")), "Text", "add", u32(1), u32(1));
        lies(Optional.of(u32(1)), "", "nothing");
    }

    /** A side that refuses before it has taken anything, as one does that is going away. */
    @Test
    void whatARefusedCallGaveIsDropped() {
        Handle seven = pair.make(7);
        ForeignInterface things = pair.new Other(ForeignPair.THINGS) {
            @Override
            public Optional<WitValue> call(String function, List<WitValue> arguments) {
                if (function.equals("[static]thing.join")) {
                    throw new ArcellaException(EngineError.LIMIT, "busy", "try again");
                }
                return super.call(function, arguments);
            }
        };
        try (ComponentInstance consumer = pair.linker().foreign(ForeignPair.THINGS, things)
                .instantiate(ForeignPair.consumer())) {
            Handle a = (Handle) consumer.export(ForeignPair.RELAY, "make").call(u32(20)).orElseThrow();
            Handle b = (Handle) consumer.export(ForeignPair.RELAY, "make").call(u32(300)).orElseThrow();
            fails(EngineError.LIMIT, "busy",
                    () -> consumer.export(ForeignPair.RELAY, "join").call(a, ForeignPair.lent(b)));
            assertThat(pair.dropped()).as("given, and taken by nobody").isEqualTo(20);
        }
        assertThat(pair.dropped()).isEqualTo(320);
        assertThat(pair.value(seven)).isEqualTo(7);
    }

    @Test
    void whatTheOtherSideThrowsPassesThrough() {
        ComponentInstance consumer = consumerOf(new ForeignInterface() {
            @Override
            public Optional<WitValue> call(String function, List<WitValue> arguments) {
                throw new IllegalStateException("broken");
            }

            @Override
            public void drop(String resource, long id) {
                throw new AssertionError("nothing was given: " + id);
            }
        });
        assertThatThrownBy(() -> consumer.export(ForeignPair.RELAY, "nothing").call())
                .isInstanceOf(IllegalStateException.class).hasMessage("broken");
        assertThat(consumer.poisoned()).isTrue();
        consumer.close();
    }

    /** Instances that import each other: a guest is never entered a second time. */
    @Test
    void aCallThatComesBackTraps() {
        ComponentInstance[] self = new ComponentInstance[1];
        self[0] = consumerOf(new ForeignInterface() {
            @Override
            public Optional<WitValue> call(String function, List<WitValue> arguments) {
                return self[0].export(ForeignPair.RELAY, function).call(arguments);
            }

            @Override
            public void drop(String resource, long id) {
                throw new AssertionError("nothing was given: " + id);
            }
        });
        assertThatThrownBy(() -> self[0].export(ForeignPair.RELAY, "nothing").call()).isInstanceOf(Trap.class)
                .hasMessageContaining("cannot enter component instance");
        self[0].close();
    }

    /** What only this process knows cannot go to another, and that shows before anything runs. */
    @Test
    void resourcesOfTheHostAreRefusedWhenItIsLinked() {
        Linker linker = new Linker().resource("test:host/streams", "stream", ResourceTag.host("stream", unused -> { }))
                .foreign("test:foreign/pipe", answering(Optional.empty()));
        Component piper = Assembled.component("piper");
        for (ThrowingCallable link : List.<ThrowingCallable>of(() -> linker.check(piper.type()),
                () -> linker.instantiate(piper))) {
            assertThatThrownBy(link).isInstanceOfSatisfying(ArcellaException.class,
                            e -> assertThat(e.code().number()).isEqualTo(EngineError.UNLINKABLE.number()))
                    .hasMessageContaining("test:foreign/pipe#drain")
                    .hasMessageContaining("test:foreign/pipe#peek")
                    .hasMessageContaining("test:foreign/pipe#open")
                    .hasMessageContaining("'stream'")
                    .message().doesNotContain("#count", "own.read");
        }
        new Linker().foreign("test:host/streams", answering(Optional.empty()))
                .foreign("test:foreign/pipe", answering(Optional.empty())).instantiate(piper).close();
    }
}
