package arcella.worker;

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

    /** A supervisor without a worker yet. */
    public WorkerSupervisor(WorkerOptions options) {
        this(options, Main.class.getName());
    }

    /** One whose workers run another main class. */
    WorkerSupervisor(WorkerOptions options, String mainClass) {
        this.workers = new Workers(options, mainClass);
    }

    /**
     * The host of a group's modules, the same for the same group until it is closed. No process is started by this.
     *
     * @throws arcella.error.ArcellaException if this supervisor is closed
     */
    public ModuleHost host(String group) {
        return new WorkerModuleHost(workers.group(group));
    }

    /** The workers that live now, by group. */
    public List<WorkerStatistics> workers() {
        return workers.statistics();
    }

    /**
     * Ends the worker of a group at once. Its instances are lost; the next instantiation starts another.
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
