package arcella.runtime.internal.container;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import arcella.error.ArcellaException;
import arcella.runtime.ModuleReport;
import arcella.runtime.ModuleState;
import arcella.runtime.RuntimeError;
import arcella.runtime.internal.host.Hosts;
import arcella.runtime.internal.lifecycle.ManagedModule;
import arcella.runtime.internal.store.ModuleRecord.Wanted;
import arcella.runtime.internal.text.Nearest;

/** The modules that share a worker process. Thread-safe. */
public final class Groups {

    private final Container container;
    private final ContainerModules modules;
    private final Hosts hosts;

    Groups(Container container, ContainerModules modules, Hosts hosts) {
        this.container = container;
        this.modules = modules;
        this.hosts = hosts;
    }

    /** The groups that installed modules are in, in order; modules of the main process are in none. */
    public List<String> names() {
        return inWorkers().map(ModuleReport::group).distinct().sorted().toList();
    }

    private Stream<ModuleReport> inWorkers() {
        return modules.list().stream().filter(module -> module.isolation().equals("worker"));
    }

    /**
     * The modules of a group.
     *
     * @throws ArcellaException {@code NO_GROUP} if there are none, with the nearest group
     */
    public List<ModuleReport> members(String group) {
        List<ModuleReport> members = inWorkers().filter(module -> module.group().equals(group)).toList();
        if (members.isEmpty()) {
            throw new ArcellaException(RuntimeError.NO_GROUP, "no module of a worker group '" + group + "' is installed",
                    Nearest.of(group, names()).map(near -> "did you mean '" + near + "'?")
                            .orElse("see worker:list, and the groups of modules in module:info"));
        }
        return members;
    }

    /**
     * Ends the worker of a group and starts its modules in a new one: those that were running, and those that failed and are
     * to run. Calls in flight fail; calls that wait, or come meanwhile, are for the new instances. A crash in between leaves
     * them to be started.
     *
     * @return what became of each, a line each
     * @throws ArcellaException {@code INSTANCE_FAILED} if one did not start; the others did
     */
    public List<String> restart(String group) throws InterruptedException {
        List<String> names = members(group).stream().map(module -> module.id().name()).distinct().sorted().toList();
        return locked(names, 0, () -> {
            List<ModuleEntry> again = container.directory().inWorker(group).stream().filter(Groups::isToRun).toList();
            List<ManagedModule.Restart> restarts = again.stream().map(entry -> entry.life().restarting()).toList();
            try {
                for (ModuleEntry entry : again) {
                    modules.pause(entry.id().toString());
                }
                hosts.endWorker(group, "an operator restarted the worker");
                List<String> lines = new ArrayList<>();
                List<String> failed = new ArrayList<>();
                for (ModuleEntry entry : again) {
                    String module = entry.id().toString();
                    try {
                        lines.add(module + ": " + modules.restart(module).module().state().text());
                    } catch (ArcellaException e) {
                        failed.add(module + " did not start: " + e.getMessage());
                    }
                }
                if (!failed.isEmpty()) {
                    throw new ArcellaException(RuntimeError.INSTANCE_FAILED, "the worker of group " + group + " was ended, and of its modules "
                            + String.join("; ", failed)
                            + (lines.isEmpty() ? "" : "; the others run: " + String.join(", ", lines)), "see logs of the module");
                }
                return lines;
            } finally {
                restarts.forEach(ManagedModule.Restart::close);
            }
        });
    }

    private static boolean isToRun(ModuleEntry entry) {
        ModuleState state = entry.life().state();
        return state.live() || state instanceof ModuleState.Failed && entry.record().wanted() == Wanted.STARTED;
    }

    /** Takes the names' locks, one inside the other in their order. */
    private <T> T locked(List<String> names, int next, NameLocks.Work<T> work) throws InterruptedException {
        return next == names.size() ? work.run()
                : container.locks().with(names.get(next), () -> locked(names, next + 1, work));
    }
}
