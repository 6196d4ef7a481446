package arcella.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import arcella.engine.EngineError;
import arcella.wasi.Preopen;
import arcella.wasi.WasiLimits;
import arcella.wasi.net.NetworkRule;
import arcella.wasi.net.NetworkRules;
import arcella.wit.WitError;
import arcella.wit.value.Bytes;
import arcella.wit.value.WitValue;

/** What every {@link ModuleHost} does with components. */
abstract class ComponentContract extends HostFixture {

    private static final String GREETINGS = "arcella:greeter/greetings@0.1.0#";
    private static final String CALCULATOR = "arcella:greeter/calculator@0.1.0#";

    private static final String DESK = "demo:keeper/desk@0.1.0#";

    /** In every host, and on every machine. */
    private static final long ADD_FUEL = 9;

    private ModuleInstance greeter(Recorder recorder) {
        return started(Guests.spec("greeter"), recorder);
    }

    private static WitValue text(String words) {
        return new WitValue.Text(words);
    }

    private static WitValue person(String name, WitValue age) {
        return new WitValue.RecordOf(List.of(new WitValue.Field("name", text(name)), new WitValue.Field("age", age)));
    }

    @Test
    void functionsAreNamedAndTyped() {
        ModuleInstance greeter = greeter(new Recorder());
        assertThat(greeter.command()).isFalse();
        Map<String, String> functions = greeter.functions().stream()
                .collect(Collectors.toMap(ExportedFunction::name, ExportedFunction::toString));
        assertThat(functions.keySet()).containsExactlyInAnyOrder(GREETINGS + "greet", GREETINGS + "introduce",
                CALCULATOR + "add", CALCULATOR + "divide", CALCULATOR + "reverse", "calls", "crash", "spin");
        assertThat(functions.get(GREETINGS + "introduce"))
                .isEqualTo(GREETINGS + "introduce: func(list<record>, enum) -> list<string>");
        assertThat(functions.get(CALCULATOR + "divide"))
                .isEqualTo(CALCULATOR + "divide: func(s32, s32) -> result<s32, variant>");
    }

    @Test
    void valuesOfEveryShapeComeAndGo() {
        ModuleInstance greeter = greeter(new Recorder());
        assertThat(greeter.invoke(GREETINGS + "greet", List.of(text("Zoë 🎈")))).containsExactly(text("Hello, Zoë 🎈!"));
        assertThat(greeter.invoke(GREETINGS + "introduce", List.of(
                new WitValue.ListOf(List.of(
                        person("Ada", WitValue.OptionOf.some(new WitValue.U8((short) 36))),
                        person("Bo", WitValue.OptionOf.none()))),
                new WitValue.EnumOf("german"))))
                .containsExactly(new WitValue.ListOf(List.of(text("Das ist Ada, 36."), text("Das ist Bo."))));
        assertThat(greeter.invoke(CALCULATOR + "divide", List.of(new WitValue.S32(-7), new WitValue.S32(2))))
                .containsExactly(WitValue.ResultOf.ok(new WitValue.S32(-3)));
        assertThat(greeter.invoke(CALCULATOR + "divide",
                List.of(new WitValue.S32(Integer.MIN_VALUE), new WitValue.S32(-1))))
                .containsExactly(WitValue.ResultOf.err(new WitValue.VariantOf("overflow",
                        Optional.of(new WitValue.S64(1L << 31)))));
        byte[] bytes = new byte[1_000_003];
        new Random(3).nextBytes(bytes);
        byte[] back = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            back[i] = bytes[bytes.length - 1 - i];
        }
        assertThat(greeter.invoke(CALCULATOR + "reverse", List.of(Bytes.copyOf(bytes))))
                .containsExactly(Bytes.copyOf(back));
        assertThat(greeter.statistics().calls()).as("the start is no call").isEqualTo(5);
    }

    /** The same fuel for the same call: the first time, when generated code has taken over, and in every host. */
    @Test
    void theFuelOfACallIsTold() {
        ModuleInstance greeter = started(Guests.spec("greeter").withLimits(limits().withFuel(OptionalLong.of(1_000_000))), new Recorder());
        assertThat(greeter.statistics().use().fuel()).hasValueSatisfying(used -> assertThat(used.last()).isZero());
        List<WitValue> numbers = List.of(new WitValue.U32(20), new WitValue.U32(22));
        MeteredResults first = greeter.metered(CALCULATOR + "add", numbers);
        assertThat(first.results()).containsExactly(new WitValue.U32(42));
        assertThat(first.fuel()).isEqualTo(ADD_FUEL);
        long growing = greeter.metered(GREETINGS + "greet", List.of(text("Ada"))).fuel();
        long greeting = greeter.metered(GREETINGS + "greet", List.of(text("Ada"))).fuel();
        assertThat(greeting).isGreaterThan(first.fuel());
        assertThat(growing).as("the first time, its memory grew").isGreaterThan(greeting);
        for (int i = 0; i < 150; i++) {
            greeter.invoke(CALCULATOR + "add", numbers);
            greeter.invoke(GREETINGS + "greet", List.of(text("Ada")));
        }
        assertThat(greeter.metered(GREETINGS + "greet", List.of(text("Ada"))).fuel()).isEqualTo(greeting);
        assertThat(greeter.metered(CALCULATOR + "add", numbers).fuel()).isEqualTo(first.fuel());
        assertThat(greeter.statistics().use().fuel()).contains(new PerCall(first.fuel(), growing));
        assertThat(greeter.statistics().use().nanos().most()).isPositive();
        assertCode(() -> greeter.metered("nobody", List.of()), WorkerError.NO_FUNCTION, "nobody");
    }

    @Test
    void theFuelOfACallThatIsNotCountedIsRefusedBeforeItRuns() {
        ModuleInstance greeter = greeter(new Recorder());
        assertCode(() -> greeter.metered("calls", List.of()), WorkerError.NOT_METERED, "greeter", "limits.fuel");
        assertThat(greeter.invoke("calls", List.of())).containsExactly(new WitValue.U32(1));
        assertThat(greeter.statistics().use().fuel()).isEmpty();
    }

    @Test
    void whatAnInstanceHoldsOfItsLimitsIsTold(@TempDir Path folder) {
        ModuleInstance keeper = started(Guests.spec("keeper").withLimits(limits().withFuel(OptionalLong.of(1_000_000_000)))
                .withPreopens(List.of(new Preopen(folder, "/own", Preopen.Access.READ_WRITE))), new Recorder());
        LimitUse before = keeper.statistics().use();
        assertThat(before.instances()).isPositive();
        assertThat(before.tables()).isPositive();
        assertThat(before.memories()).isPositive();
        assertThat(before.tableElements()).isPositive();
        assertThat(before.wasi().openFiles()).as("the folder").isEqualTo(1);
        assertThat(before.wasi().randomBytes()).isZero();
        keeper.invoke(DESK + "random", List.of(new WitValue.U64(700)));
        keeper.invoke(DESK + "random", List.of(new WitValue.U64(70)));
        keeper.invoke(DESK + "fields", List.of(new WitValue.U32(333)));
        keeper.invoke(DESK + "files", List.of(new WitValue.U32(3)));
        LimitUse after = keeper.statistics().use();
        assertThat(after.wasi().randomBytes()).isEqualTo(700);
        assertThat(after.wasi().httpFieldBytes()).isEqualTo(333);
        assertThat(after.wasi().openFiles()).as("closed again").isEqualTo(1);
        assertThat(after.callBytes()).isGreaterThanOrEqualTo(700);
        assertThat(after.fuel().orElseThrow().most()).isPositive();
    }

    @Test
    void wrongCallsAreRefusedAndDoNoHarm() {
        ModuleInstance greeter = greeter(new Recorder());
        assertCode(() -> greeter.invoke("nobody", List.of()), WorkerError.NO_FUNCTION, "nobody", "calls", "greet");
        assertCode(() -> greeter.invoke(GREETINGS + "greet", List.of()), WorkerError.BAD_ARGUMENTS, "0 arguments",
                "name: string");
        assertCode(() -> greeter.invoke(GREETINGS + "greet", List.of(new WitValue.U32(1))), WorkerError.BAD_ARGUMENTS,
                "wrong name: expected string");
        assertCode(() -> greeter.invoke(GREETINGS + "introduce", List.of(
                new WitValue.ListOf(List.of(person("Ada", new WitValue.U8((short) 1)))), new WitValue.EnumOf("german"))),
                WorkerError.BAD_ARGUMENTS, "wrong people: [0].age: expected an option");
        assertThat(greeter.invoke("calls", List.of())).containsExactly(new WitValue.U32(1));
    }

    /** Another module may pass what it does not have: that is refused to it, and nobody else's provider ends. */
    @Test
    void handlesThatWereNeverGivenAreRefusedAndDoNoHarm() {
        ModuleInstance ledger = started(
                InstanceSpec.of("ledger@1.0.0", Guests.file(Path.of("..", "examples", "shop", "ledger.wasm"))), new Recorder());
        String receipts = "shop:ledger/receipts@0.1.0#";
        WitValue.Handle receipt = (WitValue.Handle) ledger.function(receipts + "[constructor]receipt")
                .call(List.of(new WitValue.U32(7))).getFirst();
        ModuleFunction number = ledger.function(receipts + "[method]receipt.number");
        assertCode(() -> number.call(List.of(new WitValue.Handle(WitValue.HandleKind.BORROW, 99))), EngineError.BAD_CALL, "99");
        assertCode(() -> number.call(List.of(text("seven"))), EngineError.BAD_CALL, "Text");
        assertThat(number.call(List.of(new WitValue.Handle(WitValue.HandleKind.BORROW, receipt.id()))))
                .containsExactly(new WitValue.U32(7));
        assertThat(ledger.ending()).isEmpty();
    }

    @Test
    void aTrapEndsTheInstanceAndAnotherOneIsAsGoodAsNew() {
        Recorder recorder = new Recorder();
        ModuleInstance greeter = greeter(recorder);
        assertCode(() -> greeter.invoke("crash", List.of()), EngineError.TRAP_UNREACHABLE);
        assertTrapped(recorder.ending(), EngineError.TRAP_UNREACHABLE);
        assertCode(() -> greeter.invoke("calls", List.of()), WorkerError.ENDED);
        assertThat(greeter(new Recorder()).invoke("calls", List.of())).containsExactly(new WitValue.U32(1));
    }

    @Test
    void anEndlessLoopEndsAtItsDeadline() {
        Recorder recorder = new Recorder();
        ModuleInstance greeter = started(Guests.spec("greeter").withLimits(
                limits().withDeadline(Optional.of(Duration.ofMillis(300)))), recorder);
        assertCode(() -> greeter.invoke("spin", List.of()), WorkerError.DEADLINE, "300 ms");
        assertTrapped(recorder.ending(), WorkerError.DEADLINE);
    }

    /** Until the first call behind the start runs. */
    private static void awaitTurn(ModuleInstance instance) {
        while (instance.statistics().calls() < 1) {
            sleep(1);
        }
    }

    @Test
    void aCallIsCancelledAndAnInstanceStopped() {
        Recorder recorder = new Recorder();
        ModuleInstance greeter = greeter(recorder);
        CompletableFuture<List<WitValue>> spinning = greeter.call("spin", List.of());
        awaitTurn(greeter);
        spinning.cancel(true);
        assertTrapped(recorder.ending(), WorkerError.CANCELLED);

        Recorder stopped = new Recorder();
        ModuleInstance other = greeter(stopped);
        CompletableFuture<List<WitValue>> running = other.call("spin", List.of());
        awaitTurn(other);
        other.stop(Duration.ZERO);
        assertThat(stopped.ending()).isEqualTo(new Ending.Stopped());
        assertThat(running).failsWithin(Duration.ofSeconds(30));
    }

    @Test
    void fuelIsCountedWhereItIsLimited() {
        Recorder recorder = new Recorder();
        ModuleInstance greeter = started(
                Guests.spec("greeter").withLimits(limits().withFuel(OptionalLong.of(1_000_000))), recorder);
        for (int i = 1; i < 100; i++) {
            assertThat(greeter.invoke("calls", List.of())).containsExactly(new WitValue.U32(i));
        }
        assertCode(() -> greeter.invoke("spin", List.of()), EngineError.TRAP_FUEL);
        assertTrapped(recorder.ending(), EngineError.TRAP_FUEL);
    }

    @Test
    void limitsHoldForTheWholeComponent() {
        ComponentLimits none = new ComponentLimits(8, 16, 0, 10, 1024);
        assertCode(() -> host().instantiate(Guests.spec("greeter").withLimits(limits().withComponent(none)),
                new Recorder()), EngineError.LIMIT, "more than 0 memories");
        Recorder recorder = new Recorder();
        ModuleInstance greeter = started(Guests.spec("greeter").withLimits(
                limits().withComponent(new ComponentLimits(8, 16, 1, 10, 1024))), recorder);
        assertCode(() -> greeter.invoke(CALCULATOR + "reverse", List.of(Bytes.copyOf(new byte[2000]))),
                EngineError.TRAP_VALUES, "limit of 1024 bytes");
        assertCode(() -> host().instantiate(Guests.spec("greeter").withLimits(limits().withMemoryBytes(65_536)),
                new Recorder()), EngineError.LIMIT, "memory");
    }

    /** At each limit, and one past it: each call that passes one traps, so each has an instance of its own. */
    @Test
    void limitsOfTheHostInterfacesHold(@TempDir Path folder) {
        InstanceSpec spec = Guests.spec("keeper")
                .withPreopens(List.of(new Preopen(folder, "/", Preopen.Access.READ_ONLY)))
                .withNetwork(new NetworkRules(List.of(NetworkRule.parse("tcp://127.0.0.1:*")), List.of()))
                .withLimits(limits().withWasi(new WasiLimits(5, 3, 100, 200)));
        Recorder recorder = new Recorder();
        ModuleInstance keeper = started(spec, recorder);
        // The folder itself is open, and counts.
        assertThat(keeper.invoke(DESK + "files", List.of(new WitValue.U32(4)))).containsExactly(new WitValue.U32(4));
        assertThat(keeper.invoke(DESK + "files", List.of(new WitValue.U32(5)))).containsExactly(new WitValue.U32(4));
        assertThat(keeper.invoke(DESK + "sockets", List.of(new WitValue.U32(3)))).containsExactly(new WitValue.U32(3));
        assertThat(keeper.invoke(DESK + "sockets", List.of(new WitValue.U32(4)))).containsExactly(new WitValue.U32(3));
        assertThat(keeper.invoke(DESK + "fields", List.of(new WitValue.U32(200)))).isEmpty();
        assertThat(keeper.invoke(DESK + "random", List.of(new WitValue.U64(100)))).isEmpty();
        assertCode(() -> keeper.invoke(DESK + "random", List.of(new WitValue.U64(101))), EngineError.TRAP_HOST_LIMIT,
                "101 random bytes in one call; its limit random-bytes is 100");
        assertTrapped(recorder.ending(), EngineError.TRAP_HOST_LIMIT);
        ModuleInstance other = started(spec, new Recorder());
        assertCode(() -> other.invoke(DESK + "fields", List.of(new WitValue.U32(201))), EngineError.TRAP_HOST_LIMIT,
                "more than 200 bytes, its limit http-field-bytes");
    }

    @Test
    void someLimitsChangeWhileTheInstanceLives() {
        ModuleInstance keeper = started(Guests.spec("keeper").withLimits(limits().withFuel(OptionalLong.of(10_000_000))),
                new Recorder());
        assertThat(keeper.invoke(DESK + "give", List.of(new WitValue.U32(100_000)))).isEmpty();
        InstanceLimits less = limits().withFuel(OptionalLong.of(2_000_000_000))
                .withComponent(new ComponentLimits(32, 16, 8, 10_000, 65_536));
        keeper.limits(less);
        assertThat(keeper.invoke(DESK + "work", List.of(new WitValue.U32(3_000)))).as("more than the fuel of before").hasSize(1);
        assertThat(keeper.invoke(DESK + "give", List.of(new WitValue.U32(10_000)))).isEmpty();
        keeper.limits(less.withDeadline(Optional.of(Duration.ofMillis(300))));
        assertCode(() -> keeper.invoke(DESK + "spin", List.of()), WorkerError.DEADLINE, "300 ms");

        ModuleInstance other = started(Guests.spec("keeper"), new Recorder());
        other.limits(less);
        assertCode(() -> other.invoke(DESK + "give", List.of(new WitValue.U32(100_000))), EngineError.TRAP_VALUES,
                "limit of 65536 bytes");
    }

    @Test
    void everyImportThatNobodyOffersIsNamed() {
        assertCode(() -> host().instantiate(InstanceSpec.of("wants@1.0.0",
                Guests.file(Path.of("src", "test", "guests", "wants.wasm"))), new Recorder()), EngineError.UNLINKABLE,
                "test:wants/clock@1.2.0#now", "test:wants/clock@1.2.0#zone", "log");
    }

    @Test
    void functionsThatPassResourcesAreRefusedAndTheOthersAreNot() {
        ModuleInstance counter = started(InstanceSpec.of("counter@1.0.0",
                Guests.file(Path.of("src", "test", "guests", "counter.wasm"))), new Recorder());
        String counters = "test:counter/counters@0.1.0#";
        assertCode(() -> counter.invoke(counters + "make", List.of()), WorkerError.RESOURCE, "own<");
        assertCode(() -> counter.invoke(counters + "[method]counter.read", List.of(new WitValue.U32(1))),
                WorkerError.RESOURCE, "borrow<");
        assertThat(counter.invoke(counters + "one", List.of())).containsExactly(new WitValue.U32(1));
    }

    @Test
    void aDamagedComponentIsRefused() {
        byte[] cutShort = {0, 'a', 's', 'm', 0x0d, 0, 1, 0, 1, 9};
        assertCode(() -> host().instantiate(InstanceSpec.of("comp@0.0.1", ModuleContent.of(cutShort)), new Recorder()),
                WitError.COMPONENT_MALFORMED);
    }
}
