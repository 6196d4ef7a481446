package arcella.worker.internal.local;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

import arcella.engine.core.CacheState;
import arcella.engine.core.CompileProgress;
import arcella.engine.core.CoreEngine;
import arcella.engine.core.CoreOptions;
import arcella.engine.core.MemoryBudget;
import arcella.error.ArcellaException;
import arcella.wasi.preview2.HostServices;
import arcella.wit.resolved.ComponentType;
import arcella.worker.Ending;
import arcella.worker.InstanceLimits;
import arcella.worker.InstanceSpec;
import arcella.worker.InterpretedFunctions;
import arcella.worker.MemoryUse;
import arcella.worker.ModuleContent;
import arcella.worker.WorkerError;

/**
 * Makes instances in this process and keeps count of them. Nothing here waits for a guest: what takes time is answered
 * through a {@link Reply}. {@link arcella.worker.LocalModuleHost} gives it the shape that the container uses, and a
 * worker uses it as it is. Thread-safe.
 */
public final class LocalHost implements AutoCloseable {

    private final ModuleLoader loader;
    private final MemoryBudget budget;
    private final Timer timer = new Timer("arcella-deadlines");
    private final LongRuns longRuns;
    private final Set<LocalInstance> living = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param engine loads the modules
     * @param budget what the memories of all instances may take together
     */
    public LocalHost(CoreEngine engine, MemoryBudget budget) {
        this(engine, budget, HostServices.none());
    }

    /**
     * For the worker of a group, which cannot have its own threads step back.
     *
     * @param stepBack has a thread that computes for long step back behind others, by its number to the kernel
     */
    public LocalHost(CoreEngine engine, MemoryBudget budget, LongConsumer stepBack) {
        this(engine, budget, HostServices.none(), GiveWay.asked(stepBack), true);
    }

    /**
     * @param engine loads the modules
     * @param budget what the memories of all instances may take together
     * @param services what components have of whoever runs them
     */
    public LocalHost(CoreEngine engine, MemoryBudget budget, HostServices services) {
        this(engine, budget, services, GiveWay.here(), false);
    }

    private LocalHost(CoreEngine engine, MemoryBudget budget, HostServices services, GiveWay giveWay, boolean worker) {
        this.loader = new ModuleLoader(engine, budget, services, worker);
        this.budget = budget;
        this.longRuns = new LongRuns(timer, giveWay);
    }

    /** What the memories of all instances take. */
    public MemoryUse memory() {
        return new MemoryUse(budget.usedBytes(), budget.limitBytes());
    }

    /** How modules of instances with these limits are compiled. */
    public static CoreOptions compileOptions(InstanceLimits limits) {
        return ModuleLoader.options(limits);
    }

    /** Compiles a module into the engine's cache; the functions that fell back to the interpreter. */
    public InterpretedFunctions prepare(byte[] wasm, InstanceLimits limits, CompileProgress progress) {
        return loader.prepare(wasm, limits, progress);
    }

    /** What the engine's cache has of a module; nothing if the engine has no cache. */
    public Optional<CacheState> prepared(ModuleContent content, InstanceLimits limits) {
        return loader.prepared(content, limits);
    }

    /** The interfaces that a component imports and no host offers. */
    public static Set<String> foreignImports(ComponentType type) {
        return ComponentGuest.foreignImports(type);
    }

    /** Refuses a component that imports what neither a host nor another module could offer. */
    public static void checkImports(ComponentType type) {
        ComponentGuest.checkImports(type);
    }

    /** An instance that is being loaded. */
    public interface Loading {

        /** The instance; nothing may be asked of it before the reply has said that it is there. */
        LocalInstance instance();

        /** Begins; the reply may come at once. */
        void begin();

        /** Gives it up, and the instance with it if that is there already. */
        void cancel();
    }

    /**
     * Prepares to load a module.
     *
     * @param reply hears that the instance is there, or why not
     * @throws ArcellaException if this host is closed
     */
    public Loading instantiate(InstanceSpec spec, GuestIo io, Reply<Boolean> reply) {
        LocalInstance instance = new LocalInstance(spec, loader, io, timer, longRuns);
        living.add(instance);
        instance.heard().whenComplete((end, none) -> living.remove(instance));
        if (closed) {
            living.remove(instance);
            throw new ArcellaException(WorkerError.HOST_CLOSED, "the host of modules is closed", "");
        }
        Task<Boolean> task = instance.loading(reply);
        return new Loading() {
            @Override
            public void begin() {
                instance.load(task);
            }

            @Override
            public LocalInstance instance() {
                return instance;
            }

            @Override
            public void cancel() {
                instance.abandon(task);
            }
        };
    }

    /** How many instances there are, those that are being loaded or ended included. */
    public int living() {
        return living.size();
    }

    /** Stops all instances and waits for their ends for some seconds; who does not end by then is left to itself. */
    @Override
    public void close() {
        closed = true;
        List<CompletableFuture<Ending>> ends = living.stream().map(each -> each.stop(Duration.ZERO)).toList();
        try {
            CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new ArcellaException(WorkerError.INTERNAL, "guests did not end within 10 s of being stopped", "", e);
        } finally {
            timer.close();
            longRuns.close();
        }
    }
}
