package arcella.engine.core;

import static arcella.engine.core.CoreEngineTest.code;
import static arcella.engine.core.CoreEngineTest.trap;
import static arcella.engine.core.CoreValueType.F32;
import static arcella.engine.core.CoreValueType.I32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import arcella.engine.EngineError;
import arcella.engine.testing.Code;
import arcella.engine.testing.ModuleBuilder;

class TrapTest {

    private static final List<CoreValueType> NONE = List.of();

    private final CoreEngine engine = new CoreEngine();

    private CoreInstance instance(ModuleBuilder b) {
        return engine.load(b.build()).instantiate(CoreImports.none(), CoreLimits.defaults());
    }

    private static Trap.Kind kind(CoreInstance instance, String function, long... args) {
        return trap(() -> instance.function(function).orElseThrow().call(args)).kind();
    }

    @Test
    void everyKindOfTrapIsTold() {
        ModuleBuilder b = new ModuleBuilder();
        int none = b.type(NONE, NONE);
        int unary = b.type(List.of(I32), List.of(I32));
        int fromFloat = b.type(List.of(F32), List.of(I32));
        b.memory(1);
        b.table(3, 3);
        int unreachable = b.function("unreachable", none, new Code().op(0x00));
        b.function("load", unary, new Code().get(0).mem(0x28, 0));
        b.function("divide", unary, new Code().i32(Integer.MIN_VALUE).get(0).op(0x6D));
        b.function("truncate", fromFloat, new Code().get(0).op(0xA8));
        b.function("indirect", unary, new Code().i32(1).get(0).callIndirect(unary, 0));
        b.elements(0, unreachable);
        b.name(unreachable, "give_up");
        CoreInstance i = instance(b);

        Trap trap = trap(() -> i.function("unreachable").orElseThrow().call());
        assertThat(trap.kind()).isEqualTo(Trap.Kind.UNREACHABLE);
        assertThat(trap.guestFrames()).containsExactly("give_up");
        assertThat(trap).hasMessageContaining("ARC-1101 unreachable (in give_up)");
        assertThat(trap(() -> i.function("unreachable").orElseThrow().handle().invoke()).guestFrames())
                .containsExactly("give_up");
        assertThat(kind(i, "load", 65533)).isEqualTo(Trap.Kind.MEMORY_OUT_OF_BOUNDS);
        assertThat(kind(i, "load", -1)).isEqualTo(Trap.Kind.MEMORY_OUT_OF_BOUNDS);
        assertThat(i.function("load").orElseThrow().call(65532)).containsExactly(0);
        assertThat(kind(i, "divide", 0)).isEqualTo(Trap.Kind.INTEGER_DIVIDE_BY_ZERO);
        assertThat(kind(i, "divide", -1)).isEqualTo(Trap.Kind.INTEGER_OVERFLOW);
        assertThat(kind(i, "truncate", Float.floatToRawIntBits(Float.NaN)))
                .isEqualTo(Trap.Kind.BAD_CONVERSION_TO_INTEGER);
        assertThat(kind(i, "indirect", 0)).isEqualTo(Trap.Kind.INDIRECT_CALL_TYPE_MISMATCH);
        assertThat(kind(i, "indirect", 1)).isEqualTo(Trap.Kind.UNINITIALIZED_ELEMENT);
        assertThat(kind(i, "indirect", 3)).isEqualTo(Trap.Kind.TABLE_OUT_OF_BOUNDS);
        assertThat(i.poisoned()).isFalse();
    }

    @Test
    void namesOfFunctionsCannotWriteToATerminalNorFillALog() {
        ModuleBuilder b = new ModuleBuilder();
        int none = b.type(NONE, NONE);
        int hostile = b.function("f", none, new Code().op(0x00));
        b.name(hostile, "x\u001b[2J\nERROR fake" + "l".repeat(1 << 20));
        Trap trap = trap(() -> instance(b).function("f").orElseThrow().call());
        assertThat(trap.guestFrames().getFirst()).startsWith("x\ufffd[2J\ufffdERROR fakelll").hasSize(200).endsWith("…");
        assertThat(trap.getMessage()).hasSizeLessThan(400).doesNotContain("\u001b", "\n");
    }

    @Test
    void aStackOverflowIsATrapAndPoisonsTheInstance() {
        ModuleBuilder b = new ModuleBuilder();
        int none = b.type(NONE, NONE);
        b.function("recurse", none, new Code().call(0));
        b.function("fine", none, new Code());
        CoreInstance i = instance(b);

        assertThat(kind(i, "recurse")).isEqualTo(Trap.Kind.STACK_EXHAUSTED);
        assertThat(i.poisoned()).isTrue();
        assertThatThrownBy(() -> i.function("fine").orElseThrow().call()).satisfies(code(EngineError.POISONED));
        assertThatThrownBy(() -> i.function("fine").orElseThrow().handle().invoke())
                .satisfies(code(EngineError.POISONED));
        CoreInstance other = instance(b);
        assertThat(trap(() -> other.function("recurse").orElseThrow().handle().invoke()).kind())
                .isEqualTo(Trap.Kind.STACK_EXHAUSTED);
        assertThat(other.poisoned()).isTrue();
    }

    @Test
    void interruptionStopsARunawayLoop() throws InterruptedException {
        ModuleBuilder b = new ModuleBuilder();
        b.function("spin", b.type(NONE, NONE), new Code().begin(0x03).op(0x0C, 0).end());
        CoreInstance i = instance(b);
        AtomicReference<Trap> seen = new AtomicReference<>();
        Thread runner = Thread.ofPlatform().start(() -> seen.set(trap(() -> i.function("spin").orElseThrow().call())));
        Thread.sleep(50);
        runner.interrupt();
        assertThat(runner.join(Duration.ofSeconds(5))).isTrue();
        assertThat(seen.get().kind()).isEqualTo(Trap.Kind.INTERRUPTED);
        assertThat(i.poisoned()).isFalse();
    }

    @Test
    void aTrappingStartFunctionRefusesTheInstanceAndGivesItsMemoryBack() {
        ModuleBuilder b = new ModuleBuilder();
        b.memory(4);
        b.start(b.function(b.type(NONE, NONE), new Code().op(0x00)));
        CoreModule module = engine.load(b.build());
        MemoryBudget budget = MemoryBudget.of(1 << 20);
        assertThat(trap(() -> module.instantiate(CoreImports.none(), CoreLimits.defaults().withMemory(budget))).kind())
                .isEqualTo(Trap.Kind.UNREACHABLE);
        assertThat(budget.usedBytes()).isZero();
    }
}
