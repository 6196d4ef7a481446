package arcella.worker.internal.local;

import java.lang.ref.SoftReference;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import arcella.engine.component.Component;
import arcella.engine.core.CacheKeys;
import arcella.engine.core.CacheState;
import arcella.engine.core.CompileProgress;
import arcella.engine.core.CoreEngine;
import arcella.engine.core.CoreMeter;
import arcella.engine.core.CoreModule;
import arcella.engine.core.CoreOptions;
import arcella.engine.core.MemoryBudget;
import arcella.engine.core.TableBudget;
import arcella.wasi.Denial;
import arcella.wasi.LimitNotice;
import arcella.wasi.preview2.HostServices;
import arcella.wit.binary.BinaryKind;
import arcella.wit.component.ByteSlice;
import arcella.worker.InstanceLimits;
import arcella.worker.InstanceSpec;
import arcella.worker.InterpretedFunctions;
import arcella.worker.ModuleContent;

/**
 * Makes guests of core modules and of components. A module that was loaded before is not compiled again as long as
 * there is room to remember it. Safe for many threads.
 */
final class ModuleLoader implements GuestLoader {

    private static final String GROW = "to grow its memory beyond ";

    private final CoreEngine engine;
    private final MemoryBudget budget;
    private final HostServices services;
    private final boolean worker;
    private final ConcurrentHashMap<Key, SoftReference<Loaded>> modules = new ConcurrentHashMap<>();
    /** A few bytes for each module that was ever asked about. */
    private final ConcurrentHashMap<Key, CacheKeys> keys = new ConcurrentHashMap<>();

    /** @param worker whether this is the process of a group, and not its host's own */
    ModuleLoader(CoreEngine engine, MemoryBudget budget, HostServices services, boolean worker) {
        this.engine = engine;
        this.budget = budget;
        this.services = services;
        this.worker = worker;
    }

    /** What an instance is made from. */
    private sealed interface Loaded {

        record Core(CoreModule module) implements Loaded {}

        record Composed(Component component) implements Loaded {}
    }

    private record Key(String sha256, CoreOptions options) {}

    @Override
    public Guest load(InstanceSpec spec, GuestIo io) {
        Loaded loaded = loaded(spec);
        InstanceLimits limits = spec.limits();
        MemoryBudget memory = budget.child(limits.memoryBytes());
        TableBudget tables = TableBudget.of(limits.tableElements());
        Fuel fuel = new Fuel(CoreMeter.create(limits.callDepth()), limits.fuel());
        fuel.fill();
        Guest guest = switch (loaded) {
            case Loaded.Core(CoreModule module) -> CoreGuest.make(spec, io, module, memory, tables, fuel);
            case Loaded.Composed(Component component) ->
                ComponentGuest.make(spec, io, services, component, memory, tables, fuel);
        };
        // What it does not have room for before, refuses the instance.
        watch(memory, io);
        tables.whenFull(new LimitNotice(io::denied, "to grow its tables", "table-elements",
                Integer.toString(limits.tableElements()))::reached);
        return guest;
    }

    /** Has it told, in the log once and in the trap that may follow each time, what there was no room in. */
    private void watch(MemoryBudget memory, GuestIo io) {
        String own = "its limit memory of " + memory.limitBytes() + " bytes";
        Denial.Remedy raise = new Denial.Remedy.Raise("memory");
        LimitNotice ownNotice = new LimitNotice(io::denied, new Denial(GROW + own, raise));
        memory.whenFull(() -> {
            ownNotice.reached();
            io.memoryRefused(own, raise);
        });
        String shared = "what all modules " + (worker ? "of its worker" : "of this process") + " have together, "
                + budget.limitBytes() + " bytes of the heap";
        Denial.Remedy heap = new Denial.Remedy.Heap(worker);
        LimitNotice sharedNotice = new LimitNotice(io::denied, new Denial(GROW + shared, heap));
        memory.whenOthersAreFull(() -> {
            sharedNotice.reached();
            io.memoryRefused(shared, heap);
        });
    }

    private Loaded loaded(InstanceSpec spec) {
        Key key = new Key(spec.content().sha256(), options(spec.limits()));
        SoftReference<Loaded> known = modules.get(key);
        Loaded loaded = known == null ? null : known.get();
        if (loaded == null) {
            byte[] bytes = spec.content().load().toArray();
            loaded = load(bytes, key.options(), CompileProgress.NONE);
            modules.put(key, new SoftReference<>(loaded));
        }
        return loaded;
    }

    private Loaded load(byte[] bytes, CoreOptions options, CompileProgress progress) {
        return isComponent(bytes)
                ? new Loaded.Composed(Component.of(bytes, engine, options, progress))
                : new Loaded.Core(engine.load(List.of(bytes), options, progress).getFirst());
    }

    private static boolean isComponent(byte[] bytes) {
        return BinaryKind.of(ByteSlice.of(bytes)) == BinaryKind.COMPONENT;
    }

    /** Compiles for the engine's cache alone; the functions that fell back to the interpreter. */
    InterpretedFunctions prepare(byte[] wasm, InstanceLimits limits, CompileProgress progress) {
        return switch (load(wasm, options(limits), progress)) {
            case Loaded.Core(CoreModule module) ->
                InterpretedFunctions.of(module.interpretedFunctions().values());
            case Loaded.Composed(Component component) ->
                InterpretedFunctions.of(component.interpretedFunctions());
        };
    }

    /** What the engine's cache has of a module; nothing if the engine has no cache. */
    Optional<CacheState> prepared(ModuleContent content, InstanceLimits limits) {
        return engine.cached(keys.computeIfAbsent(new Key(content.sha256(), options(limits)), key -> {
            byte[] bytes = content.load().toArray();
            return isComponent(bytes) ? Component.cacheKeys(bytes, key.options())
                    : CacheKeys.of(List.of(bytes), key.options());
        }));
    }

    /** How a module is compiled that is to keep to these limits. Depth is always counted: overflow must be clean. */
    static CoreOptions options(InstanceLimits limits) {
        return new CoreOptions(limits.fuel().isPresent(), true);
    }
}
