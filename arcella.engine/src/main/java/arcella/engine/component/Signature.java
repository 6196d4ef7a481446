package arcella.engine.component;

import java.util.ArrayList;
import java.util.List;

import arcella.engine.core.CoreFunctionType;
import arcella.engine.core.CoreValueType;
import arcella.wit.component.CoreValType;
import arcella.wit.resolved.FuncType;
import arcella.wit.resolved.ValueType;

/**
 * A function type with its core form ({@code CanonicalABI.md}, {@code flatten_functype}), computed once.
 *
 * @param params the parameters' types
 * @param results no or one result type
 * @param lowered the core type of the function as a caller's import
 */
record Signature(List<ValueType> params, List<ValueType> results, CoreFunctionType lowered) {

    /** Slots of parameters passed flat at the most. */
    static final int MAX_FLAT_PARAMS = 16;

    /** Slots of results passed flat at the most. */
    static final int MAX_FLAT_RESULTS = 1;

    static Signature of(FuncType type) {
        List<ValueType> params = type.params().stream().map(FuncType.Param::type).toList();
        List<ValueType> results = type.result().map(List::of).orElse(List.of());
        List<CoreValueType> flatParams = flat(params);
        List<CoreValueType> flatResults = flat(results);
        if (flatParams.size() > MAX_FLAT_PARAMS) {
            flatParams = new ArrayList<>(List.of(CoreValueType.I32));
        }
        if (flatResults.size() > MAX_FLAT_RESULTS) {
            flatParams.add(CoreValueType.I32);
            flatResults = List.of();
        }
        return new Signature(params, results, new CoreFunctionType(flatParams, flatResults));
    }

    private static List<CoreValueType> flat(List<ValueType> types) {
        List<CoreValueType> flat = new ArrayList<>();
        for (ValueType type : types) {
            for (CoreValType.Num num : type.flat(false)) {
                flat.add(core(num));
            }
        }
        return flat;
    }

    static CoreValueType core(CoreValType.Num num) {
        return switch (num) {
            case I32 -> CoreValueType.I32;
            case I64 -> CoreValueType.I64;
            case F32 -> CoreValueType.F32;
            case F64 -> CoreValueType.F64;
            default -> throw new IllegalArgumentException("no flat type: " + num);
        };
    }
}
