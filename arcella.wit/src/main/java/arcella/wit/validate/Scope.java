package arcella.wit.validate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import arcella.wit.component.CoreValType;
import arcella.wit.resolved.ComponentType;
import arcella.wit.resolved.CoreExternType;
import arcella.wit.resolved.CoreModuleType;
import arcella.wit.resolved.DefType;
import arcella.wit.resolved.ExternType;
import arcella.wit.resolved.FuncType;
import arcella.wit.resolved.InstanceType;
import arcella.wit.resolved.ResourceId;
import arcella.wit.resolved.ValueType;

/**
 * The index spaces of a component, component type or instance type while it is validated, and what is known about its
 * names and resources.
 *
 * <p>A type with a scope of its own takes no more than two bytes of a binary, so that a scope makes only what its kind can
 * fill: whatever would be added elsewhere ends in an exception.
 */
final class Scope {

    /** What a scope belongs to. */
    enum Kind { COMPONENT, COMPONENT_TYPE, INSTANCE_TYPE }

    /** An entry of the core type index space. */
    sealed interface CoreTypeEntry {

        /** A type that {@link CoreTypes} gave a number. */
        record Numbered(int number) implements CoreTypeEntry {
        }

        /** A module type. */
        record Module(CoreModuleType type) implements CoreTypeEntry {
        }
    }

    /** An entry of the value index space; each must be used exactly once. */
    static final class ValueEntry {
        final ValueType type;
        /** Where in the binary it comes about. */
        final int offset;
        boolean used;

        ValueEntry(ValueType type, Work work) {
            this.type = type;
            this.offset = work.offset();
        }
    }

    final Kind kind;
    final @Nullable Scope parent;

    final List<CoreTypeEntry> coreTypes = new ArrayList<>();
    /** The numbers of the core types, for {@link CoreTypes}; {@link CoreTypes#MODULE_TYPE} where a module type stands. */
    final List<Integer> coreTypeNumbers = new ArrayList<>();
    final List<CoreModuleType> coreModules = new ArrayList<>();
    /** Of components only, as are the next ones: types neither alias nor define such things. */
    final List<CoreExternType.Func> coreFuncs;
    final List<CoreExternType.Table> coreTables;
    final List<CoreExternType.Memory> coreMemories;
    final List<CoreExternType.Global> coreGlobals;
    final List<CoreExternType.Tag> coreTags;
    final List<Map<String, CoreExternType>> coreInstances;

    final List<DefType> types = new ArrayList<>();
    final List<FuncType> funcs = new ArrayList<>();
    final List<ValueEntry> values = new ArrayList<>();
    final List<InstanceType> instances = new ArrayList<>();
    final List<ComponentType> components = new ArrayList<>();

    /** Instance types have no imports. */
    final Map<String, ExternType> imports;
    final Map<String, ExternType> exports = new LinkedHashMap<>();
    /** The offsets of the imports and exports, in order. */
    final List<Integer> importOffsets;
    final List<Integer> exportOffsets = new ArrayList<>();
    /** The size of the type made of the imports and exports so far: one for all of each, and theirs. */
    private int treeSize = 2;
    private @Nullable ExternNames importNames;
    private @Nullable ExternNames exportNames;

    /** Types with a name that imports, or exports, may refer to; in an instance type any may. */
    final Set<DefType> importable;
    final Set<DefType> exportable;

    /** Resources that this scope's imports bring, and those that came about in it in any other way. */
    final Set<ResourceId> imported;
    final Set<ResourceId> created = new LinkedHashSet<>();

    /** The resources that this component defines itself, with their representations. */
    final Map<ResourceId, CoreValType> local;

    Scope(Kind kind, @Nullable Scope parent) {
        this.kind = kind;
        this.parent = parent;
        boolean component = kind == Kind.COMPONENT;
        this.coreFuncs = component ? new ArrayList<>() : List.of();
        this.coreTables = component ? new ArrayList<>() : List.of();
        this.coreMemories = component ? new ArrayList<>() : List.of();
        this.coreGlobals = component ? new ArrayList<>() : List.of();
        this.coreTags = component ? new ArrayList<>() : List.of();
        this.coreInstances = component ? new ArrayList<>() : List.of();
        this.local = component ? new HashMap<>() : Map.of();
        boolean imports = kind != Kind.INSTANCE_TYPE;
        this.imports = imports ? new LinkedHashMap<>() : Map.of();
        this.importOffsets = imports ? new ArrayList<>() : List.of();
        this.imported = imports ? new LinkedHashSet<>() : Set.of();
        this.importable = imports ? new HashSet<>() : Set.of();
        this.exportable = imports ? new HashSet<>() : Set.of();
    }

    /** The names of the imports so far. */
    ExternNames importNames(Work work) {
        if (importNames == null) {
            importNames = new ExternNames("import", work);
        }
        return importNames;
    }

    /** The names of the exports so far. */
    ExternNames exportNames(Work work) {
        if (exportNames == null) {
            exportNames = new ExternNames("export", work);
        }
        return exportNames;
    }

    /** Takes up an import whose name is known to be new, so that the type of the whole stays within the limits. */
    void putImport(String name, ExternType type, Work work) {
        grow(type, work);
        imports.put(name, type);
        importOffsets.add(work.offset());
    }

    /** Takes up an export whose name is known to be new, so that the type of the whole stays within the limits. */
    void putExport(String name, ExternType type, Work work) {
        grow(type, work);
        exports.put(name, type);
        exportOffsets.add(work.offset());
    }

    private void grow(ExternType type, Work work) {
        treeSize = (int) Math.min(Integer.MAX_VALUE, (long) treeSize + type.treeSize());
        work.bounded(treeSize, type.nesting() + 1);
    }

    /** Adds to the core type index space. */
    void addCoreType(CoreTypeEntry entry) {
        coreTypes.add(entry);
        coreTypeNumbers.add(switch (entry) {
            case CoreTypeEntry.Numbered numbered -> numbered.number();
            case CoreTypeEntry.Module module -> CoreTypes.MODULE_TYPE;
        });
    }

    /** The scope {@code count} levels out, an unsigned number; 0 is this one. */
    Scope enclosing(int count, Work work) {
        Scope scope = this;
        for (int i = 0; Integer.compareUnsigned(i, count) < 0; i++) {
            if (scope.parent == null) {
                throw work.invalid("invalid outer alias count of " + Integer.toUnsignedString(count));
            }
            scope = scope.parent;
        }
        return scope;
    }

    /** The entry of an index space at an unsigned index. */
    static <T> T at(List<T> space, int index, String what, Work work) {
        if (index < 0 || index >= space.size()) {
            throw work.invalid("unknown %s %s: %1$s index out of bounds".formatted(what, Integer.toUnsignedString(index)));
        }
        return space.get(index);
    }
}
