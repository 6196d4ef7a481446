package arcella.engine.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import run.endive.runtime.GlobalInstance;
import run.endive.runtime.ImportFunction;
import run.endive.runtime.ImportGlobal;
import run.endive.runtime.ImportMemory;
import run.endive.runtime.ImportTable;
import run.endive.runtime.ImportTag;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.wasm.types.ExternalType;
import run.endive.wasm.types.Global;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;

/** Makes one instance: checks limits and imports by our rules and words, then lets the library build it. */
final class Instantiation {

    private final CoreModule module;
    private final CoreImports given;
    private final CoreLimits limits;
    private final CoreInstance result;
    private final List<CoreFunction> functions = new ArrayList<>();
    private final List<CoreMemory> memories = new ArrayList<>();
    private final List<CoreTable> tables = new ArrayList<>();
    private final List<CoreGlobal> globals = new ArrayList<>();
    private final List<CoreTag> tags = new ArrayList<>();
    private final List<CoreMemory> made = new ArrayList<>();
    private final List<GuardedTable> madeTables = new ArrayList<>();
    /** Elements reserved for tables that are declared and not made yet. */
    private long elementsAhead;

    Instantiation(CoreModule module, CoreImports given, CoreLimits limits) {
        this.module = module;
        this.given = given;
        this.limits = limits;
        this.result = new CoreInstance(module, limits.meter());
    }

    CoreInstance run() {
        ImportValues imports = resolve();
        checkLimits();
        boolean done = false;
        int depth = limits.meter().depth();
        try {
            Instance built = build(imports);
            built.initialize(false);
            done = true;
            return result;
        } catch (RuntimeException | StackOverflowError e) {
            throw result.failure(e, depth);
        } finally {
            if (!done) {
                made.forEach(CoreMemory::release);
                madeTables.forEach(GuardedTable::release);
                limits.tableElements().release(elementsAhead);
            }
        }
    }

    private void checkLimits() {
        ModuleShape shape = module.shape();
        int importedTables = ModuleShape.imported(module.parsed(), ExternalType.TABLE);
        int importedMemories = ModuleShape.imported(module.parsed(), ExternalType.MEMORY);
        refuse("tables", shape.tables().size() - importedTables, limits.tables());
        refuse("memories", shape.memories().size() - importedMemories, limits.memories());
        long elements = shape.tables().subList(importedTables, shape.tables().size()).stream()
                .mapToLong(CoreTableType::min).sum();
        if (!limits.tableElements().reserve(elements)) {
            throw new ArcellaException(EngineError.LIMIT,
                    "the module needs " + elements + " table elements; " + limits.tableElements().usedElements()
                            + " are in use, and the limit is " + limits.tableElements().limitElements(),
                    "raise the limit table-elements");
        }
        elementsAhead = elements;
    }

    private static void refuse(String what, long wanted, long allowed) {
        if (wanted > allowed) {
            throw new ArcellaException(EngineError.LIMIT,
                    "the module needs " + wanted + " " + what + "; the limit is " + allowed, "raise the limit " + what);
        }
    }

    /** Looks every import up; all that do not fit are told at once. */
    private ImportValues resolve() {
        ImportValues.Builder values = ImportValues.builder();
        List<String> wrong = new ArrayList<>();
        for (int number = 0; number < module.imports().size(); number++) {
            CoreImport wanted = module.imports().get(number);
            Optional<CoreExtern> found = given.find(wanted.module(), wanted.field());
            if (found.isEmpty()) {
                wrong.add(wanted + " is missing");
            } else if (!found.get().type().matches(wanted.type())) {
                wrong.add(wanted + " was given " + found.get().type());
            } else if (found.get() instanceof CoreTable table && !table.typeSpace().equals(module.typeSpace())) {
                wrong.add(wanted + " was given a table of a module that was loaded on its own; load modules that share "
                        + "a table together");
            } else if (passesReferences(found.get())) {
                wrong.add(wanted + " passes references to functions or exceptions between modules, which this engine "
                        + "cannot do but through tables");
            } else {
                add(values, Integer.toString(number), found.get());
            }
        }
        if (!wrong.isEmpty()) {
            throw new ArcellaException(EngineError.UNLINKABLE,
                    "the module's imports do not fit: " + String.join("; ", wrong),
                    "give what it imports, with these types");
        }
        return values.build();
    }

    /** References are numbers that mean something to one instance only; tables know whose they are, nothing else does. */
    private static boolean passesReferences(CoreExtern found) {
        return switch (found) {
            case GuestFunction f -> Stream.concat(f.type().params().stream(), f.type().results().stream())
                    .anyMatch(Instantiation::isNumberedReference);
            case HostedFunction f -> false;
            case CoreGlobal g -> isNumberedReference(g.type().value());
            case CoreTag t -> t.type().function().params().stream().anyMatch(Instantiation::isNumberedReference);
            case CoreMemory m -> false;
            case CoreTable t -> false;
        };
    }

    private static boolean isNumberedReference(CoreValueType type) {
        return type == CoreValueType.FUNCREF || type == CoreValueType.EXNREF;
    }

    /** The rewriting pass has named the imports by their numbers. */
    private void add(ImportValues.Builder values, String name, CoreExtern found) {
        String from = "";
        switch (found) {
            case CoreFunction f -> {
                functions.add(f instanceof HostedFunction host ? host.boundTo(result) : f);
                values.addFunction(new ImportFunction(from, name, EngineTypes.toEngine(f.type()),
                        ImportedFunction.of(f, result)));
            }
            case CoreMemory m -> {
                memories.add(m);
                values.addMemory(new ImportMemory(from, name, m.view()));
            }
            case CoreTable t -> {
                tables.add(t);
                values.addTable(new ImportTable(from, name, t.table()));
            }
            case CoreGlobal g -> {
                globals.add(g);
                values.addGlobal(new ImportGlobal(from, name, g.global()));
            }
            case CoreTag t -> {
                tags.add(t);
                values.addTag(new ImportTag(from, name, t.tag()));
            }
        }
    }

    private Instance build(ImportValues imports) {
        ModuleShape shape = module.shape();
        Iterator<CoreMemoryType> nextMemory = shape.memories().listIterator(memories.size());
        Iterator<CoreTableType> nextTable = shape.tables().listIterator(tables.size());
        Iterator<GlobalInstance> nextGlobal = makeGlobals(shape).iterator();
        Instance built = Instance.builder(module.parsed())
                .withImportValues(imports)
                .withInitialize(false)
                .withStart(false)
                .withMachineFactory(i -> new GuestMachine(result, module.machines().apply(i)))
                .withMemoryFactory(declared -> {
                    CoreMemory memory = CoreMemory.create(nextMemory.next(), limits.memory());
                    made.add(memory);
                    memories.add(memory);
                    return memory.view();
                })
                .withTableFactory((declared, initial) -> {
                    GuardedTable table = new GuardedTable(declared, initial, limits.tableElements());
                    madeTables.add(table);
                    elementsAhead -= table.size();
                    tables.add(new CoreTable(table, nextTable.next(), module.typeSpace()));
                    return table;
                })
                .withGlobalFactory((low, high, type, mutability) -> {
                    GlobalInstance global = nextGlobal.next();
                    if (global != limits.meter().fuelGlobal().global() && global != limits.meter().depthGlobal().global()) {
                        global.setValueLow(low);
                    }
                    return global;
                })
                .build();
        for (int i = functions.size(); i < shape.functions().size(); i++) {
            functions.add(new GuestFunction(result, i, shape.functions().get(i)));
        }
        for (int i = 0; i < built.tagCount(); i++) {
            int index = tags.size();
            tags.add(new CoreTag(built.tag(index), shape.tags().get(index)));
        }
        result.link(built, new Externs(functions, memories, tables, globals, tags), made, madeTables);
        return built;
    }

    /**
     * The library makes globals only while it initializes, just before the start function runs; ours exist before, so
     * that host functions called by the start function find the instance's exports complete.
     */
    private List<GlobalInstance> makeGlobals(ModuleShape shape) {
        List<GlobalInstance> own = new ArrayList<>();
        Global[] all = module.parsed().globalSection().globals();
        int counters = (module.options().fuel() ? 1 : 0) + (module.options().callDepth() ? 1 : 0);
        for (Global declared : Arrays.asList(all).subList(0, all.length - counters)) {
            GlobalInstance global = GlobalInstance.builder()
                    .valType(declared.valueType())
                    .mutabilityType(declared.mutabilityType())
                    .build();
            own.add(global);
            globals.add(new CoreGlobal(global, shape.globals().get(globals.size())));
        }
        if (module.options().fuel()) {
            own.add(limits.meter().fuelGlobal().global());
        }
        if (module.options().callDepth()) {
            own.add(limits.meter().depthGlobal().global());
        }
        return own;
    }
}
