package arcella.engine.internal.rewrite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import arcella.engine.EngineError;
import arcella.engine.core.CoreFunctionType;
import arcella.engine.core.CoreValueType;
import arcella.engine.internal.binary.ModuleLayout;
import arcella.error.ArcellaException;

/**
 * One list of function types for all core modules of a component, each type once, in the order of first appearance.
 *
 * <p>Compiled {@code call_indirect} compares type <em>indices</em>, and takes the caller's index for one of the
 * callee's module. Where modules share a table, as the modules that component tools link always do, that is right only
 * if all of them have the same type section.
 */
public final class CanonicalTypes {

    /** The type of the function that the rewriting pass adds to count fuel. */
    static final CoreFunctionType FLUSH = new CoreFunctionType(List.of(CoreValueType.I32), List.of());

    private static final int MOST = 100_000;

    private final Map<CoreFunctionType, Integer> indices = new LinkedHashMap<>();

    private CanonicalTypes() {}

    /** The types of these modules, and what metering needs besides. */
    public static CanonicalTypes of(List<ModuleLayout> modules, Metering metering) {
        CanonicalTypes all = new CanonicalTypes();
        for (ModuleLayout module : modules) {
            module.types().forEach(all::add);
        }
        if (metering.fuel()) {
            all.add(FLUSH);
        }
        if (metering.fuel() || metering.callDepth()) {
            // A function with several results is wrapped in a block of these results.
            for (CoreFunctionType type : List.copyOf(all.indices.keySet())) {
                if (type.results().size() > 1) {
                    all.add(new CoreFunctionType(List.of(), type.results()));
                }
            }
        }
        if (all.indices.size() > MOST) {
            throw new ArcellaException(EngineError.LIMIT,
                    "the component's core modules have " + all.indices.size() + " different function types; this "
                            + "engine takes " + MOST,
                    "split the component");
        }
        return all;
    }

    private void add(CoreFunctionType type) {
        indices.putIfAbsent(type, indices.size());
    }

    /** The types, in order. */
    public List<CoreFunctionType> types() {
        return new ArrayList<>(indices.keySet());
    }

    /** The index of one of them. */
    int index(CoreFunctionType type) {
        Integer index = indices.get(type);
        if (index == null) {
            throw new IllegalArgumentException("not among the types: " + type);
        }
        return index;
    }

    /** For each type index of a module, its index here. */
    int[] mapping(ModuleLayout module) {
        return module.types().stream().mapToInt(this::index).toArray();
    }
}
