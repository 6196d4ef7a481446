package arcella.engine.core;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import run.endive.runtime.TableInstance;
import run.endive.wasm.types.Value;

/** A table of references. One thread at a time, as for the instances that share it. */
public final class CoreTable implements CoreExtern {

    private final TableInstance table;
    private final CoreTableType declared;
    private final List<CoreFunctionType> typeSpace;

    CoreTable(TableInstance table, CoreTableType declared, List<CoreFunctionType> typeSpace) {
        this.table = Objects.requireNonNull(table, "table");
        this.declared = declared;
        this.typeSpace = typeSpace;
    }

    /** The type section of the modules that can share this table. */
    List<CoreFunctionType> typeSpace() {
        return typeSpace;
    }

    TableInstance table() {
        return table;
    }

    @Override
    public CoreTableType type() {
        return new CoreTableType(declared.element(), table.size(), declared.max());
    }

    /** The present number of elements. */
    public int size() {
        return table.size();
    }

    /**
     * The function at {@code index}; empty where the element is null or the table holds no functions.
     *
     * @throws Trap if the index is outside the table
     */
    public Optional<CoreFunction> function(int index) {
        if (index < 0 || index >= table.size()) {
            throw new Trap(Trap.Kind.TABLE_OUT_OF_BOUNDS, "out of bounds table access", List.of());
        }
        if (declared.element() != CoreValueType.FUNCREF || table.ref(index) == Value.REF_NULL_VALUE) {
            return Optional.empty();
        }
        return CoreInstance.of(table.instance(index)).map(i -> i.functionAt(table.ref(index)));
    }
}
