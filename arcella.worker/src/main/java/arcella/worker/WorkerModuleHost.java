package arcella.worker;

import arcella.worker.internal.supervisor.GroupHost;

/**
 * Runs the modules of one group in a worker process, which is started when the first of them is instantiated. If it dies,
 * all its instances end as {@link Ending.Lost}; the next instantiation starts another, not sooner than a backoff that
 * grows with each early death. Made by {@link WorkerSupervisor#host}.
 *
 * <p>Safe for use by many threads.
 */
public final class WorkerModuleHost implements ModuleHost {

    private final GroupHost host;
    private final boolean apart;

    /** @param apart as {@link WorkerSupervisor#hostApart} */
    WorkerModuleHost(GroupHost host, boolean apart) {
        this.host = host;
        this.apart = apart;
    }

    @Override
    public ModuleInstance instantiate(InstanceSpec spec, InstanceListener listener, ModuleImports imports) {
        return host.instantiate(spec, listener, imports, apart);
    }

    @Override
    public void close() {
        host.close();
    }
}
