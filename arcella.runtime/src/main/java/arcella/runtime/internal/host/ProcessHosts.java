package arcella.runtime.internal.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

import arcella.command.WorkerProcesses;
import arcella.engine.core.CacheState;
import arcella.engine.core.CompileCache;
import arcella.engine.core.CompileProgress;
import arcella.engine.core.CoreEngine;
import arcella.error.ArcellaException;
import arcella.runtime.config.ConfigSource;
import arcella.worker.InstanceLimits;
import arcella.worker.InterpretedFunctions;
import arcella.worker.LocalModuleHost;
import arcella.worker.MemoryUse;
import arcella.worker.ModuleContent;
import arcella.worker.ModuleHost;
import arcella.worker.Workbench;
import arcella.worker.WorkbenchOptions;
import arcella.worker.WorkerOptions;
import arcella.worker.WorkerStatistics;
import arcella.worker.WorkerSupervisor;

/**
 * This process and the workers of one supervisor, as the framework's properties describe home and distribution. Says which
 * processes the workers are, so that ALME refuses them.
 */
@Component(service = {Hosts.class, WorkerProcesses.class})
public final class ProcessHosts implements Hosts, WorkerProcesses {

    private static final String WORKER_AOT_CACHE = "worker.aot";

    private static final long COMPILED_BYTES = 1L << 30;

    private final Optional<CompileCache> cache;
    private final Accepted accepted = new Accepted();
    private final LocalModuleHost main;
    private final GroupPolicy groups;
    private final WorkerSupervisor workers;

    /** For SCR. */
    @Activate
    public ProcessHosts(BundleContext context, @Reference ConfigSource configuration) {
        Path home = Path.of(property(context, "arcella.home"));
        Path lib = Path.of(property(context, "arcella.dist")).resolve("lib");
        Path compiled = home.resolve("cache").resolve("compiled");
        this.cache = cache(compiled);
        // Half of the heap for guests, and the other half for everybody else.
        this.main = new LocalModuleHost(
                cache.map(CoreEngine::cached).orElseGet(CoreEngine::new), Runtime.getRuntime().maxMemory() / 2);
        // The launcher names the folder with caches that fit this Java, if there is one.
        Optional<Path> aotCache = Optional.ofNullable(context.getProperty("arcella.aot"))
                .map(folder -> Path.of(folder).resolve(WORKER_AOT_CACHE)).filter(Files::isReadable);
        WorkerSettings settings = WorkerSettings.of(configuration.atStart());
        // Java has a quarter of the machine's memory for the container too, if nobody says something else.
        this.groups = new GroupPolicy(configuration, Runtime.getRuntime().maxMemory());
        this.workers = new WorkerSupervisor(WorkerOptions
                .of(home.resolve("run"), WorkerOptions.classPath(lib))
                .withAotCache(aotCache)
                .withHeapBytes(GroupPolicy.LEAST)
                .withSpare(settings.spare())
                .withMaxWorkers(settings.max())
                .withCompileCache(cache.map(opened -> compiled)), WorkbenchOptions.defaults(), groups);
    }

    /** A cache that cannot be used costs time at each start, and is no reason to have no container. */
    private static Optional<CompileCache> cache(Path folder) {
        try {
            return Optional.of(CompileCache.open(folder, COMPILED_BYTES));
        } catch (ArcellaException e) {
            System.getLogger(ProcessHosts.class.getName())
                    .log(System.Logger.Level.WARNING, "modules are compiled at each start: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static String property(BundleContext context, String name) {
        String value = context.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("the launcher sets the framework property " + name);
        }
        return value;
    }

    @Override
    public ModuleHost main() {
        return main;
    }

    @Override
    public MemoryUse memory() {
        return main.memory();
    }

    @Override
    public ModuleHost worker(String group) {
        return workers.host(group);
    }

    @Override
    public ModuleHost workerApart(String group) {
        return workers.hostApart(group);
    }

    @Override
    public Duration backoff(String group) {
        return workers.backoff(group);
    }

    @Override
    public void forgive(String group) {
        workers.forgive(group);
    }

    @Override
    public void keepSpare() {
        workers.keepSpare();
    }

    @Override
    public void members(GroupMembers members) {
        groups.members(members);
    }

    @Override
    public List<GroupLimit> groupLimits(String group) {
        return List.of(groups.heap(group), groups.modules(group));
    }

    @Override
    public Workbench workbench(ModuleContent content, boolean isInstalled) {
        return workers.workbench(content, isInstalled);
    }

    @Override
    public Accepted accepted() {
        return accepted;
    }

    @Override
    public InterpretedFunctions prepare(Workbench bench, InstanceLimits limits, CompileProgress progress) {
        return bench.compile(limits, progress, cache);
    }

    @Override
    public InterpretedFunctions prepare(byte[] wasm, InstanceLimits limits, CompileProgress progress) {
        return main.prepare(wasm, limits, progress);
    }

    @Override
    public Optional<CacheState> prepared(ModuleContent content, InstanceLimits limits) {
        return main.prepared(content, limits);
    }

    @Override
    public List<WorkerStatistics> workers() {
        return workers.workers();
    }

    @Override
    public void endWorker(String group, String why) {
        workers.kill(group, why);
    }

    @Override
    public Set<Long> pids() {
        return workers.workers().stream().map(WorkerStatistics::pid).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    @Deactivate
    public void close() {
        workers.close();
        main.close();
    }
}
