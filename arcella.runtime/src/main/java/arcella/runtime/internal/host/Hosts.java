package arcella.runtime.internal.host;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import arcella.engine.core.CacheState;
import arcella.engine.core.CompileProgress;
import arcella.worker.InstanceLimits;
import arcella.worker.InterpretedFunctions;
import arcella.worker.MemoryUse;
import arcella.worker.ModuleContent;
import arcella.worker.ModuleHost;
import arcella.worker.Workbench;
import arcella.worker.WorkerStatistics;

/** The places where modules run. Thread-safe. */
public interface Hosts extends AutoCloseable {

    /** The container's own process. */
    ModuleHost main();

    /** What the linear memories of all modules of the container's process take. */
    MemoryUse memory();

    /** The worker process of a group; it is started when it is first needed. */
    ModuleHost worker(String group);

    /** Has a worker process kept ready from now on, if the operator wants one. */
    void keepSpare();

    /** Says who knows the modules of groups, from whose limits follows what their workers may have. */
    void members(GroupMembers members);

    /** What the worker of a group may have, whether there is one or not; a process that is there may have begun with another heap. */
    List<GroupLimit> groupLimits(String group);

    /**
     * A worker process to validate and compile one module, and nothing else; waits while there are as many as there may
     * be.
     *
     * @param content the module
     * @param isInstalled whether it was validated when it came
     * @throws arcella.error.ArcellaException if it is too large, or no process can be started
     */
    Workbench workbench(ModuleContent content, boolean isInstalled);

    /** What workbenches have accepted. */
    Accepted accepted();

    /**
     * Compiles a module that was examined at a workbench, as its instances will need it, for this process and all workers.
     *
     * @param progress hears how far it is
     * @return the functions that could not be compiled
     */
    InterpretedFunctions prepare(Workbench bench, InstanceLimits limits, CompileProgress progress);

    /**
     * Compiles a module in this process, as its instances will need it: one that runs here anyway.
     *
     * @param progress hears how far it is
     * @return the functions that could not be compiled
     */
    InterpretedFunctions prepare(byte[] wasm, InstanceLimits limits, CompileProgress progress);

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

    /**
     * For instances of a group's modules that come although the worker that is there was sealed without what they need and others
     * run in it: in another, which is the group's from then on.
     */
    ModuleHost workerApart(String group);

    /** How long a worker process of a group that is wanted now would be waited for, as those before it died early. */
    Duration backoff(String group);

    /** Has the next worker process of a group be started at once, however often others have died: somebody has seen to it. */
    void forgive(String group);

    /** Ends all instances and worker processes. */
    @Override
    void close();
}
