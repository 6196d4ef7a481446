package arcella.engine.core;

import static arcella.engine.core.CoreEngineTest.trap;
import static arcella.engine.core.CoreValueType.I32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

import arcella.engine.testing.Code;
import arcella.engine.testing.ModuleBuilder;

class SnapshotTest {

    private static final List<CoreValueType> NONE = List.of();

    private final CoreEngine engine = new CoreEngine();

    private static ModuleBuilder stateful() {
        ModuleBuilder b = new ModuleBuilder();
        int none = b.type(NONE, NONE);
        int number = b.type(NONE, List.of(I32));
        b.memory(1);
        b.export("memory", 2, 0);
        b.table(2, 10);
        b.export("table", 1, 0);
        b.globalI32(true, 5);
        b.export("global", 3, 0);
        int one = b.function(number, new Code().i32(1));
        int two = b.function(number, new Code().i32(2));
        b.elements(0, one, two);
        b.passiveData(new byte[] {9});
        b.function("call", number, new Code().i32(0).callIndirect(number, 0));
        b.function("init", none, new Code().i32(100).i32(0).i32(1).op(0xFC, 8, 0, 0));
        b.function("change", none, new Code()
                .i32(70_000).i32(1).op(0x40, 0).op(0x1A).i32(77).mem(0x36, 0)
                .i32(10).i32(11).mem(0x36, 0)
                .i32(6).op(0x24, 0L)
                // table.copy 0 <- 1, data.drop 0
                .i32(0).i32(1).i32(1).op(0xFC, 14, 0, 0)
                .op(0xFC, 9, 0));
        // ref.null func; i32.const 1; table.grow 0; drop
        b.function("grow-table", none, new Code().op(0xD0, 0x70).i32(1).op(0xFC, 15, 0).op(0x1A));
        b.function("recurse", none, new Code().call(6));
        return b;
    }

    @Test
    void resetBringsEverythingBack() {
        MemoryBudget budget = MemoryBudget.of(1 << 20);
        CoreInstance i = engine.load(stateful().build(), CoreOptions.untrusted())
                .instantiate(CoreImports.none(), CoreLimits.defaults().withMemory(budget));
        CoreMemory memory = i.memory("memory").orElseThrow();
        memory.writeInt(10, 42);
        CoreSnapshot snapshot = i.snapshot();
        assertThat(snapshot.bytes()).as("up to the last byte in use").isEqualTo(11);
        i.meter().fuel(1_000_000);

        for (int round = 0; round < 3; round++) {
            assertThat(i.function("call").orElseThrow().call()).containsExactly(1);
            i.function("change").orElseThrow().call();
            assertThat(i.function("call").orElseThrow().call()).containsExactly(2);
            assertThat(memory.byteSize()).isEqualTo(131_072);
            assertThat(i.global("global").orElseThrow().bits()).isEqualTo(6);
            assertThat(trap(() -> i.function("init").orElseThrow().call()).kind())
                    .isEqualTo(Trap.Kind.MEMORY_OUT_OF_BOUNDS);

            assertThat(i.reset(snapshot)).isTrue();
            assertThat(memory.readInt(10)).isEqualTo(42);
            assertThat(memory.byteSize()).isEqualTo(65_536);
            assertThat(budget.usedBytes()).isEqualTo(65_536);
            assertThat(i.global("global").orElseThrow().bits()).isEqualTo(5);
            i.function("init").orElseThrow().call();
            assertThat(memory.readByte(100)).isEqualTo((byte) 9);
            assertThat(i.reset(snapshot)).isTrue();
            assertThat(memory.readByte(100)).isZero();
        }
        assertThat(i.meter().fuel()).as("the meter runs on").isLessThan(1_000_000);
    }

    @Test
    void whatCannotBeUndoneIsTold() {
        CoreModule module = engine.load(stateful().build());
        CoreInstance i = module.instantiate(CoreImports.none(), CoreLimits.defaults());
        CoreSnapshot snapshot = i.snapshot();
        CoreInstance other = module.instantiate(CoreImports.none(), CoreLimits.defaults());
        assertThatThrownBy(() -> other.reset(snapshot)).isInstanceOf(IllegalArgumentException.class);
        i.function("grow-table").orElseThrow().call();
        assertThat(i.reset(snapshot)).isFalse();
    }
}
