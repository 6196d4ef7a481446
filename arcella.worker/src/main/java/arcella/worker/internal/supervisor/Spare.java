package arcella.worker.internal.supervisor;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;
import arcella.worker.WorkerError;
import arcella.worker.WorkerStatistics;

/**
 * A worker process that has been started before anybody needs it. It has connected and waits to be told what it is for, so
 * that whoever takes it decides what its seal leaves open. Thread-safe.
 */
final class Spare {

    /** Stands where others have the group of their modules; no group can be called so. */
    static final String GROUP = "-spare";

    private static final Duration EXIT = Duration.ofSeconds(10);

    private final long sinceNanos = System.nanoTime();

    // Guarded by this.
    private Launcher.@Nullable Met met;
    private @Nullable Consumer<WorkerLink> heir;
    private boolean ended;

    private Spare() {}

    /** Starts one; no process is left if that fails. */
    static Spare start(Launcher launcher, long heapBytes) throws InterruptedException {
        Spare spare = new Spare();
        Launcher.Met met = launcher.connect(GROUP, heapBytes, spare::died);
        boolean gone;
        synchronized (spare) {
            spare.met = met;
            gone = spare.ended;
        }
        if (gone) {
            bury(met);
        }
        return spare;
    }

    private Launcher.Met met() {
        Launcher.Met present = met;
        if (present == null) {
            throw new IllegalStateException("nobody has it before it is there");
        }
        return present;
    }

    /** On a thread of the pool. */
    private void died(WorkerLink link) {
        Consumer<WorkerLink> whose;
        Launcher.Met present;
        synchronized (this) {
            ended = true;
            whose = heir;
            present = met;
        }
        if (whose != null) {
            whose.accept(link);
        } else if (present != null) {
            bury(present);
        }
    }

    private static void bury(Launcher.Met met) {
        met.process().destroyForcibly();
        Deaths.exits(met.process(), EXIT);
        met.link().tell(new ArcellaException(WorkerError.WORKER_LOST, "the spare worker ended", ""));
        met.folder().delete();
    }

    /**
     * Gives it to somebody, who is told of its death from now on and clears away what it leaves; nothing if it has died.
     *
     * @param onDeath as for {@link Launcher#launch}
     */
    synchronized Launcher.@Nullable Met take(Consumer<WorkerLink> onDeath) {
        if (ended) {
            return null;
        }
        heir = onDeath;
        return met();
    }

    /** Whether it has died. */
    synchronized boolean ended() {
        return ended;
    }

    /** As {@link WorkerLink#beat}. */
    synchronized void beat(long now) {
        if (!ended) {
            met().link().beat(now);
        }
    }

    /** What there is to tell, unless it has died. */
    synchronized List<WorkerStatistics> statistics(long starts) {
        if (ended) {
            return List.of();
        }
        Process process = met().process();
        return List.of(new WorkerStatistics(GROUP, process.pid(), Duration.ofNanos(System.nanoTime() - sinceNanos),
                ProcessFigures.residentBytes(process.pid()), met().heapBytes(), met().link().heapUsedBytes(), met().link().memory(),
                ProcessFigures.cpuTime(process.toHandle()), List.of(),
                met().link().openRequests(), 0, starts, List.of()));
    }

    /** Ends it and waits until nothing of it is left. */
    void end() {
        Launcher.Met present;
        synchronized (this) {
            present = met();
        }
        present.link().giveUp(new ArcellaException(WorkerError.HOST_CLOSED, "the worker was ended", ""));
        present.link().dead().join();
    }
}
