package arcella.engine.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

import arcella.engine.EngineError;
import arcella.engine.core.CoreEngine;
import arcella.engine.core.CoreLimits;
import arcella.engine.core.CoreMeter;
import arcella.engine.core.CoreOptions;
import arcella.engine.core.MemoryBudget;
import arcella.engine.core.TableBudget;
import arcella.engine.core.Trap;
import arcella.engine.testing.Code;
import arcella.engine.testing.ComponentBuilder;
import arcella.engine.testing.ModuleBuilder;
import arcella.error.ArcellaException;

class ComponentLimitsTest {

    private static final long PAGE = 65_536;

    private final CoreEngine engine = new CoreEngine();

    private ComponentInstance make(ComponentBuilder builder, Linker linker) {
        return linker.instantiate(Component.of(builder.build(), engine, CoreOptions.untrusted()));
    }

    private static CoreLimits limits(MemoryBudget memory, TableBudget tables) {
        return new CoreLimits(memory, tables, 16, 8, CoreMeter.create());
    }

    private void refused(ComponentBuilder builder, Linker linker, String limit) {
        assertThatThrownBy(() -> make(builder, linker))
                .isInstanceOfSatisfying(ArcellaException.class, e -> assertThat(e.code().number()).isEqualTo(EngineError.LIMIT.number()))
                .hasMessageContaining(limit);
    }

    private static byte[] moduleWithTables(int tables, int elements) {
        ModuleBuilder module = new ModuleBuilder();
        for (int i = 0; i < tables; i++) {
            module.table(elements, elements);
        }
        return module.build();
    }

    private static byte[] moduleWithMemories(int memories) {
        ModuleBuilder module = new ModuleBuilder();
        for (int i = 0; i < memories; i++) {
            module.memory(1);
        }
        return module.build();
    }

    private static ComponentBuilder instances(byte[] module, int count) {
        ComponentBuilder builder = new ComponentBuilder();
        int index = builder.coreModule(module);
        for (int i = 0; i < count; i++) {
            builder.coreInstance(index);
        }
        return builder;
    }

    @Test
    void coreInstancesAreCounted() {
        byte[] empty = new ModuleBuilder().build();
        assertThatCode(() -> make(instances(empty, 32), new Linker()).close()).doesNotThrowAnyException();
        refused(instances(empty, 33), new Linker(), "more than 32 core instances");
    }

    @Test
    void componentInstancesAreCountedWhereverTheyAreNested() {
        assertThatCode(() -> make(doubling(4), new Linker()).close()).doesNotThrowAnyException();
        refused(doubling(5), new Linker(), "more than 32 component instances");
        refused(doubling(60), new Linker(), "more than 32 component instances");
    }

    /** A component of 2^(levels + 1) - 1 instances. */
    private static ComponentBuilder doubling(int levels) {
        ComponentBuilder builder = new ComponentBuilder();
        for (int i = 0; i < levels; i++) {
            ComponentBuilder outer = new ComponentBuilder();
            int inner = outer.component(builder.build());
            outer.instance(inner);
            outer.instance(inner);
            builder = outer;
        }
        return builder;
    }

    @Test
    void tablesAndMemoriesAreCountedOverAllModules() {
        assertThatCode(() -> make(instances(moduleWithTables(4, 0), 4), new Linker()).close())
                .doesNotThrowAnyException();
        refused(instances(moduleWithTables(4, 0), 5), new Linker(), "more than 16 tables");
        assertThatCode(() -> make(instances(moduleWithMemories(2), 4), new Linker()).close()).doesNotThrowAnyException();
        refused(instances(moduleWithMemories(2), 5), new Linker(), "more than 8 memories");
    }

    @Test
    void tableElementsAndMemoryComeFromOneBudgetAndGoBackToIt() {
        TableBudget tables = TableBudget.of(100);
        MemoryBudget memory = MemoryBudget.of(4 * PAGE);
        refused(instances(moduleWithTables(1, 34), 3), new Linker().limits(limits(memory, tables)), "limit is 100");
        assertThat(tables.usedElements()).isZero();
        refused(instances(moduleWithMemories(1), 5), new Linker().limits(limits(memory, tables)), "memory");
        assertThat(memory.usedBytes()).isZero();

        ComponentInstance instance = make(instances(moduleWithTables(1, 50), 2),
                new Linker().limits(limits(memory, tables)));
        assertThat(tables.usedElements()).isEqualTo(100);
        instance.close();
        assertThat(tables.usedElements()).isZero();
    }

    @Test
    void fuelIsSharedByTheModulesOfAnUntrustedComponent() {
        ModuleBuilder inner = new ModuleBuilder();
        int plain = inner.type(List.of(), List.of());
        inner.function("spin", plain, new Code().begin(0x03).op(0x0C, 0L).end());
        ModuleBuilder outer = new ModuleBuilder();
        int type = outer.type(List.of(), List.of());
        outer.importFunction("inner", "spin", type);
        outer.function("run", type, new Code().call(0));
        ComponentBuilder builder = new ComponentBuilder();
        int innerInstance = builder.coreInstance(builder.coreModule(inner.build()));
        int outerInstance = builder.coreInstance(builder.coreModule(outer.build()), "inner", innerInstance);
        builder.liftPlain(outerInstance, "run");
        CoreMeter meter = CoreMeter.create();
        ComponentInstance instance = make(builder, new Linker().limits(CoreLimits.defaults().withMeter(meter)));
        meter.fuel(100_000);
        assertThatThrownBy(() -> instance.export("run").call())
                .isInstanceOfSatisfying(Trap.class, trap -> assertThat(trap.kind()).isEqualTo(Trap.Kind.OUT_OF_FUEL));
        assertThat(instance.poisoned()).isTrue();
    }

    @Test
    void callDepthIsSharedByTheModulesOfAComponent() {
        ModuleBuilder module = new ModuleBuilder();
        int plain = module.type(List.of(), List.of());
        module.function("down", plain, new Code().call(0));
        ComponentBuilder builder = new ComponentBuilder();
        builder.liftPlain(builder.coreInstance(builder.coreModule(module.build())), "down");
        ComponentInstance instance = make(builder,
                new Linker().limits(CoreLimits.defaults().withMeter(CoreMeter.create(100))));
        assertThatThrownBy(() -> instance.export("down").call()).isInstanceOfSatisfying(Trap.class,
                trap -> assertThat(trap.kind()).isEqualTo(Trap.Kind.STACK_EXHAUSTED));
    }
}
