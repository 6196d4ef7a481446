package arcella.engine.core;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.ExternalType;
import run.endive.wasm.types.FunctionImport;
import run.endive.wasm.types.GlobalImport;
import run.endive.wasm.types.Import;
import run.endive.wasm.types.MemoryImport;
import run.endive.wasm.types.TableImport;
import run.endive.wasm.types.TagImport;
import run.endive.wasm.types.TypeSection;

import arcella.engine.internal.binary.ModuleLayout.ImportName;

/** The types of everything in a module's index spaces, imports first. */
record ModuleShape(List<CoreImport> imports, List<CoreExport> exports, List<CoreFunctionType> functions,
        List<CoreMemoryType> memories, List<CoreTableType> tables, List<CoreGlobalType> globals, List<CoreTagType> tags) {

    /**
     * Reads the shape off a parsed module.
     *
     * @param names what its imports are called
     */
    static ModuleShape of(WasmModule module, List<ImportName> names) {
        TypeSection types = module.typeSection();
        List<CoreImport> imports = new ArrayList<>();
        List<CoreFunctionType> functions = new ArrayList<>();
        List<CoreMemoryType> memories = new ArrayList<>();
        List<CoreTableType> tables = new ArrayList<>();
        List<CoreGlobalType> globals = new ArrayList<>();
        List<CoreTagType> tags = new ArrayList<>();
        for (int i = 0; i < module.importSection().importCount(); i++) {
            Import imported = module.importSection().getImport(i);
            CoreExternType type = switch (imported) {
                case FunctionImport f -> add(functions, EngineTypes.function(types.getType(f.typeIndex())));
                case MemoryImport m -> add(memories, EngineTypes.memory(m.limits()));
                case TableImport t -> add(tables, EngineTypes.table(t.entryType(), t.limits()));
                case GlobalImport g -> add(globals, EngineTypes.global(g.type(), g.mutabilityType()));
                case TagImport t -> add(tags,
                        new CoreTagType(EngineTypes.function(types.getType(t.tagType().typeIdx()))));
                default -> throw new IllegalStateException("import of kind " + imported.importType());
            };
            imports.add(new CoreImport(names.get(i).module(), names.get(i).field(), type));
        }
        for (int i = 0; i < module.functionSection().functionCount(); i++) {
            functions.add(EngineTypes.function(types.getType(module.functionSection().getFunctionType(i))));
        }
        module.memorySection().ifPresent(section -> {
            for (int i = 0; i < section.memoryCount(); i++) {
                memories.add(EngineTypes.memory(section.getMemory(i).limits()));
            }
        });
        for (int i = 0; i < module.tableSection().tableCount(); i++) {
            tables.add(EngineTypes.table(module.tableSection().getTable(i).elementType(),
                    module.tableSection().getTable(i).limits()));
        }
        for (var global : module.globalSection().globals()) {
            globals.add(EngineTypes.global(global.valueType(), global.mutabilityType()));
        }
        module.tagSection().ifPresent(section -> {
            for (var tag : section.types()) {
                tags.add(new CoreTagType(EngineTypes.function(types.getType(tag.typeIdx()))));
            }
        });
        List<CoreExport> exports = new ArrayList<>();
        for (int i = 0; i < module.exportSection().exportCount(); i++) {
            var export = module.exportSection().getExport(i);
            exports.add(new CoreExport(export.name(), switch (export.exportType()) {
                case FUNCTION -> functions.get(export.index());
                case TABLE -> tables.get(export.index());
                case MEMORY -> memories.get(export.index());
                case GLOBAL -> globals.get(export.index());
                case TAG -> tags.get(export.index());
            }));
        }
        return new ModuleShape(List.copyOf(imports), List.copyOf(exports), functions, memories, tables, globals, tags);
    }

    private static <T> T add(List<T> list, T item) {
        list.add(item);
        return item;
    }

    static int imported(WasmModule module, ExternalType kind) {
        return module.importSection().count(kind);
    }
}
