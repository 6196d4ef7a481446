package arcella.worker.internal.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import arcella.engine.core.CoreFunction;
import arcella.engine.core.CoreFunctionType;
import arcella.engine.core.CoreInstance;
import arcella.engine.core.CoreLimits;
import arcella.engine.core.CoreModule;
import arcella.engine.core.CoreValueType;
import arcella.engine.core.MemoryBudget;
import arcella.engine.core.TableBudget;
import arcella.error.ArcellaException;
import arcella.wasi.preview1.Preview1;
import arcella.wit.value.WitValue;
import arcella.worker.ComponentLimits;
import arcella.worker.ExportedFunction;
import arcella.worker.InstanceLimits;
import arcella.worker.InstanceSpec;
import arcella.worker.InterpretedFunctions;
import arcella.worker.LimitUse;
import arcella.worker.PerCall;
import arcella.worker.WorkerError;
import arcella.worker.face.FunctionLetters;

/** A core module as a guest. Its numbers are WIT's: i32 is {@code s32}, i64 is {@code s64}. */
final class CoreGuest implements Guest {

    private static final String START = "_start";
    private static final String INITIALIZE = "_initialize";
    private static final CoreFunctionType PLAIN = new CoreFunctionType(List.of(), List.of());

    private final String module;
    private final CoreInstance instance;
    private final Preview1 wasi;
    private final MemoryBudget memory;
    private final TableBudget tables;
    private final Fuel fuel;
    private final InterpretedFunctions interpreted;
    private final Optional<CoreFunction> start;
    private final boolean command;
    private final Map<String, CoreFunction> callable = new LinkedHashMap<>();

    private CoreGuest(String module, CoreInstance instance, Preview1 wasi, MemoryBudget memory, TableBudget tables,
            Fuel fuel, InterpretedFunctions interpreted) {
        this.module = module;
        this.instance = instance;
        this.wasi = wasi;
        this.memory = memory;
        this.tables = tables;
        this.fuel = fuel;
        this.interpreted = interpreted;
        this.command = plain(START).isPresent();
        this.start = plain(START).or(() -> plain(INITIALIZE));
        if (!command) {
            instance.exports().forEach((name, export) -> {
                if (export instanceof CoreFunction function && passes(function.type())
                        && !name.equals(INITIALIZE)) {
                    callable.put(name, function);
                }
            });
        }
    }

    /**
     * Links with WASI 0.1 and instantiates.
     *
     * @throws ArcellaException if it imports something else, or passes a limit
     */
    static CoreGuest make(InstanceSpec spec, GuestIo io, CoreModule module, MemoryBudget memory, TableBudget tables,
            Fuel fuel) {
        Preview1 wasi = Preview1.create(GuestWasi.config(spec, io));
        try {
            ComponentLimits shape = spec.limits().component();
            CoreInstance instance = module.instantiate(wasi.imports(),
                    new CoreLimits(memory, tables, shape.tables(), shape.memories(), fuel.meter()));
            return new CoreGuest(spec.module(), instance, wasi, memory, tables, fuel,
                    InterpretedFunctions.of(module.interpretedFunctions().values()));
        } catch (RuntimeException | Error e) {
            wasi.close();
            throw e;
        }
    }

    private Optional<CoreFunction> plain(String name) {
        return instance.function(name).filter(function -> function.type().equals(PLAIN));
    }

    /** References mean nothing outside the instance. */
    private static boolean passes(CoreFunctionType type) {
        return type.params().stream().noneMatch(CoreValueType::isReference)
                && type.results().stream().noneMatch(CoreValueType::isReference);
    }

    @Override
    public boolean command() {
        return command;
    }

    @Override
    public List<ExportedFunction> functions() {
        List<ExportedFunction> functions = new ArrayList<>(callable.size());
        // The module has at least these bytes for them.
        FunctionLetters letters = new FunctionLetters(callable.keySet().stream().mapToLong(name -> name.length() + 3L).sum());
        callable.forEach((name, function) -> functions.add(new ExportedFunction(name,
                letters.words(function.type().params(), (type, most) -> name(type)),
                letters.words(function.type().results(), (type, most) -> name(type)))));
        return List.copyOf(functions);
    }

    @Override
    public InterpretedFunctions interpreted() {
        return interpreted;
    }

    private static List<String> names(List<CoreValueType> types) {
        return types.stream().map(CoreGuest::name).toList();
    }

    private static String name(CoreValueType type) {
        return switch (type) {
            case I32 -> "s32";
            case I64 -> "s64";
            case F32 -> "f32";
            case F64 -> "f64";
            case FUNCREF, EXTERNREF, EXNREF -> type.toString();
        };
    }

    @Override
    public void check(String function, List<WitValue> arguments) {
        CoreFunction target = callable.get(function);
        if (target == null) {
            throw NoFunction.of(module, command, function, callable.keySet());
        }
        List<CoreValueType> wanted = target.type().params();
        boolean fits = wanted.size() == arguments.size();
        for (int i = 0; fits && i < wanted.size(); i++) {
            fits = fits(wanted.get(i), arguments.get(i));
        }
        if (!fits) {
            String given = arguments.stream().map(CoreGuest::kind).collect(Collectors.joining(", ", "(", ")"));
            throw new ArcellaException(WorkerError.BAD_ARGUMENTS,
                    module + ": the function \"" + function + "\" was called with " + given,
                    "it takes (" + String.join(", ", names(wanted)) + ")");
        }
    }

    private static boolean fits(CoreValueType type, WitValue value) {
        return switch (type) {
            case I32 -> value instanceof WitValue.S32;
            case I64 -> value instanceof WitValue.S64;
            case F32 -> value instanceof WitValue.F32;
            case F64 -> value instanceof WitValue.F64;
            case FUNCREF, EXTERNREF, EXNREF -> false;
        };
    }

    private static String kind(WitValue value) {
        return switch (value) {
            case WitValue.S32 v -> "s32";
            case WitValue.S64 v -> "s64";
            case WitValue.F32 v -> "f32";
            case WitValue.F64 v -> "f64";
            case WitValue other -> "a value of another kind, " + other.getClass().getSimpleName();
        };
    }

    @Override
    public void start() {
        fuel.fill();
        try {
            start.ifPresent(CoreFunction::call);
        } finally {
            fuel.spent();
        }
    }

    @Override
    public List<WitValue> call(String function, List<WitValue> arguments) {
        CoreFunction target = callable.get(function);
        if (target == null) {
            throw NoFunction.of(module, command, function, callable.keySet());
        }
        long[] slots = new long[arguments.size()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = slot(arguments.get(i));
        }
        long[] results = run(target, slots);
        List<CoreValueType> types = target.type().results();
        List<WitValue> values = new ArrayList<>(types.size());
        for (int i = 0; i < types.size(); i++) {
            values.add(value(types.get(i), results[i]));
        }
        return values;
    }

    private long[] run(CoreFunction target, long[] slots) {
        fuel.fill();
        try {
            return target.call(slots);
        } finally {
            fuel.spent();
        }
    }

    private static long slot(WitValue value) {
        return switch (value) {
            case WitValue.S32 v -> v.value();
            case WitValue.S64 v -> v.value();
            case WitValue.F32 v -> Float.floatToRawIntBits(v.value());
            case WitValue.F64 v -> Double.doubleToRawLongBits(v.value());
            case WitValue other -> throw new IllegalArgumentException("checked before: " + other);
        };
    }

    private static WitValue value(CoreValueType type, long slot) {
        return switch (type) {
            case I32 -> new WitValue.S32((int) slot);
            case I64 -> new WitValue.S64(slot);
            case F32 -> new WitValue.F32(Float.intBitsToFloat((int) slot));
            case F64 -> new WitValue.F64(Double.longBitsToDouble(slot));
            case FUNCREF, EXTERNREF, EXNREF -> throw new IllegalArgumentException("excluded before: " + type);
        };
    }

    @Override
    public UnaryOperator<List<WitValue>> linked(String function) {
        throw NoFunction.of(module, command, function, List.of());
    }

    @Override
    public void drop(long id) {
        // A core module gives no resources.
    }

    @Override
    public boolean unharmed() {
        return false;
    }

    @Override
    public boolean shallow() {
        return fuel.shallow();
    }

    @Override
    public void limits(InstanceLimits limits) {
        fuel.perCall(limits.fuel());
    }

    @Override
    public Fuel fuel() {
        return fuel;
    }

    @Override
    public LimitUse use() {
        return new LimitUse(fuel.depth(), tables.usedElements(), 1, instance.module().ownTables(), instance.module().ownMemories(), 0, 0,
                fuel.used(), PerCall.NONE, wasi.use());
    }

    @Override
    public long memoryBytes() {
        return memory.usedBytes();
    }

    @Override
    public void close() {
        wasi.close();
        instance.close();
    }
}
