package arcella.worker;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

import arcella.engine.core.CacheState;
import arcella.engine.core.CompileProgress;
import arcella.engine.core.CoreEngine;
import arcella.engine.core.CoreOptions;
import arcella.engine.core.MemoryBudget;
import arcella.error.ArcellaException;
import arcella.wasi.preview2.HostServices;
import arcella.wit.resolved.ComponentType;
import arcella.worker.internal.Answer;
import arcella.worker.internal.Threads;
import arcella.worker.internal.local.HostedInstance;
import arcella.worker.internal.local.ListenerIo;
import arcella.worker.internal.local.LocalHost;

/**
 * Runs modules in this process. Each instance has a platform thread of its own while it has something to do, with the
 * stack size of its limits; listeners are called on it.
 *
 * <p>Safe for use by many threads.
 */
public final class LocalModuleHost implements ModuleHost {

    private final LocalHost host;
    private final Executor answers = Threads.asNeeded("arcella-answer");

    /**
     * A host with an engine of its own.
     *
     * @param memoryBytes what the linear memories of all its instances may take together
     */
    public LocalModuleHost(long memoryBytes) {
        this(new CoreEngine(), memoryBytes);
    }

    /**
     * A host with this engine, which may have a compile cache.
     *
     * @param memoryBytes what the linear memories of all its instances may take together
     */
    public LocalModuleHost(CoreEngine engine, long memoryBytes) {
        this(engine, memoryBytes, HostServices.none());
    }

    /**
     * A host that serves its components itself.
     *
     * @param memoryBytes what the linear memories of all its instances may take together
     * @param services what all its components have, but for interfaces that an instance's own imports serve
     */
    public LocalModuleHost(CoreEngine engine, long memoryBytes, HostServices services) {
        this.host = new LocalHost(engine, MemoryBudget.of(memoryBytes), services);
    }

    /** What the linear memories of all its instances take together now. */
    public MemoryUse memory() {
        return host.memory();
    }

    /**
     * How the core modules of an instance with these limits are compiled: an engine that compiles a module with these
     * options into a compile cache saves every host that uses the cache the same work.
     */
    public static CoreOptions compileOptions(InstanceLimits limits) {
        return LocalHost.compileOptions(limits);
    }

    /**
     * Compiles a module as instances with these limits need it, and keeps nothing but what the engine's compile cache
     * keeps: the hosts that use the cache, this one and others, are saved the work.
     *
     * @param wasm a core module or a component; not kept, not changed
     * @param progress hears how far it is
     * @return the functions that could not be compiled
     * @throws ArcellaException if it is no module that can run here
     */
    public InterpretedFunctions prepare(byte[] wasm, InstanceLimits limits, CompileProgress progress) {
        return host.prepare(wasm, limits, progress);
    }

    /**
     * What the engine's compile cache has of a module as instances with these limits need it: whether a host that only
     * reads the cache would have to compile. Takes a few milliseconds.
     *
     * @return nothing if the engine has no cache
     * @throws ArcellaException if it is no module, or its content cannot be loaded
     */
    public Optional<CacheState> prepared(ModuleContent content, InstanceLimits limits) {
        return host.prepared(content, limits);
    }

    /**
     * The interfaces that a component imports and no host offers: other modules have to provide them.
     *
     * @return their names as the component writes them, in its order
     */
    public static Set<String> foreignImports(ComponentType type) {
        return LocalHost.foreignImports(type);
    }

    /**
     * Checks, before anything is compiled, that hosts offer all that a component imports, but for the interfaces of
     * {@link #foreignImports}.
     *
     * @throws ArcellaException with {@link arcella.engine.EngineError#UNLINKABLE}, naming every import that they do not
     *     offer, or offer with another type
     */
    public static void checkImports(ComponentType type) {
        LocalHost.checkImports(type);
    }

    @Override
    public ModuleInstance instantiate(InstanceSpec spec, InstanceListener listener, ModuleImports imports) {
        Answer<Boolean> answer = Answer.awaited();
        LocalHost.Loading loading =
                host.instantiate(spec, new ListenerIo(listener, imports), HostedInstance.reply(answer));
        answer.onCancel(loading::cancel);
        loading.begin();
        answer.await();
        return new HostedInstance(loading.instance(), answers);
    }

    @Override
    public void close() {
        host.close();
    }
}
