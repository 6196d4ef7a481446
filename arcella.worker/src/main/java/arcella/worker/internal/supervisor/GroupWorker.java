package arcella.worker.internal.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;
import arcella.worker.InstanceSpec;
import arcella.worker.WorkerError;
import arcella.worker.WorkerStatistics;

/** One worker process of a group, and what is in it. What its {@link GroupHost} counts is guarded by that. */
final class GroupWorker {

    private final String group;
    private final Launcher.Launched launched;
    private final long sinceNanos = System.nanoTime();
    private final GrantedReach reach;

    /** Instances that are being made: nobody may end it meanwhile. */
    int used;
    /** Instances that are there or being made. */
    int members;
    long idleSinceNanos = System.nanoTime();

    /** @param reach what it was sealed to */
    GroupWorker(String group, Launcher.Launched launched, GrantedReach reach) {
        this.group = group;
        this.launched = launched;
        this.reach = reach;
    }

    WorkerLink link() {
        return launched.link();
    }

    Process process() {
        return launched.process();
    }

    long heapBytes() {
        return launched.heapBytes();
    }

    GrantedReach reach() {
        return reach;
    }

    /** When it began, by {@link System#nanoTime}. */
    long sinceNanos() {
        return sinceNanos;
    }

    /** Whether nothing runs in it. */
    boolean idle() {
        return used == 0 && link().instances().isEmpty();
    }

    /** Whether nobody else than this module, in whatever version, is in it. */
    boolean runsOnly(InstanceSpec spec) {
        return used == 0 && link().instances().values().stream().allMatch(there -> name(there.module()).equals(name(spec.module())));
    }

    /** Whether this module, in whatever version, is in it. */
    boolean runs(InstanceSpec spec) {
        return link().instances().values().stream().anyMatch(there -> name(there.module()).equals(name(spec.module())));
    }

    private static String name(String module) {
        int version = module.indexOf('@');
        return version < 0 ? module : module.substring(0, version);
    }

    /** @param starts how many workers its group has had */
    WorkerStatistics statistics(long starts) {
        List<String> modules = new ArrayList<>();
        link().instances().values().forEach(instance -> modules.add(instance.module()));
        return new WorkerStatistics(group, process().pid(),
                Duration.ofNanos(System.nanoTime() - sinceNanos), ProcessFigures.residentBytes(process().pid()),
                heapBytes(), link().heapUsedBytes(), link().memory(), ProcessFigures.cpuTime(process().toHandle()), modules,
                link().openRequests(), link().calls(), starts, launched.seal());
    }

    /**
     * Of what it died.
     *
     * @param why why it was given up, if it was
     * @param itself whether its process ended by itself
     */
    ArcellaException obituary(@Nullable ArcellaException why, boolean itself) {
        String name = "the worker of group " + group + " (process " + process().pid() + ") ";
        String how = why != null ? "was given up: " + why.what()
                : itself ? Deaths.describe(process().exitValue()) : "left its connection and was ended";
        String said = launched.errors().text();
        return new ArcellaException(WorkerError.WORKER_LOST, name + how + (said.isEmpty() ? "" : "; it said: " + said),
                "start the module again", why);
    }

    /** Deletes what it wrote; once it is dead. */
    void deleteFolder() {
        launched.folder().delete();
    }
}
