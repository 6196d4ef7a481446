package arcella.wit.validate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import arcella.wit.component.CoreExternDesc;
import arcella.wit.component.CoreModule;
import arcella.wit.component.CoreSort;
import arcella.wit.component.CoreTypeDef;
import arcella.wit.component.CoreValType;
import arcella.wit.resolved.CoreExternType;
import arcella.wit.resolved.CoreModuleType;

/** Makes core module types: of modules that are there and of module types that were declared. */
final class CoreModuleTypes {

    private static final long MAX_PAGES_32 = 1L << 16;
    private static final long MAX_PAGES_64 = 1L << 48;

    private final CoreTypes types;
    private final Work work;

    CoreModuleTypes(CoreTypes types, Work work) {
        this.types = types;
        this.work = work;
    }

    /** The type of a module. */
    CoreModuleType of(CoreModule module) {
        List<Integer> scope = new ArrayList<>();
        module.types().forEach(group -> types.define(group, scope));
        Map<CoreModuleType.ImportName, CoreExternType> imports = new LinkedHashMap<>();
        Map<CoreSort, List<CoreExternDesc>> spaces = new EnumMap<>(CoreSort.class);
        for (CoreSort sort : CoreSort.values()) {
            spaces.put(sort, new ArrayList<>());
        }
        for (CoreModule.Import wanted : module.imports()) {
            work.at(wanted.offset());
            addImport(imports, wanted.module(), wanted.name(), resolve(wanted.desc(), scope));
            spaces.get(sort(wanted.desc())).add(wanted.desc());
        }
        spaces.get(CoreSort.FUNC).addAll(module.functions());
        spaces.get(CoreSort.TABLE).addAll(module.tables());
        spaces.get(CoreSort.MEMORY).addAll(module.memories());
        spaces.get(CoreSort.GLOBAL).addAll(module.globals());
        spaces.get(CoreSort.TAG).addAll(module.tags());
        Map<String, CoreExternType> exports = new LinkedHashMap<>();
        for (CoreModule.Export export : module.exports()) {
            work.at(export.offset());
            List<CoreExternDesc> space = spaces.get(export.sort());
            if (export.index() < 0 || export.index() >= space.size()) {
                throw work.invalid("unknown %s %s: %1$s index out of bounds"
                        .formatted(export.sort().text(), Integer.toUnsignedString(export.index())));
            }
            addExport(exports, export.name(), resolve(space.get(export.index()), scope));
        }
        return new CoreModuleType(imports, exports);
    }

    private static CoreSort sort(CoreExternDesc desc) {
        return switch (desc) {
            case CoreExternDesc.Func func -> CoreSort.FUNC;
            case CoreExternDesc.Table table -> CoreSort.TABLE;
            case CoreExternDesc.Memory memory -> CoreSort.MEMORY;
            case CoreExternDesc.Global global -> CoreSort.GLOBAL;
            case CoreExternDesc.Tag tag -> CoreSort.TAG;
        };
    }

    /** The type that a module type declares; its outer aliases are looked up from {@code outer}. */
    CoreModuleType declared(CoreTypeDef.Module module, Scope outer) {
        List<Integer> scope = new ArrayList<>();
        Map<CoreModuleType.ImportName, CoreExternType> imports = new LinkedHashMap<>();
        Map<String, CoreExternType> exports = new LinkedHashMap<>();
        for (CoreTypeDef.Decl declaration : module.declarations()) {
            work.at(declaration.offset());
            switch (declaration) {
                case CoreTypeDef.TypeDecl type -> types.define(type.type(), scope);
                case CoreTypeDef.AliasDecl alias -> scope.add(alias(alias, scope, outer));
                case CoreTypeDef.ImportDecl wanted ->
                        addImport(imports, wanted.module(), wanted.name(), checked(resolve(wanted.desc(), scope)));
                case CoreTypeDef.ExportDecl export ->
                        addExport(exports, export.name(), checked(resolve(export.desc(), scope)));
            }
        }
        return new CoreModuleType(imports, exports);
    }

    private int alias(CoreTypeDef.AliasDecl alias, List<Integer> scope, Scope outer) {
        if (alias.count() == 0) {
            return Scope.at(scope, alias.index(), "type", work);
        }
        return switch (Scope.at(outer.enclosing(alias.count() - 1, work).coreTypes, alias.index(), "type", work)) {
            case Scope.CoreTypeEntry.Numbered numbered -> numbered.number();
            case Scope.CoreTypeEntry.Module type ->
                    throw work.invalid("outer type alias of a module type is not allowed in a module type");
        };
    }

    private void addImport(Map<CoreModuleType.ImportName, CoreExternType> imports, String module, String name,
            CoreExternType type) {
        if (imports.putIfAbsent(new CoreModuleType.ImportName(module, name), type) != null) {
            throw work.invalid("duplicate import name `" + module + ":" + name + "`");
        }
    }

    private void addExport(Map<String, CoreExternType> exports, String name, CoreExternType type) {
        if (exports.putIfAbsent(name, type) != null) {
            throw work.invalid("export name `" + name + "` already defined");
        }
    }

    private CoreExternType resolve(CoreExternDesc desc, List<Integer> scope) {
        return switch (desc) {
            case CoreExternDesc.Func func -> {
                int number = Scope.at(scope, func.typeIndex(), "type", work);
                yield new CoreExternType.Func(types.func(number), number);
            }
            case CoreExternDesc.Table table ->
                    new CoreExternType.Table((CoreValType.Ref) types.resolve(table.element(), scope), table.limits());
            case CoreExternDesc.Memory memory -> new CoreExternType.Memory(memory.limits(), memory.pageSizeLog2());
            case CoreExternDesc.Global global ->
                    new CoreExternType.Global(types.resolve(global.type(), scope), global.mutable(), global.shared());
            case CoreExternDesc.Tag tag -> {
                int number = Scope.at(scope, tag.typeIndex(), "type", work);
                yield new CoreExternType.Tag(types.func(number), number);
            }
        };
    }

    /** The limits that a core validator would check if this stood in a module. */
    private CoreExternType checked(CoreExternType type) {
        switch (type) {
            case CoreExternType.Memory memory -> {
                CoreExternDesc.Limits limits = memory.limits();
                ordered(limits);
                long most = memory.pageSizeLog2() == 16 ? limits.is64() ? MAX_PAGES_64 : MAX_PAGES_32
                        : limits.is64() ? Long.MAX_VALUE : 0xffff_ffffL;
                if (Long.compareUnsigned(limits.minimum(), most) > 0
                        || limits.maximum().isPresent() && Long.compareUnsigned(limits.maximum().getAsLong(), most) > 0) {
                    throw work.invalid("memory size must be at most " + most + " pages");
                }
                if (limits.shared() && limits.maximum().isEmpty()) {
                    throw work.invalid("shared memory must have maximum size");
                }
            }
            case CoreExternType.Table table -> ordered(table.limits());
            case CoreExternType.Tag tag -> {
                if (!tag.type().results().isEmpty()) {
                    throw work.invalid("invalid exception type: non-empty tag result type");
                }
            }
            case CoreExternType.Func func -> { }
            case CoreExternType.Global global -> { }
        }
        return type;
    }

    private void ordered(CoreExternDesc.Limits limits) {
        if (limits.maximum().isPresent() && Long.compareUnsigned(limits.minimum(), limits.maximum().getAsLong()) > 0) {
            throw work.invalid("size minimum must not be greater than maximum");
        }
    }
}
