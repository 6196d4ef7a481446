package arcella.engine.core;

import java.util.List;

import run.endive.wasm.types.Export;

/** Everything in an instance's index spaces, imports first. */
record Externs(List<CoreFunction> functions, List<CoreMemory> memories, List<CoreTable> tables,
        List<CoreGlobal> globals, List<CoreTag> tags) {

    CoreFunction function(int index) {
        return functions.get(index);
    }

    CoreExtern export(Export export) {
        return switch (export.exportType()) {
            case FUNCTION -> functions.get(export.index());
            case TABLE -> tables.get(export.index());
            case MEMORY -> memories.get(export.index());
            case GLOBAL -> globals.get(export.index());
            case TAG -> tags.get(export.index());
        };
    }
}
