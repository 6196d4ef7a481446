package arcella.engine.core;

import run.endive.runtime.Instance;
import run.endive.runtime.TableInstance;
import run.endive.wasm.types.Table;
import run.endive.wasm.types.TableLimits;

/**
 * A table with limits of its own. The library keeps a table's present size in the module's limits object, which all
 * instances of the module would share, and its growth overflows for huge numbers.
 */
final class GuardedTable extends TableInstance {

    GuardedTable(Table declared, int initial, long mostElements) {
        super(new Table(declared.elementType(),
                new TableLimits(declared.limits().min(), Math.min(declared.limits().max(), mostElements))), initial);
    }

    @Override
    public int grow(int size, int value, Instance instance) {
        return fits(size) ? super.grow(size, value, instance) : -1;
    }

    @Override
    public int growWithRef(int size, Object refValue, Instance instance) {
        return fits(size) ? super.growWithRef(size, refValue, instance) : -1;
    }

    private boolean fits(int more) {
        return more >= 0 && more <= limits().max() - size();
    }
}
