package arcella.engine.core;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import run.endive.wasm.types.MemoryLimits;
import run.endive.wasm.types.TableLimits;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;
import arcella.wit.component.CoreExternDesc;
import arcella.wit.component.CoreModule;
import arcella.wit.component.CoreSort;
import arcella.wit.component.CoreTypeDef;
import arcella.wit.component.CoreValType;

/** A core module's imports and exports from its declarations alone, with the types that this engine has. */
final class Declarations {

    private final List<CoreTypeDef.Comp> types = new ArrayList<>();
    private final List<CoreExternDesc> functions = new ArrayList<>();
    private final List<CoreExternDesc> tables = new ArrayList<>();
    private final List<CoreExternDesc> memories = new ArrayList<>();
    private final List<CoreExternDesc> globals = new ArrayList<>();
    private final List<CoreExternDesc> tags = new ArrayList<>();

    private Declarations() {}

    static CoreOutline of(CoreModule module) {
        try {
            return new Declarations().outline(module);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new ArcellaException(EngineError.MALFORMED, "the module's declarations do not fit together: "
                    + e.getMessage(), "get or build it again", e);
        }
    }

    private CoreOutline outline(CoreModule module) {
        module.types().forEach(group -> group.members().forEach(member -> types.add(member.type())));
        List<CoreImport> imports = new ArrayList<>();
        for (CoreModule.Import wanted : module.imports()) {
            space(wanted.desc()).add(wanted.desc());
            imports.add(new CoreImport(wanted.module(), wanted.name(), type(wanted.desc())));
        }
        functions.addAll(module.functions());
        tables.addAll(module.tables());
        memories.addAll(module.memories());
        globals.addAll(module.globals());
        tags.addAll(module.tags());
        List<CoreExport> exports = new ArrayList<>();
        for (CoreModule.Export given : module.exports()) {
            exports.add(new CoreExport(given.name(), type(space(given.sort()).get(given.index()))));
        }
        return new CoreOutline(imports, exports);
    }

    private List<CoreExternDesc> space(CoreExternDesc desc) {
        return switch (desc) {
            case CoreExternDesc.Func _ -> functions;
            case CoreExternDesc.Table _ -> tables;
            case CoreExternDesc.Memory _ -> memories;
            case CoreExternDesc.Global _ -> globals;
            case CoreExternDesc.Tag _ -> tags;
        };
    }

    private List<CoreExternDesc> space(CoreSort sort) {
        return switch (sort) {
            case FUNC -> functions;
            case TABLE -> tables;
            case MEMORY -> memories;
            case GLOBAL -> globals;
            case TAG -> tags;
            case TYPE, MODULE, INSTANCE -> throw new IllegalArgumentException("an export of a " + sort);
        };
    }

    private CoreExternType type(CoreExternDesc desc) {
        return switch (desc) {
            case CoreExternDesc.Func(int index) -> function(index);
            case CoreExternDesc.Table(CoreValType.Ref element, CoreExternDesc.Limits limits) ->
                new CoreTableType(value(element), limits.minimum(), below(limits.maximum(), TableLimits.LIMIT_MAX));
            case CoreExternDesc.Memory(CoreExternDesc.Limits limits, int _) -> memory(limits);
            case CoreExternDesc.Global(CoreValType type, boolean mutable, boolean _) ->
                new CoreGlobalType(value(type), mutable);
            case CoreExternDesc.Tag(int index) -> new CoreTagType(function(index));
        };
    }

    /** A bound at which nothing could be larger anyway is told as none, as {@link EngineTypes} does. */
    private static CoreMemoryType memory(CoreExternDesc.Limits limits) {
        return new CoreMemoryType(limits.minimum(), below(limits.maximum(), MemoryLimits.MAX_PAGES));
    }

    private static OptionalLong below(OptionalLong maximum, long none) {
        return maximum.isPresent() && maximum.getAsLong() == none ? OptionalLong.empty() : maximum;
    }

    private CoreFunctionType function(int index) {
        if (types.get(index) instanceof CoreTypeDef.Func(List<CoreValType> params, List<CoreValType> results)) {
            return new CoreFunctionType(params.stream().map(Declarations::value).toList(),
                    results.stream().map(Declarations::value).toList());
        }
        throw new IllegalArgumentException("type " + index + " is no function's");
    }

    private static CoreValueType value(CoreValType type) {
        return switch (type) {
            case CoreValType.Num.I32 -> CoreValueType.I32;
            case CoreValType.Num.I64 -> CoreValueType.I64;
            case CoreValType.Num.F32 -> CoreValueType.F32;
            case CoreValType.Num.F64 -> CoreValueType.F64;
            case CoreValType.Num.V128 -> throw beyond(type);
            case CoreValType.Ref(boolean nullable, CoreValType.AbstractHeap(CoreValType.AbstractHeap.Kind kind, boolean shared))
                    when nullable && !shared -> switch (kind) {
                        case FUNC -> CoreValueType.FUNCREF;
                        case EXTERN -> CoreValueType.EXTERNREF;
                        case EXN -> CoreValueType.EXNREF;
                        case ANY, EQ, I31, STRUCT, ARRAY, NONE, NO_EXTERN, NO_FUNC, NO_EXN -> throw beyond(type);
                    };
            case CoreValType.Ref _ -> throw beyond(type);
        };
    }

    private static ArcellaException beyond(CoreValType type) {
        return EngineTypes.unsupported("values of type " + type.text());
    }
}
