package arcella.engine.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import arcella.engine.EngineError;
import arcella.engine.core.Trap;
import arcella.error.ArcellaException;
import arcella.wit.value.WitValue;
import arcella.wit.value.WitValue.Handle;
import arcella.wit.value.WitValue.HandleKind;

/** A Java object as an interface of plain values. */
class JavaInterfaceTest {

    private final JavaThings host = new JavaThings();
    private final JavaResources resources = new JavaResources();
    private final JavaInterface things = JavaThings.things(host, resources);

    private static WitValue u32(long value) {
        return new WitValue.U32(value);
    }

    private static Handle lent(Handle owned) {
        return new Handle(HandleKind.BORROW, owned.id());
    }

    private Handle make(long value) {
        return (Handle) things.call("[constructor]thing", List.of(u32(value))).orElseThrow();
    }

    private Optional<WitValue> call(String function, WitValue... arguments) {
        return things.call(function, List.of(arguments));
    }

    private static void fails(EngineError code, String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ArcellaException.class,
                e -> assertThat(e.code().number()).as(e.getMessage()).isEqualTo(code.number())).hasMessageContaining(message);
    }

    /** A guest in one store, and the objects behind numbers. */
    @Test
    void aGuestUsesIt() {
        ForeignInterface none = new ForeignInterface() {
            @Override
            public Optional<WitValue> call(String function, List<WitValue> arguments) {
                throw new AssertionError(function);
            }

            @Override
            public void drop(String resource, long id) {
                throw new AssertionError(resource);
            }
        };
        try (ComponentInstance guest = new Linker().foreign(ForeignPair.VALUES, none).foreign(ForeignPair.THINGS, things)
                .foreign(ForeignPair.MORE, JavaThings.more(resources)).instantiate(ForeignPair.consumer())) {
            Handle seven = (Handle) relay(guest, "make", u32(7)).orElseThrow();
            Handle five = (Handle) relay(guest, "make", u32(5)).orElseThrow();
            assertThat(relay(guest, "value", lent(seven))).contains(u32(7));
            Handle both = (Handle) relay(guest, "join", seven, lent(five)).orElseThrow();
            assertThat(relay(guest, "value", lent(both))).contains(u32(12));
            Handle twice = (Handle) relay(guest, "twice", lent(both)).orElseThrow();
            assertThat(relay(guest, "take", twice)).as("from the one interface to the other").contains(u32(24));
            relay(guest, "drop", five);
            relay(guest, "keep", both);
            relay(guest, "keep-token");
            assertThat(host.dropped).hasValue(7 + 24 + 5);
            assertThat(resources.size()).isEqualTo(2);
        }
        assertThat(resources.size()).isZero();
        assertThat(host.open).hasValue(0);
    }

    private static Optional<WitValue> relay(ComponentInstance guest, String function, WitValue... arguments) {
        return guest.export(ForeignPair.RELAY, function).call(arguments);
    }

    private WitValue bag(Handle... all) {
        return new WitValue.RecordOf(List.of(
                new WitValue.Field("all", new WitValue.ListOf(List.of(all))),
                new WitValue.Field("maybe", WitValue.OptionOf.some(make(1))),
                new WitValue.Field("outcome", WitValue.ResultOf.ok(make(2))),
                new WitValue.Field("failed", WitValue.ResultOf.err(make(3))),
                new WitValue.Field("holder", new WitValue.VariantOf("one", Optional.of(make(4)))),
                new WitValue.Field("pair", new WitValue.TupleOf(List.of(u32(9), make(5)))),
                new WitValue.Field("pairs", new WitValue.ListOf(List.of(
                        new WitValue.TupleOf(List.of(make(6), new WitValue.Text("six"))))))));
    }

    @Test
    void resourcesStandInEveryPlace() {
        WitValue back = call("echo-all", bag(make(7), make(8))).orElseThrow();
        assertThat(resources.size()).isEqualTo(8);
        assertThat(host.open).hasValue(8);
        assertThat(back).isInstanceOf(WitValue.RecordOf.class);
        Handle one = make(1);
        Handle ten = make(10);
        WitValue loan = new WitValue.RecordOf(List.of(
                new WitValue.Field("all", new WitValue.ListOf(List.of(lent(one), lent(ten), lent(ten)))),
                new WitValue.Field("maybe", WitValue.OptionOf.some(lent(ten))),
                new WitValue.Field("outcome", WitValue.ResultOf.ok(lent(ten))),
                new WitValue.Field("pair", new WitValue.TupleOf(List.of(u32(2), lent(ten))))));
        assertThat(call("sum", loan, new WitValue.VariantOf("one", Optional.of(lent(ten))))).contains(u32(63));
        things.close();
        assertThat(host.open).hasValue(0);
    }

    @Test
    void numbersAreNeverGivenAgain() {
        Handle first = make(1);
        things.drop("thing", first.id());
        things.drop("thing", first.id());
        assertThat(host.dropped).hasValue(1);
        Handle second = make(2);
        assertThat(second.id()).isNotEqualTo(first.id());
        fails(EngineError.BAD_CALL, "was given away, dropped, or never given out",
                () -> call("[method]thing.value", lent(first)));
        assertThat(call("take", second)).contains(u32(2));
        things.drop("thing", second.id());
        fails(EngineError.BAD_CALL, "was given away, dropped, or never given out", () -> call("take", second));
    }

    /** What is refused has taken nothing: after all of it, everything is there and can be used. */
    @Test
    void whatACallerMustNotDoIsRefused() {
        Handle seven = make(7);
        Handle token = (Handle) call("[constructor]token").orElseThrow();
        fails(EngineError.BAD_CALL, "has no function 'no-such'", () -> call("no-such"));
        fails(EngineError.BAD_CALL, "was given 0 arguments; it takes (value: u32)", () -> call("[constructor]thing"));
        fails(EngineError.BAD_CALL, "wrong value: expected u32", () -> call("[constructor]thing", new WitValue.S32(1)));
        fails(EngineError.BAD_CALL, "expected a handle of kind OWN", () -> call("take", lent(seven)));
        fails(EngineError.BAD_CALL, "expected a handle of kind BORROW", () -> call("[method]thing.value", seven));
        fails(EngineError.BAD_CALL, "is a Token and no Thing", () -> call("take", token));
        fails(EngineError.BAD_CALL, "never given out", () -> call("take", new Handle(HandleKind.OWN, 0)));
        fails(EngineError.BAD_CALL, "never given out", () -> call("take", new Handle(HandleKind.OWN, -1)));
        fails(EngineError.BAD_CALL, "never given out",
                () -> call("[static]thing.join", seven, new Handle(HandleKind.BORROW, 99)));
        fails(EngineError.BAD_CALL, "is being given away", () -> call("[static]thing.join", seven, lent(seven)));
        fails(EngineError.BAD_CALL, "is being given away", () -> call("echo-all", bag(seven, seven)));
        fails(EngineError.BAD_CALL, "does not take its arguments (java.lang.IllegalArgumentException: too many)",
                () -> call("echo-all", bag(seven, make(8), make(9))));
        assertThat(call("[method]thing.value", lent(seven))).contains(u32(7));
        int before = host.open.get();
        call("echo-all", bag(seven));
        assertThat(host.open.get() - before).as("only those that were made").isEqualTo(6);
        things.close();
        assertThat(host.open).hasValue(0);
    }

    @Test
    void whateverTheObjectThrowsHasACode() {
        fails(EngineError.HOST_FUNCTION, "things@1.0.0#fail failed (java.lang.IllegalStateException: unchecked)",
                () -> call("fail", make(1)));
        fails(EngineError.HOST_FUNCTION, "checked", () -> call("fail", make(2)));
        fails(EngineError.HOST_FUNCTION, "NoClassDefFoundError", () -> call("fail", make(3)));
        fails(EngineError.LIMIT, "coded", () -> call("fail", make(4)));
        assertThatThrownBy(() -> call("fail", make(5))).isInstanceOfSatisfying(Trap.class,
                trap -> assertThat(trap.kind()).isEqualTo(Trap.Kind.INTERRUPTED));
        assertThat(Thread.interrupted()).isTrue();
        fails(EngineError.HOST_FUNCTION, "StackOverflowError", () -> call("fail", make(6)));
        assertThat(resources.size()).as("given away, whatever came of it").isZero();
    }

    @Test
    void closingFailsWithACodeAfterAllIsClosed() {
        Handle bad = make(666);
        fails(EngineError.HOST_FUNCTION, "closing a Thing failed (java.io.IOException: stuck)",
                () -> things.drop("thing", bad.id()));
        make(1);
        make(666);
        make(666);
        make(2);
        assertThatThrownBy(things::close).isInstanceOf(ArcellaException.class).hasMessageContaining("stuck")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        assertThat(host.open).hasValue(0);
        assertThat(resources.size()).isZero();
        things.close();
        fails(EngineError.BAD_CALL, "after all had been closed", () -> make(3));
        assertThat(host.open).as("closed at once").hasValue(0);
    }

    @Test
    void noMoreAreHeldThanTheLimit() {
        JavaInterface few = JavaThings.things(host, new JavaResources(2));
        List<WitValue> one = List.of(u32(1));
        few.call("[constructor]thing", one);
        Handle second = (Handle) few.call("[constructor]thing", one).orElseThrow();
        fails(EngineError.LIMIT, "no more than 2 resources", () -> few.call("[constructor]thing", one));
        assertThat(host.open).hasValue(2);
        few.drop("thing", second.id());
        few.call("[constructor]thing", one);
        few.close();
        assertThat(host.open).hasValue(0);
    }

    @Test
    void whatACallUsesStaysOpenUntilItReturns() throws Exception {
        Handle slow = make(1000);
        CompletableFuture<Optional<WitValue>> reading = new CompletableFuture<>();
        Thread reader = Thread.ofPlatform().start(() -> {
            try {
                reading.complete(call("[method]thing.value", lent(slow)));
            } catch (RuntimeException | Error e) {
                reading.completeExceptionally(e);
            }
        });
        host.entered.await();
        fails(EngineError.BAD_CALL, "is lent to a call", () -> call("take", slow));
        things.drop("thing", slow.id());
        fails(EngineError.BAD_CALL, "dropped", () -> call("[method]thing.value", lent(slow)));
        things.close();
        assertThat(host.open).as("still in use").hasValue(1);
        host.goOn.countDown();
        assertThat(reading.get()).contains(u32(1000));
        reader.join();
        assertThat(host.open).hasValue(0);
        assertThat(resources.size()).isZero();
    }

    @Test
    void manyThreadsUseIt() throws Exception {
        List<Callable<Integer>> work = new ArrayList<>();
        Handle shared = make(1);
        List<Handle> contested = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            contested.add(make(2));
        }
        for (int thread = 0; thread < 4; thread++) {
            work.add(() -> {
                int won = 0;
                for (Handle wanted : contested) {
                    Handle mine = make(3);
                    call("[static]thing.join", mine, lent(shared));
                    try {
                        call("take", wanted);
                        won++;
                    } catch (ArcellaException e) {
                        assertThat(e.code().number()).isEqualTo(EngineError.BAD_CALL.number());
                    }
                }
                return won;
            });
        }
        int won = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(work.size())) {
            for (Future<Integer> one : threads.invokeAll(work)) {
                won += one.get();
            }
        }
        assertThat(won).as("each was taken once").isEqualTo(500);
        assertThat(resources.size()).isEqualTo(1 + 4 * 500);
        things.close();
        assertThat(host.open).hasValue(0);
    }

    /** Of the functions of {@code things}, four are wrong. */
    static final class Wrong {
        public JavaThings.Thing newThing(int value) {
            throw new AssertionError("never called: " + value);
        }

        public JavaThings.Token newToken() {
            throw new AssertionError("never called");
        }

        public JavaThings.Thing thingJoin(JavaThings.Thing a, JavaThings.Token b) {
            throw new AssertionError("never called: " + a + b);
        }

        public JavaThings.Bag echoAll(JavaThings.Loan value) {
            throw new AssertionError("never called: " + value);
        }

        public long sum(JavaThings.Loan loan, JavaThings.Lent lent) {
            throw new AssertionError("never called: " + loan + lent);
        }

        public void take(JavaThings.Thing thing) {
            throw new AssertionError("never called: " + thing);
        }

        public long dropped() {
            return 0;
        }
    }

    @Test
    void allThatDoesNotFitIsNamedAtOnce() {
        assertThatThrownBy(() -> JavaThings.things(new Wrong(), new JavaResources()))
                .isInstanceOfSatisfying(ArcellaException.class,
                        e -> assertThat(e.code().number()).isEqualTo(EngineError.UNLINKABLE.number()))
                .hasMessageContaining("#[constructor]thing (Wrong.newThing), parameter 'value': its type is u32 in WIT and "
                        + "int in Java")
                .hasMessageContaining("#[static]thing.join (Wrong.thingJoin), parameter 'b': the resource is "
                        + JavaThings.Thing.class.getName() + " in Java, and not " + JavaThings.Token.class.getName())
                .hasMessageContaining("#echo-all (Wrong.echoAll), parameter 'value': its type is record")
                .hasMessageContaining("#take (Wrong.take), result")
                .hasMessageContaining("#fail: " + Wrong.class.getName() + " has no public method 'fail'")
                .message().doesNotContain("#sum", "#dropped", "token");
    }

    @Test
    void resourcesNeedAClass() {
        fails(EngineError.UNLINKABLE, "#token: no class was given that stands for the resource 'token'",
                () -> new JavaInterface(ForeignPair.THINGS, JavaThings.type(ForeignPair.THINGS), host,
                        List.of(JavaThings.Thing.class)));
        fails(EngineError.UNLINKABLE, "#thing: no class was given that stands for the resource 'thing'",
                () -> JavaThings.more(new JavaResources()));
    }
}
