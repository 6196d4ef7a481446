package arcella.engine.core;

import java.util.List;
import java.util.OptionalLong;

import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.MemoryLimits;
import run.endive.wasm.types.MutabilityType;
import run.endive.wasm.types.TableLimits;
import run.endive.wasm.types.ValType;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;

/** Translates between the engine library's types and ours. */
final class EngineTypes {

    private EngineTypes() {}

    static CoreValueType value(ValType type) {
        if (type.equals(ValType.I32)) {
            return CoreValueType.I32;
        } else if (type.equals(ValType.I64)) {
            return CoreValueType.I64;
        } else if (type.equals(ValType.F32)) {
            return CoreValueType.F32;
        } else if (type.equals(ValType.F64)) {
            return CoreValueType.F64;
        } else if (type.equals(ValType.FuncRef)) {
            return CoreValueType.FUNCREF;
        } else if (type.equals(ValType.ExternRef)) {
            return CoreValueType.EXTERNREF;
        } else if (type.equals(ValType.ExnRef)) {
            return CoreValueType.EXNREF;
        } else if (type.equals(ValType.V128)) {
            throw unsupported("SIMD (v128)");
        }
        throw unsupported("typed references (" + type + ")");
    }

    static ArcellaException unsupported(String feature) {
        return new ArcellaException(EngineError.UNSUPPORTED_FEATURE,
                "the module uses " + feature + ", which this engine does not run",
                "compile it without that feature");
    }

    static ValType toEngine(CoreValueType type) {
        return switch (type) {
            case I32 -> ValType.I32;
            case I64 -> ValType.I64;
            case F32 -> ValType.F32;
            case F64 -> ValType.F64;
            case FUNCREF -> ValType.FuncRef;
            case EXTERNREF -> ValType.ExternRef;
            case EXNREF -> ValType.ExnRef;
        };
    }

    static FunctionType toEngine(CoreFunctionType type) {
        return FunctionType.of(type.params().stream().map(EngineTypes::toEngine).toList(),
                type.results().stream().map(EngineTypes::toEngine).toList());
    }

    static CoreFunctionType function(FunctionType type) {
        return new CoreFunctionType(values(type.params()), values(type.returns()));
    }

    private static List<CoreValueType> values(List<ValType> types) {
        return types.stream().map(EngineTypes::value).toList();
    }

    static CoreMemoryType memory(MemoryLimits limits) {
        if (limits.shared()) {
            throw unsupported("threads (shared memory)");
        }
        return new CoreMemoryType(limits.initialPages(), limits.maximumPages() == MemoryLimits.MAX_PAGES
                ? OptionalLong.empty() : OptionalLong.of(limits.maximumPages()));
    }

    static CoreTableType table(ValType element, TableLimits limits) {
        return new CoreTableType(value(element), limits.min(),
                limits.max() == TableLimits.LIMIT_MAX ? OptionalLong.empty() : OptionalLong.of(limits.max()));
    }

    static CoreGlobalType global(ValType value, MutabilityType mutability) {
        return new CoreGlobalType(value(value), mutability == MutabilityType.Var);
    }
}
