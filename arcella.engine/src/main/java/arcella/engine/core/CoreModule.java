package arcella.engine.core;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

import run.endive.runtime.Instance;
import run.endive.runtime.Machine;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.ExternalType;

/** A core module, checked and compiled. Immutable and thread-safe; instantiate it as often as wanted. */
public final class CoreModule {

    private final CompiledModule compiled;
    private final WasmModule parsed;
    private final GeneratedClasses classes;
    private final Function<Instance, Machine> machines;
    private final ModuleShape shape;
    private final FunctionNames names;
    private final Map<Integer, String> interpreted;

    private CoreModule(CompiledModule compiled) {
        this.compiled = compiled;
        this.parsed = ParsedModules.trusted(compiled.stripped());
        this.shape = ModuleShape.of(parsed, compiled.imports());
        this.classes = GeneratedClasses.of(compiled.mainClass(), compiled.classes());
        this.machines = classes.machines();
        this.names = new FunctionNames(compiled.names());
        Map<Integer, String> slow = new TreeMap<>();
        compiled.interpreted().forEach(i -> slow.put(i, functionName(i)));
        this.interpreted = Collections.unmodifiableMap(slow);
    }

    static CoreModule of(CompiledModule compiled) {
        return new CoreModule(compiled);
    }

    /** What it imports, in the module's order. */
    public List<CoreImport> imports() {
        return shape.imports();
    }

    /** What it exports, in the module's order. */
    public List<CoreExport> exports() {
        return shape.exports();
    }

    /** How many tables an instance of it makes, beside those that it imports. */
    public int ownTables() {
        return shape.tables().size() - ModuleShape.imported(parsed, ExternalType.TABLE);
    }

    /** How many memories an instance of it makes, beside those that it imports. */
    public int ownMemories() {
        return shape.memories().size() - ModuleShape.imported(parsed, ExternalType.MEMORY);
    }

    /** One export's type. */
    public Optional<CoreExternType> exportType(String name) {
        return exports().stream().filter(e -> e.name().equals(name)).map(CoreExport::type).findFirst();
    }

    /** The SHA-256 of the bytes it was loaded from, in hexadecimal. */
    public String sha256() {
        return compiled.sha256();
    }

    /**
     * The functions that could not be compiled, because they are larger than a Java method can be, and run in the
     * interpreter, about a hundred times slower: index in the module and name. Worth telling the operator, with the
     * advice to build the module for size ({@code -Oz}).
     */
    public Map<Integer, String> interpretedFunctions() {
        return interpreted;
    }

    /** A function's name from the module's name section, or {@code func[12]}. */
    public String functionName(int index) {
        return names.find(index).orElseGet(() -> "func[" + index + "]");
    }

    /**
     * Makes an instance: links imports, lays out memories, tables and globals, and runs the start function. An
     * exported function {@code _start} is not called.
     *
     * @throws arcella.error.ArcellaException with {@code UNLINKABLE} listing every import that does not fit, with
     *     {@code LIMIT} if a limit refuses the instance
     * @throws Trap if a segment does not fit or the start function traps
     */
    public CoreInstance instantiate(CoreImports imports, CoreLimits limits) {
        return new Instantiation(this, imports, limits).run();
    }

    /** Everything that another process needs to run this module without compiling: {@link CoreEngine#restore}. */
    public byte[] compiledForm() {
        return compiled.encode();
    }

    /** How it was compiled. */
    public CoreOptions options() {
        return compiled.options();
    }

    List<CoreFunctionType> typeSpace() {
        return compiled.typeSpace();
    }

    WasmModule parsed() {
        return parsed;
    }

    ModuleShape shape() {
        return shape;
    }

    boolean tailCalls() {
        return compiled.tailCalls();
    }

    GeneratedClasses classes() {
        return classes;
    }

    Function<Instance, Machine> machines() {
        return machines;
    }

    /** A guest function in a Java stack trace; empty for those that were added for counting. */
    Optional<String> describe(StackTraceElement element) {
        int index = Integer.parseInt(element.getMethodName().substring("func_".length()));
        if (!element.getClassName().startsWith(classes.mainClassName())) {
            return Optional.of("func[" + index + "] of another module");
        }
        return index < compiled.functions() ? Optional.of(functionName(index)) : Optional.empty();
    }
}
