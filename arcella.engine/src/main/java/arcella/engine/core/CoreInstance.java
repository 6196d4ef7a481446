package arcella.engine.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.wasm.WasmEngineException;
import run.endive.wasm.types.DataSegment;
import run.endive.wasm.types.Export;
import run.endive.wasm.types.ExternalType;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;

/**
 * One instance of a core module.
 *
 * <p>One thread at a time. {@link Thread#interrupt()} on the thread that runs guest code stops the guest with a {@link
 * Trap} of kind {@link Trap.Kind#INTERRUPTED} at its next call or loop; the thread stays marked as interrupted, and its
 * owner clears the mark before it calls a guest again.
 *
 * <p>After a stack overflow an instance is <em>poisoned</em>: the overflow may have struck at any instruction, the
 * guest's data may be half-changed, so that later calls are refused. After other traps it can be called again, as the
 * core specification has it; the component layer above is stricter.
 */
public final class CoreInstance implements AutoCloseable {

    private static final long[] NOTHING = {};

    private final CoreModule module;
    private final CoreMeter meter;
    private final List<CoreMemory> ownMemories = new ArrayList<>();
    private final List<GuardedTable> ownTables = new ArrayList<>();
    private Map<String, CoreExtern> exports = Map.of();
    private @Nullable Instance instance;
    private @Nullable Externs externs;
    private volatile @Nullable Throwable poison;

    CoreInstance(CoreModule module, CoreMeter meter) {
        this.module = module;
        this.meter = meter;
    }

    /** The instance behind one of the library's; empty for null elements. */
    static Optional<CoreInstance> of(@Nullable Instance instance) {
        return instance != null && instance.getMachine() instanceof GuestMachine machine
                ? Optional.of(machine.owner()) : Optional.empty();
    }

    /** Called while the library builds its instance, before any guest code runs. */
    void link(Instance built, Externs all, List<CoreMemory> made, List<GuardedTable> madeTables) {
        instance = built;
        externs = all;
        ownMemories.addAll(made);
        ownTables.addAll(madeTables);
        Map<String, CoreExtern> named = new LinkedHashMap<>();
        for (int i = 0; i < module.parsed().exportSection().exportCount(); i++) {
            Export export = module.parsed().exportSection().getExport(i);
            named.put(export.name(), all.export(export));
        }
        exports = java.util.Collections.unmodifiableMap(named);
    }

    /** The module this is an instance of. */
    public CoreModule module() {
        return module;
    }

    /** Everything it exports, by name, in the module's order. */
    public Map<String, CoreExtern> exports() {
        return exports;
    }

    /** An exported function. */
    public Optional<CoreFunction> function(String name) {
        return exports.get(name) instanceof CoreFunction f ? Optional.of(f) : Optional.empty();
    }

    /** An exported memory. */
    public Optional<CoreMemory> memory(String name) {
        return exports.get(name) instanceof CoreMemory m ? Optional.of(m) : Optional.empty();
    }

    /** An exported table. */
    public Optional<CoreTable> table(String name) {
        return exports.get(name) instanceof CoreTable t ? Optional.of(t) : Optional.empty();
    }

    /** An exported global. */
    public Optional<CoreGlobal> global(String name) {
        return exports.get(name) instanceof CoreGlobal g ? Optional.of(g) : Optional.empty();
    }

    /** An exported tag. */
    public Optional<CoreTag> tag(String name) {
        return exports.get(name) instanceof CoreTag t ? Optional.of(t) : Optional.empty();
    }

    /** What counts its fuel and call depth. */
    public CoreMeter meter() {
        return meter;
    }

    /** Whether calls are refused because of an earlier stack overflow. */
    public boolean poisoned() {
        return poison != null;
    }

    /**
     * Takes down the present state, for {@link #reset}. Right after instantiation and initialization is a good moment.
     * No guest code of this instance may be running.
     */
    public CoreSnapshot snapshot() {
        Externs all = Objects.requireNonNull(externs, "not linked");
        ModuleShape shape = module.shape();
        // Counters stand behind the module's own globals, and belong to the meter.
        int ownGlobals = all.globals().size();
        return new CoreSnapshot(this, List.copyOf(ownMemories),
                all.tables().subList(ModuleShape.imported(module.parsed(), ExternalType.TABLE), all.tables().size()),
                all.globals().subList(ModuleShape.imported(module.parsed(), ExternalType.GLOBAL), ownGlobals),
                shape.memories().isEmpty() ? new DataSegment[0] : segments());
    }

    /**
     * Goes back to a state taken down before, in place: a good deal faster than a new instance. No guest code of this
     * instance may be running.
     *
     * @return {@code false} if that cannot be done, because the instance is poisoned or a table has grown since; make a
     *     new instance then
     * @throws IllegalArgumentException if the snapshot is another instance's
     */
    public boolean reset(CoreSnapshot snapshot) {
        if (!snapshot.of(this)) {
            throw new IllegalArgumentException("the snapshot is another instance's");
        }
        return !poisoned() && snapshot.restore(module.shape().memories().isEmpty() ? new DataSegment[0] : segments());
    }

    private DataSegment[] segments() {
        return ((FlatMemory) linked().memory(0)).segments();
    }

    /** Gives the memory and table elements that this instance reserved back to their budgets. The instance must not be used afterwards. */
    @Override
    public void close() {
        poison = new IllegalStateException("closed");
        ownMemories.forEach(CoreMemory::release);
        ownMemories.clear();
        ownTables.forEach(GuardedTable::release);
        ownTables.clear();
    }

    /** Refuses a call into a poisoned instance; answers the call depth left, for {@link #failure}. */
    int enter() {
        Throwable reason = poison;
        if (reason != null) {
            throw new ArcellaException(EngineError.POISONED,
                    reason instanceof IllegalStateException ? "the instance is closed"
                            : "the instance cannot be used any more after a stack overflow",
                    "make a new instance", reason);
        }
        return meter.depth();
    }

    /** Calls a function by its index, with slots; what the library throws comes out as it is. */
    long[] callBoxed(int index, long[] args) {
        long[] results = linked().getMachine().call(index, args);
        return results == null ? NOTHING : results;
    }

    /**
     * What to throw to Java for a failure that leaves this instance; poisons it where that is called for.
     *
     * @param depth the call depth left when the call began: what was thrown through did not put it back
     */
    RuntimeException failure(Throwable thrown, int depth) {
        if (Traps.isStackExhausted(thrown)) {
            poison = thrown;
        }
        RuntimeException translated = Traps.translate(thrown, module, meter);
        meter.depth(depth);
        return translated;
    }

    /** Poisons this instance if {@code thrown}, on its way to another instance, calls for it. */
    WasmEngineException poisonedBy(WasmEngineException thrown) {
        if (Traps.isStackExhausted(thrown)) {
            poison = thrown;
        }
        return thrown;
    }

    /** A function by its index, for tables. */
    CoreFunction functionAt(int index) {
        return Objects.requireNonNull(externs, "not linked").function(index);
    }

    Instance linked() {
        return Objects.requireNonNull(instance, "not linked");
    }

    /** The compiled method of a function, its trailing arguments bound; empty where only the slow way is right. */
    Optional<MethodHandle> compiled(int index) {
        CoreFunctionType type = module.shape().functions().get(index);
        // Tail calls come back to a trampoline that only the slow way has.
        if (module.tailCalls() || module.interpretedFunctions().containsKey(index)) {
            return Optional.empty();
        }
        Instance target = linked();
        MethodType plain = type.methodType();
        return module.classes()
                .function(index, plain.appendParameterTypes(Memory.class, Instance.class))
                .map(method -> MethodHandles.insertArguments(method, plain.parameterCount(), target.memory(), target));
    }
}
