package arcella.engine.core;

import static arcella.engine.core.CoreEngineTest.trap;
import static arcella.engine.core.CoreValueType.I32;
import static arcella.engine.core.CoreValueType.I64;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import arcella.engine.testing.Code;
import arcella.engine.testing.Guests;
import arcella.engine.testing.ModuleBuilder;

class MeterTest {

    private static final List<CoreValueType> NONE = List.of();

    private final CoreEngine engine = new CoreEngine();

    private CoreInstance counted(ModuleBuilder b, CoreMeter meter) {
        return engine.load(b.build(), CoreOptions.untrusted())
                .instantiate(CoreImports.none(), CoreLimits.defaults().withMeter(meter));
    }

    private static long used(CoreInstance instance, String function, long... args) {
        instance.meter().fuel(1_000_000_000);
        instance.function(function).orElseThrow().call(args);
        return 1_000_000_000 - instance.meter().fuel();
    }

    @Test
    void fuelCountsExecutedInstructions() {
        ModuleBuilder b = new ModuleBuilder();
        int unary = b.type(List.of(I32), List.of(I32));
        b.function("three", unary, new Code().get(0).i32(1).op(0x6A));
        b.function("either", unary, new Code().get(0).begin(0x04).i32(1).op(0x1A).i32(1).op(0x1A).op(0x05).op(0x01)
                .end().i32(9));
        // loop: local.get, i32.const, i32.sub, local.tee, br_if
        b.function("count", unary, new Code().begin(0x03).get(0).i32(1).op(0x6B).op(0x22, 0L).op(0x0D, 0L).end().i32(0));
        b.function("calls", unary, new Code().get(0).call(0).call(0));
        CoreInstance i = counted(b, CoreMeter.create());

        assertThat(used(i, "three", 1)).isEqualTo(3);
        assertThat(used(i, "either", 1)).isEqualTo(2 + 4 + 1);
        assertThat(used(i, "either", 0)).isEqualTo(2 + 1);
        assertThat(used(i, "calls", 0)).isEqualTo(3 + 3 + 3);
        long ten = used(i, "count", 10);
        assertThat(used(i, "count", 110) - ten).as("a hundred rounds").isEqualTo(600);
        assertThat(used(i, "count", 1_000_010) - ten).as("a million rounds").isEqualTo(6_000_000);
    }

    @Test
    void aCallThatUsesItsFuelUpTrapsAndOneThatHasJustEnoughDoesNot() {
        ModuleBuilder b = new ModuleBuilder();
        int unary = b.type(List.of(I32), List.of(I32));
        b.function("count", unary, new Code().begin(0x03).get(0).i32(1).op(0x6B).op(0x22, 0L).op(0x0D, 0L).end().i32(0));
        CoreInstance i = counted(b, CoreMeter.create());
        CoreFunction count = i.function("count").orElseThrow();
        long needed = used(i, "count", 500);

        i.meter().fuel(needed);
        count.call(500);
        assertThat(i.meter().fuel()).isZero();
        i.meter().fuel(needed - 1);
        Trap trap = trap(() -> count.call(500));
        assertThat(trap.kind()).isEqualTo(Trap.Kind.OUT_OF_FUEL);
        assertThat(trap).hasMessageContaining("ARC-1113 out of fuel").hasMessageContaining("func[0]");
        assertThat(i.meter().fuel()).isZero();
        assertThat(trap(() -> count.handle().invoke(1)).kind()).as("until it is given more")
                .isEqualTo(Trap.Kind.OUT_OF_FUEL);
        i.meter().fuel(needed);
        count.call(500);
        assertThat(i.poisoned()).isFalse();
    }

    @Test
    void endlessLoopsRecursionsAndBulkWorkRunOutOfFuelAtTheSamePlaceEachTime() {
        ModuleBuilder b = new ModuleBuilder();
        int none = b.type(NONE, NONE);
        b.memory(16);
        b.globalI32(true, 0);
        b.export("rounds", 3, 0);
        Code count = new Code().op(0x23, 0L).i32(1).op(0x6A).op(0x24, 0L);
        b.function("empty", none, new Code().begin(0x03).op(0x0C, 0L).end());
        b.function("spin", none, new Code().begin(0x03).append(count).op(0x0C, 0L).end());
        b.function("tail", none, new Code().append(count).op(0x12, 2L));
        b.function("fill", none, new Code().begin(0x03).append(count).i32(0).i32(7).i32(1 << 20).op(0xFC, 11, 0)
                .op(0x0C, 0L).end());
        CoreInstance i = counted(b, CoreMeter.create());
        CoreGlobal rounds = i.global("rounds").orElseThrow();
        for (String function : List.of("empty", "spin", "tail", "fill")) {
            List<Long> ends = new ArrayList<>();
            for (int run = 0; run < 3; run++) {
                rounds.bits(0);
                i.meter().fuel(500_000);
                assertThat(trap(() -> i.function(function).orElseThrow().call()).kind()).as(function)
                        .isEqualTo(Trap.Kind.OUT_OF_FUEL);
                ends.add(rounds.bits());
            }
            assertThat(ends).as(function).containsOnly(ends.getFirst());
            if (function.equals("fill")) {
                assertThat(rounds.bits()).as("a megabyte costs 16384 units").isBetween(28L, 34L);
            }
        }
    }

    @Test
    void hostFunctionsSeeTheExactCount() {
        ModuleBuilder b = new ModuleBuilder();
        int none = b.type(NONE, NONE);
        b.importFunction("env", "look", none);
        b.function("run", none, new Code().i32(1).begin(0x04).op(0x01).i32(5).op(0x1A).call(0).end().call(0));
        List<Long> seen = new ArrayList<>();
        CoreInstance i = engine.load(b.build(), CoreOptions.untrusted()).instantiate(CoreImports.builder()
                .host("env", "look", new CoreFunctionType(NONE, NONE), (caller, args) -> {
                    seen.add(caller.meter().fuel());
                    return args;
                }).build(), CoreLimits.defaults());
        i.meter().fuel(100);
        i.function("run").orElseThrow().call();
        assertThat(seen).as("two, three more in the branch, one more").containsExactly(95L, 94L);
    }

    @Test
    void deepRecursionTrapsCleanlyAtTheLimit() throws InterruptedException {
        ModuleBuilder b = new ModuleBuilder();
        int wide = b.type(List.of(I64), List.of(I64));
        b.function("down", wide, new Code().get(0).op(0x50).begin(0x04).get(0).op(0x0F).end()
                .get(0).i64(1).op(0x7D).call(0).i64(1).op(0x7C));
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread runner = new Thread(null, () -> {
            CoreInstance i = counted(b, CoreMeter.create());
            CoreFunction down = i.function("down").orElseThrow();
            // Twenty thousand frames: the last one calls nobody, but could.
            assertThat(down.call(19_999)).containsExactly(19_999);
            for (int again = 0; again < 2; again++) {
                Trap trap = trap(() -> down.call(20_000));
                assertThat(trap.kind()).isEqualTo(Trap.Kind.STACK_EXHAUSTED);
                assertThat(trap).hasMessageContaining("deeper than 20000");
                assertThat(trap(() -> down.handle().invoke(20_000L)).kind()).isEqualTo(Trap.Kind.STACK_EXHAUSTED);
                assertThat(i.poisoned()).as("stopped in good order").isFalse();
            }
            assertThat(down.call(19_999)).as("the depth is counted anew").containsExactly(19_999);
        }, "deep", 64L << 20);
        runner.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
        runner.start();
        assertThat(runner.join(Duration.ofSeconds(20))).isTrue();
        assertThat(failure.get()).isNull();
    }

    @Test
    void exceptionsPutTheCallDepthBack() {
        ModuleBuilder b = new ModuleBuilder();
        int none = b.type(NONE, NONE);
        int unary = b.type(List.of(I32), List.of(I32));
        int tag = b.tag(none);
        int thrower = b.function(none, new Code().op(0x08, (long) tag));
        int middle = b.function(none, new Code().call(thrower));
        // block; try_table (catch_all 0) call middle end; end
        b.function("catch", unary, new Code().begin(0x02).op(0x1F, 0x40, 1, 2, 0).call(middle).end().end().get(0));
        CoreInstance i = counted(b, CoreMeter.create(5));
        for (int run = 0; run < 20; run++) {
            assertThat(i.function("catch").orElseThrow().call(run)).containsExactly(run);
            assertThat(i.meter().depthLeft()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256", "keccak", "nbody", "json", "sort"})
    void countedGuestsComputeTheSame(String guest) {
        long expected = run(guest, new CoreOptions(false, false)).function("run").orElseThrow().call(1)[0];
        CoreInstance counted = run(guest, CoreOptions.untrusted());
        assertThat(counted.function("run").orElseThrow().call(1)).containsExactly(expected);
        assertThat(used(counted, "run", 1)).isEqualTo(used(counted, "run", 1)).isGreaterThan(1_000_000);
    }

    private CoreInstance run(String guest, CoreOptions options) {
        return engine.load(Guests.compute(guest), options).instantiate(CoreImports.none(), CoreLimits.defaults());
    }
}
