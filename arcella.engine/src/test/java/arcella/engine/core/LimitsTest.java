package arcella.engine.core;

import static arcella.engine.core.CoreEngineTest.code;
import static arcella.engine.core.CoreEngineTest.trap;
import static arcella.engine.core.CoreValueType.I32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

import arcella.engine.EngineError;
import arcella.engine.testing.Code;
import arcella.engine.testing.ModuleBuilder;

class LimitsTest {

    private static final int PAGE = CoreMemoryType.PAGE_BYTES;

    private final CoreEngine engine = new CoreEngine();

    @Test
    void memoryGrowsToTheBudgetAndNotBeyond() {
        ModuleBuilder b = new ModuleBuilder();
        b.memory(2);
        b.export("memory", 2, 0);
        b.function("grow", b.type(List.of(I32), List.of(I32)), new Code().get(0).op(0x40, 0));
        MemoryBudget process = MemoryBudget.of(10 * PAGE);
        MemoryBudget own = process.child(5 * PAGE);
        CoreInstance i = engine.load(b.build())
                .instantiate(CoreImports.none(), CoreLimits.defaults().withMemory(own));
        CoreFunction grow = i.function("grow").orElseThrow();
        CoreMemory memory = i.memory("memory").orElseThrow();
        memory.writeInt(PAGE, 77);

        assertThat((int) grow.call(4)[0]).isEqualTo(-1);
        assertThat((int) grow.call(3)[0]).isEqualTo(2);
        assertThat((int) grow.call(1)[0]).isEqualTo(-1);
        assertThat((int) grow.call(0)[0]).isEqualTo(5);
        assertThat((int) grow.call(-1)[0]).isEqualTo(-1);
        assertThat(memory.byteSize()).isEqualTo(5 * PAGE);
        assertThat(memory.readInt(PAGE)).isEqualTo(77);
        assertThat(process.usedBytes()).isEqualTo(5 * PAGE);
        i.close();
        assertThat(process.usedBytes()).isZero();
        assertThatThrownBy(() -> grow.call(0)).satisfies(code(EngineError.POISONED)).hasMessageContaining("closed");
    }

    @Test
    void itIsToldWhoseBudgetIsFull() {
        MemoryBudget process = MemoryBudget.of(10);
        List<String> told = new java.util.ArrayList<>();
        MemoryBudget one = process.child(6).whenFull(() -> told.add("own")).whenOthersAreFull(() -> told.add("others"));
        MemoryBudget other = process.child(8);
        assertThat(other.reserve(5)).isTrue();
        assertThat(one.reserve(7)).isFalse();
        assertThat(told).containsExactly("own");
        assertThat(one.reserve(6)).isFalse();
        assertThat(told).containsExactly("own", "others");
        assertThat(one.usedBytes()).isZero();
        assertThat(one.reserve(5)).isTrue();
        one.heapFull();
        assertThat(told).containsExactly("own", "others", "others");
    }

    @Test
    void aDeclaredMinimumBeyondTheBudgetRefusesTheInstance() {
        ModuleBuilder b = new ModuleBuilder();
        b.memory(5);
        CoreModule module = engine.load(b.build());
        CoreLimits four = CoreLimits.defaults().withMemory(MemoryBudget.of(4 * PAGE));
        assertThatThrownBy(() -> module.instantiate(CoreImports.none(), four)).satisfies(code(EngineError.LIMIT))
                .hasMessageContaining("needs 327680 bytes");
        assertThat(module.instantiate(CoreImports.none(), CoreLimits.defaults().withMemory(MemoryBudget.of(5 * PAGE))))
                .isNotNull();
    }

    @Test
    void aMemoryThatCanNeverFitIsRefusedAtLoad() {
        ModuleBuilder b = new ModuleBuilder();
        b.memory(32_768);
        assertThatThrownBy(() -> engine.load(b.build())).satisfies(code(EngineError.LIMIT));
        ModuleBuilder fits = new ModuleBuilder();
        fits.memory(32_767);
        CoreModule module = engine.load(fits.build());
        assertThatThrownBy(() -> module.instantiate(CoreImports.none(), CoreLimits.defaults()))
                .satisfies(code(EngineError.LIMIT));
    }

    @Test
    void tablesStayWithinTheirLimit() {
        ModuleBuilder b = new ModuleBuilder();
        b.table(10, 1_000_000);
        b.export("table", 1, 0);
        // ref.null func; local.get 0; table.grow 0
        b.function("grow", b.type(List.of(I32), List.of(I32)), new Code().op(0xD0, 0x70).get(0).op(0xFC, 15, 0));
        CoreModule module = engine.load(b.build());
        CoreInstance i = module.instantiate(CoreImports.none(), CoreLimits.defaults().withTableElements(12));
        CoreFunction grow = i.function("grow").orElseThrow();

        assertThat((int) grow.call(3)[0]).isEqualTo(-1);
        assertThat((int) grow.call(Integer.MAX_VALUE)[0]).isEqualTo(-1);
        assertThat((int) grow.call(2)[0]).isEqualTo(10);
        assertThat(i.table("table").orElseThrow().size()).isEqualTo(12);
        assertThat(i.table("table").orElseThrow().function(11)).isEmpty();
        assertThat(trap(() -> i.table("table").orElseThrow().function(12)).kind())
                .isEqualTo(Trap.Kind.TABLE_OUT_OF_BOUNDS);
        assertThat(module.instantiate(CoreImports.none(), CoreLimits.defaults()).table("table").orElseThrow().size())
                .as("an instance's growth stays its own").isEqualTo(10);
        assertThatThrownBy(() -> module.instantiate(CoreImports.none(), CoreLimits.defaults().withTableElements(9)))
                .satisfies(code(EngineError.LIMIT));
    }

    @Test
    void countsOfTablesAndMemoriesAreLimited() {
        ModuleBuilder b = new ModuleBuilder();
        b.table(0, 0);
        b.table(0, 0);
        CoreModule module = engine.load(b.build());
        CoreLimits one = new CoreLimits(MemoryBudget.of(0), TableBudget.of(0), 1, 0, CoreMeter.create());
        CoreLimits two = new CoreLimits(MemoryBudget.of(0), TableBudget.of(0), 2, 0, CoreMeter.create());
        assertThatThrownBy(() -> module.instantiate(CoreImports.none(), one)).satisfies(code(EngineError.LIMIT))
                .hasMessageContaining("2 tables; the limit is 1");
        assertThat(module.instantiate(CoreImports.none(), two)).isNotNull();
    }
}
