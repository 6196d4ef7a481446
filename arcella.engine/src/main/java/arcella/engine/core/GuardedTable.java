package arcella.engine.core;

import run.endive.runtime.Instance;
import run.endive.runtime.TableInstance;
import run.endive.wasm.types.Table;
import run.endive.wasm.types.TableLimits;

/**
 * A table within a budget, with limits of its own. The library keeps a table's present size in the module's limits object, which all
 * instances of the module would share, and its growth overflows for huge numbers.
 */
final class GuardedTable extends TableInstance {

    private final TableBudget budget;

    /** The budget has the declared minimum reserved for it. */
    GuardedTable(Table declared, int initial, TableBudget budget) {
        super(new Table(declared.elementType(), new TableLimits(declared.limits().min(),
                Math.min(declared.limits().max(), Integer.MAX_VALUE))), initial);
        this.budget = budget;
    }

    @Override
    public int grow(int size, int value, Instance instance) {
        return reserve(size) ? super.grow(size, value, instance) : -1;
    }

    @Override
    public int growWithRef(int size, Object refValue, Instance instance) {
        return reserve(size) ? super.growWithRef(size, refValue, instance) : -1;
    }

    private boolean reserve(int more) {
        return more >= 0 && more <= limits().max() - size() && budget.reserve(more);
    }

    /** Gives its elements back to the budget; nobody uses the table afterwards. */
    void release() {
        budget.release(size());
    }
}
