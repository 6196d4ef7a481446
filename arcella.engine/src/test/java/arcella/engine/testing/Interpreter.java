package arcella.engine.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import run.endive.runtime.ImportFunction;
import run.endive.runtime.ImportTable;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmEngineException;

/** Runs modules as they are in the library's interpreter, as the measure for what rewritten, compiled ones do. */
public final class Interpreter {

    private final Instance instance;

    private final Map<String, String> names;

    private Interpreter(Instance instance, Map<String, String> names) {
        this.instance = instance;
        this.names = names;
    }

    /** The same, with an export under another name. */
    public Interpreter exporting(String name, String export) {
        return new Interpreter(instance, Map.of(name, export));
    }

    private String real(String name) {
        return names.getOrDefault(name, name);
    }

    /** An instance whose imports are the functions and tables of other instances, by {@code module}. */
    public static Interpreter of(byte[] wasm, Map<String, Interpreter> imports) {
        var module = Parser.parse(wasm);
        ImportValues.Builder values = ImportValues.builder();
        for (int i = 0; i < module.importSection().importCount(); i++) {
            var wanted = module.importSection().getImport(i);
            Interpreter other = imports.get(wanted.module());
            Instance from = other.instance;
            String export = other.real(wanted.name());
            switch (wanted.importType()) {
                case FUNCTION -> values.addFunction(new ImportFunction(wanted.module(), wanted.name(),
                        from.exportType(export), (caller, args) -> from.export(export).apply(args)));
                case TABLE -> values.addTable(
                        new ImportTable(wanted.module(), wanted.name(), from.exports().table(export)));
                default -> throw new IllegalArgumentException("import of " + wanted.importType());
            }
        }
        return new Interpreter(Instance.builder(module).withImportValues(values.build()).withStart(false).build(),
                Map.of());
    }

    /** What a call gives: its results, or that it trapped. */
    public List<Object> call(String function, long... args) {
        try {
            List<Object> results = new ArrayList<>();
            // The library gives null for no results.
            long[] given = instance.export(function).apply(args);
            for (int i = 0; given != null && i < given.length; i++) {
                results.add((int) given[i]);
            }
            return results;
        } catch (WasmEngineException e) {
            return List.of("trap");
        }
    }
}
