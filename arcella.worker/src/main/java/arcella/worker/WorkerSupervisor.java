package arcella.worker;

import java.time.Duration;
import java.util.List;

import arcella.worker.internal.supervisor.Workers;

/**
 * Starts worker processes, watches over them and ends them. A worker never takes this process or another worker down, and
 * ends with this process, however that ends.
 *
 * <p>Safe for use by many threads.
 */
public final class WorkerSupervisor implements AutoCloseable {

    private final Workers workers;
    private final WorkbenchOptions benches;

    /** A supervisor without a worker yet. */
    public WorkerSupervisor(WorkerOptions options) {
        this(options, WorkbenchOptions.defaults());
    }

    /** A supervisor without a worker yet, with bounds of its own for those that compile. */
    public WorkerSupervisor(WorkerOptions options, WorkbenchOptions benches) {
        this(options, benches, Main.class.getName());
    }

    /** A supervisor without a worker yet, whose groups have limits of their own. */
    public WorkerSupervisor(WorkerOptions options, WorkbenchOptions benches, GroupRules rules) {
        this(options, benches, rules, Main.class.getName());
    }

    /** One whose workers run another main class. */
    WorkerSupervisor(WorkerOptions options, WorkbenchOptions benches, String mainClass) {
        this(options, benches, group -> new GroupLimits(options.heapBytes(), Integer.MAX_VALUE), mainClass);
    }

    private WorkerSupervisor(WorkerOptions options, WorkbenchOptions benches, GroupRules rules, String mainClass) {
        this.workers = new Workers(options, benches, rules, mainClass);
        this.benches = benches;
    }

    /**
     * The host of a group's modules, the same for the same group until it is closed. No process is started by this.
     *
     * @throws arcella.error.ArcellaException if this supervisor is closed
     */
    public ModuleHost host(String group) {
        return new WorkerModuleHost(workers.group(group), false);
    }

    /**
     * As {@link #host}, for a module that is to come even where the worker that is there was sealed without what it needs and
     * others run in it: then it comes in another, which the group's next modules join, and the first ends when nothing runs in
     * it any more.
     */
    public ModuleHost hostApart(String group) {
        return new WorkerModuleHost(workers.group(group), true);
    }

    /** How long a worker of a group that is wanted now would be waited for, as those before it died early; zero if not. */
    public Duration backoff(String group) {
        return workers.group(group).backoff();
    }

    /** Has the next worker of a group be started at once, however often others have died. */
    public void forgive(String group) {
        workers.group(group).forgive();
    }

    /**
     * A worker that is there to validate and compile one module, and nothing else. Waits while others have all that there
     * may be.
     *
     * @param content the module; read into this process's memory only after the worker has accepted it
     * @param isInstalled whether it was validated when it came; then it does not wait for modules that come
     * @throws arcella.error.ArcellaException with {@link WorkerError#COMPILE_LIMIT} if the module is too large, and if no
     *     worker can be started
     */
    public Workbench workbench(ModuleContent content, boolean isInstalled) {
        int size = Workbench.size(content, benches);
        return new Workbench(workers.bench(size, isInstalled), benches, content);
    }

    /**
     * Has a process kept ready from now on, if the options want one; else that begins with the first worker.
     *
     * @throws arcella.error.ArcellaException if this supervisor is closed
     */
    public void keepSpare() {
        workers.keepSpare();
    }

    /** The workers that live now, by group, then the spare one, and then those that validate and compile modules. */
    public List<WorkerStatistics> workers() {
        return workers.statistics();
    }

    /**
     * Ends the worker of a group at once. Its instances are lost; the next instantiation starts another, without waiting.
     *
     * @param why what they are told, such as "the operator ended it"
     */
    public void kill(String group, String why) {
        workers.group(group).kill(why);
    }

    /** Ends all workers, with their instances, and waits until they are gone. */
    @Override
    public void close() {
        workers.close();
    }
}
