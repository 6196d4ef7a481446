package arcella.runtime.internal.host;

import java.util.List;
import java.util.Optional;

import arcella.engine.core.CacheState;
import arcella.engine.core.CompileProgress;
import arcella.worker.InstanceLimits;
import arcella.worker.ModuleContent;
import arcella.worker.ModuleHost;
import arcella.worker.WorkerStatistics;

/** The places where modules run. Thread-safe. */
public interface Hosts extends AutoCloseable {

    /** The container's own process. */
    ModuleHost main();

    /** The worker process of a group; it is started when it is first needed. */
    ModuleHost worker(String group);

    /**
     * Compiles a module as its instances will need it, for this process and all workers.
     *
     * @param progress hears how far it is
     * @return the names of the functions that run in the interpreter
     */
    List<String> prepare(byte[] wasm, InstanceLimits limits, CompileProgress progress);

    /** What the compile cache has of a module as its instances will need it; nothing if there is no cache. */
    Optional<CacheState> prepared(ModuleContent content, InstanceLimits limits);

    /** The worker processes at present. */
    List<WorkerStatistics> workers();

    /**
     * Ends the worker process of a group, if there is one, and returns when it is gone; the next instance starts another.
     *
     * @param why what its instances are told
     */
    void endWorker(String group, String why);

    /** Ends all instances and worker processes. */
    @Override
    void close();
}
