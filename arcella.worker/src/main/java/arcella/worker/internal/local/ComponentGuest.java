package arcella.worker.internal.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import arcella.engine.component.Component;
import arcella.engine.component.ComponentInstance;
import arcella.engine.component.ComponentUse;
import arcella.engine.component.ForeignInterface;
import arcella.engine.component.HostPassage;
import arcella.engine.component.Linker;
import arcella.engine.core.CoreLimits;
import arcella.engine.core.MemoryBudget;
import arcella.engine.core.TableBudget;
import arcella.error.ArcellaException;
import arcella.wasi.WasiConfig;
import arcella.wasi.WasiExit;
import arcella.wasi.preview2.HostServices;
import arcella.wasi.preview2.Preview2;
import arcella.wit.WitFunction;
import arcella.wit.WitType;
import arcella.wit.resolved.ComponentType;
import arcella.wit.resolved.ExternType;
import arcella.wit.resolved.FuncType;
import arcella.wit.typed.ClosedTypes;
import arcella.wit.typed.TypeCheck;
import arcella.wit.typed.TypeText;
import arcella.wit.value.WitValue;
import arcella.worker.ComponentLimits;
import arcella.worker.ExportedFunction;
import arcella.worker.InstanceLimits;
import arcella.worker.InstanceSpec;
import arcella.worker.InterpretedFunctions;
import arcella.worker.LimitUse;
import arcella.worker.ModuleFunction;
import arcella.worker.ModuleImports;
import arcella.worker.PerCall;
import arcella.worker.WorkerError;
import arcella.worker.face.FunctionLetters;
import arcella.worker.internal.streams.HubPassage;
import arcella.worker.internal.streams.StreamHub;
import arcella.worker.internal.streams.StreamPassage;

/**
 * A component as a guest. Functions of the component itself go by their names, those of an interface by
 * {@code ns:pkg/iface@1.0.0#name}. One that exports {@code wasi:cli/run} is a command.
 */
final class ComponentGuest implements Guest {

    private final String module;
    private final ComponentInstance instance;
    private final Preview2 wasi;
    private final StreamPassage streams;
    private final MemoryBudget memory;
    private final TableBudget tables;
    private final Fuel fuel;
    private final Optional<arcella.engine.component.ExportedFunction> run;
    private final Map<String, Target> callable;
    private final Map<String, UnaryOperator<List<WitValue>>> linked = new ConcurrentHashMap<>();
    private final InterpretedFunctions interpreted;
    private final long bytes;

    /** A function that can be called, with its types closed. */
    private record Target(arcella.engine.component.ExportedFunction function, List<WitFunction.Param> params,
            Optional<WitType> result) {

        Optional<String> handle() {
            return Stream.concat(params.stream().map(WitFunction.Param::type), result.stream())
                    .flatMap(type -> TypeText.handleIn(type).stream()).findFirst();
        }
    }

    private ComponentGuest(String module, ComponentInstance instance, Preview2 wasi, StreamPassage streams, MemoryBudget memory,
            TableBudget tables, Fuel fuel, Optional<arcella.engine.component.ExportedFunction> run, Map<String, Target> callable,
            InterpretedFunctions interpreted, long bytes) {
        this.module = module;
        this.instance = instance;
        this.wasi = wasi;
        this.streams = streams;
        this.memory = memory;
        this.tables = tables;
        this.fuel = fuel;
        this.run = run;
        this.callable = callable;
        this.interpreted = interpreted;
        this.bytes = bytes;
    }

    /**
     * Links with WASI 0.2 and instantiates.
     *
     * @throws ArcellaException if it imports what nobody offers, naming each, or passes a limit
     */
    static ComponentGuest make(InstanceSpec spec, GuestIo io, HostServices services, Component component,
            MemoryBudget memory, TableBudget tables, Fuel fuel) {
        ComponentLimits limits = spec.limits().component();
        Preview2 wasi = Preview2.create(GuestWasi.config(spec, io), services);
        try {
            Linker linker = wasi.addTo(new Linker()
                            .limits(new CoreLimits(memory, tables, limits.tables(), limits.memories(), fuel.meter()))
                            .instances(limits.instances())
                            .handles(limits.handles())
                            .valueBytes(limits.callBytes()));
            spec.imports().forEach(name -> linker.foreign(name, new OtherModule(name, io.imports(), io.streams())));
            ComponentInstance instance = linker.instantiate(component);
            Optional<arcella.engine.component.ExportedFunction> run =
                    Preview2.runInterface(component.type().exports().keySet()).map(name -> instance.export(name, "run"));
            return new ComponentGuest(spec.module(), instance, wasi, io.streams(), memory, tables, fuel, run,
                    run.isPresent() ? Map.of() : targets(component, instance),
                    InterpretedFunctions.of(component.interpretedFunctions()), component.bytes());
        } catch (RuntimeException | Error e) {
            wasi.close();
            throw e;
        }
    }

    @Override
    public InterpretedFunctions interpreted() {
        return interpreted;
    }

    /** Refuses what {@link #make} would refuse for want of an import, if modules provide all that they could. */
    static void checkImports(ComponentType type) {
        try (Preview2 wasi = Preview2.create(WasiConfig.builder().build())) {
            Linker linker = wasi.addTo(new Linker());
            foreignImports(type, linker).forEach(name -> linker.foreign(name, new OtherModule(name, ModuleImports.none(),
                    new HubPassage(StreamHub.HERE))));
            linker.check(type);
        }
    }

    /** The interfaces that a component imports and no host offers. */
    static Set<String> foreignImports(ComponentType type) {
        try (Preview2 wasi = Preview2.create(WasiConfig.builder().build())) {
            return foreignImports(type, wasi.addTo(new Linker()));
        }
    }

    private static Set<String> foreignImports(ComponentType type, Linker linker) {
        Set<String> names = new LinkedHashSet<>();
        type.imports().forEach((name, wanted) -> {
            if (wanted instanceof ExternType.Instance && name.indexOf(':') > 0 && !linker.offers(name)) {
                names.add(name);
            }
        });
        return names;
    }

    /** An interface that another module provides. */
    private record OtherModule(String iface, ModuleImports imports, HostPassage passage) implements ForeignInterface {
        @Override
        public Optional<WitValue> call(String function, List<WitValue> arguments) {
            return imports.call(iface, function, arguments).stream().findFirst();
        }

        @Override
        public Function function(String name) {
            ModuleFunction resolved = imports.function(iface, name);
            return arguments -> {
                List<WitValue> results = resolved.call(arguments);
                return results.isEmpty() ? Optional.empty() : Optional.of(results.getFirst());
            };
        }

        @Override
        public void drop(String resource, long id) {
            imports.drop(iface, id);
        }
    }

    private static Map<String, Target> targets(Component component, ComponentInstance instance) {
        ClosedTypes types = new ClosedTypes();
        FunctionLetters letters = new FunctionLetters(component.bytes());
        Map<String, Target> targets = new LinkedHashMap<>();
        component.type().exports().forEach((name, export) -> {
            if (export instanceof ExternType.Func(var function)) {
                letters.spend(Optional.empty(), name);
                targets.put(name, target(instance.export(name), function, types));
            } else if (export instanceof ExternType.Instance(var type)) {
                Optional<String> owner = Optional.of(name);
                type.exports().forEach((inner, item) -> {
                    if (item instanceof ExternType.Func(var function)) {
                        letters.spend(owner, inner);
                        targets.put(name + "#" + inner, target(instance.export(name, inner), function, types));
                    }
                });
            }
        });
        return targets;
    }

    private static Target target(arcella.engine.component.ExportedFunction function, FuncType type, ClosedTypes types) {
        return new Target(function, types.params(type), types.result(type));
    }

    @Override
    public boolean command() {
        return run.isPresent();
    }

    @Override
    public List<ExportedFunction> functions() {
        List<ExportedFunction> functions = new ArrayList<>(callable.size());
        FunctionLetters letters = new FunctionLetters(bytes);
        callable.forEach((name, target) -> functions.add(new ExportedFunction(name,
                letters.words(target.params().stream().map(WitFunction.Param::type).toList(), TypeText::brief),
                letters.words(target.result().stream().toList(), TypeText::brief))));
        return List.copyOf(functions);
    }

    @Override
    public void check(String function, List<WitValue> arguments) {
        Target target = target(function);
        target.handle().ifPresent(handle -> {
            throw new ArcellaException(WorkerError.RESOURCE,
                    module + ": the function \"" + function + "\" passes " + handle
                            + ", and handles do not leave their instance yet",
                    "call a function that takes and gives data only");
        });
        List<WitFunction.Param> params = target.params();
        if (params.size() != arguments.size()) {
            throw badArguments(function, params, "was given " + arguments.size() + " arguments");
        }
        for (int i = 0; i < params.size(); i++) {
            WitFunction.Param param = params.get(i);
            TypeCheck.mismatch(arguments.get(i), param.type()).ifPresent(wrong -> {
                throw badArguments(function, params, "was given a wrong " + param.name() + ": " + wrong);
            });
        }
    }

    private ArcellaException badArguments(String function, List<WitFunction.Param> params, String what) {
        return new ArcellaException(WorkerError.BAD_ARGUMENTS, module + ": the function \"" + function + "\" " + what,
                "it takes " + TypeText.signature(params, List.of(), Map.of(), TypeText.MOST_LETTERS).substring("func".length()));
    }

    private Target target(String function) {
        Target target = callable.get(function);
        if (target == null) {
            throw NoFunction.of(module, command(), function, callable.keySet());
        }
        return target;
    }

    @Override
    public void start() {
        if (run.isPresent() && run(run.get(), List.of()).filter(WitValue.ResultOf.err()::equals).isPresent()) {
            throw new WasiExit(1);
        }
    }

    @Override
    public List<WitValue> call(String function, List<WitValue> arguments) {
        return results(run(target(function).function(), arguments));
    }

    private Optional<WitValue> run(arcella.engine.component.ExportedFunction function, List<WitValue> arguments) {
        return fuelled(() -> function.call(arguments));
    }

    private Optional<WitValue> fuelled(Supplier<Optional<WitValue>> call) {
        fuel.fill();
        try {
            return call.get();
        } finally {
            fuel.spent();
        }
    }

    @Override
    public UnaryOperator<List<WitValue>> linked(String function) {
        // A call from another process asks for it anew; which resources a function passes takes some looking.
        UnaryOperator<List<WitValue>> known = linked.get(function);
        return known == null ? linked.computeIfAbsent(function, this::link) : known;
    }

    private UnaryOperator<List<WitValue>> link(String function) {
        Function<List<WitValue>, Optional<WitValue>> passing = target(function).function().passing(streams);
        return arguments -> results(fuelled(() -> passing.apply(arguments)));
    }

    /** Without a stream: it would take a tenth of a call along a wire. */
    private static List<WitValue> results(Optional<WitValue> result) {
        return result.isPresent() ? List.of(result.get()) : List.of();
    }

    @Override
    public void drop(long id) {
        fuel.fill();
        instance.dropIfHeld(new WitValue.Handle(WitValue.HandleKind.OWN, id));
    }

    @Override
    public boolean unharmed() {
        return !instance.poisoned();
    }

    @Override
    public boolean shallow() {
        return fuel.shallow();
    }

    @Override
    public void limits(InstanceLimits limits) {
        fuel.perCall(limits.fuel());
        instance.valueBytes(limits.component().callBytes());
    }

    @Override
    public Fuel fuel() {
        return fuel;
    }

    @Override
    public LimitUse use() {
        ComponentUse use = instance.use();
        return new LimitUse(fuel.depth(), tables.usedElements(), use.instances(), use.tables(), use.memories(), use.handles(),
                use.valueBytes(), fuel.used(), PerCall.NONE, wasi.use());
    }

    @Override
    public long memoryBytes() {
        return memory.usedBytes();
    }

    @Override
    public void close() {
        // Before what they are made of: nobody works with them then.
        streams.close();
        try {
            instance.close();
        } finally {
            wasi.close();
        }
    }
}
