package arcella.worker.internal.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;
import arcella.worker.Ending;
import arcella.worker.InstanceListener;
import arcella.worker.InstanceSpec;
import arcella.worker.ModuleImports;
import arcella.worker.ModuleInstance;
import arcella.worker.WorkerError;
import arcella.worker.WorkerOptions;
import arcella.worker.WorkerStatistics;
import arcella.worker.internal.Answer;
import arcella.worker.internal.local.Timer;

/**
 * The worker of one group: started when an instance is wanted and none is there, again after a death, and ended when it
 * has been idle for long. Thread-safe.
 */
public final class GroupHost {

    private static final Duration DRAIN = Duration.ofSeconds(2);
    private static final Duration EXIT = Duration.ofSeconds(2);

    private final String group;
    private final WorkerOptions options;
    private final Spares spares;
    private final Semaphore places;

    /** Held while a worker is started, and while one is picked: never by what a worker's own thread waits for. */
    private final ReentrantLock lock = new ReentrantLock();

    /** The folders that modules of this group have asked for so far. Guarded by the lock. */
    private GrantedReach granted = GrantedReach.none();

    // Guarded by this.
    private final Backoff backoff = new Backoff();
    private @Nullable Life life;
    private final Set<WorkerLink> dying = new HashSet<>();
    private long starts;
    private boolean closed;

    GroupHost(String group, WorkerOptions options, Spares spares, Semaphore places) {
        this.group = group;
        this.options = options;
        this.spares = spares;
        this.places = places;
    }

    /** One worker process of this group. */
    private static final class Life {
        private final Launcher.Launched launched;
        private final long sinceNanos = System.nanoTime();
        private final GrantedReach reach;
        private int used;
        private long idleSinceNanos = System.nanoTime();

        Life(Launcher.Launched launched, GrantedReach reach) {
            this.launched = launched;
            this.reach = reach;
        }

        WorkerLink link() {
            return launched.link();
        }
    }

    /** As {@link arcella.worker.ModuleHost#instantiate}. */
    public ModuleInstance instantiate(InstanceSpec spec, InstanceListener listener, ModuleImports imports) {
        byte[] content = spec.content().load().toArray();
        long deadline = Timer.after(spec.limits().loadDeadline());
        Life chosen = take(spec, deadline);
        try {
            return new RemoteInstance(chosen.link(), spec, listener, imports).instantiate(content).await();
        } finally {
            synchronized (this) {
                chosen.used--;
                chosen.idleSinceNanos = System.nanoTime();
            }
        }
    }

    private Life take(InstanceSpec spec, long deadline) {
        try {
            lock.lockInterruptibly();
            try {
                Life present = present(spec);
                if (present != null) {
                    return present;
                }
                awaitBackoff(deadline);
                return begin(spec);
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ArcellaException(WorkerError.CANCELLED, "the caller was interrupted", "", e);
        }
    }

    private @Nullable Life present(InstanceSpec spec) {
        Life unfit;
        synchronized (this) {
            if (closed) {
                throw new ArcellaException(WorkerError.HOST_CLOSED, "the host of group " + group + " is closed", "");
            }
            Life present = life;
            if (present == null) {
                return null;
            }
            if (present.reach.cover(spec)) {
                present.used++;
                return present;
            }
            if (present.used > 0 || !present.link().instances().isEmpty()) {
                throw new ArcellaException(WorkerError.FOLDER, spec.module() + " needs folders or the network, and the worker of group "
                        + group + " was sealed without them; other modules run in it",
                        "stop the other modules of the group first, or put this one into a group of its own");
            }
            unfit = present;
            life = null;
        }
        // Nothing runs in it, so that nobody notices the change for one that reaches them.
        unfit.link().giveUp(closing());
        unfit.link().dead().join();
        return null;
    }

    private void awaitBackoff(long deadline) throws InterruptedException {
        long remaining;
        synchronized (this) {
            remaining = backoff.remaining(System.nanoTime());
        }
        if (System.nanoTime() + remaining - deadline > 0) {
            throw new ArcellaException(WorkerError.WORKER_BACKOFF, "the worker of group " + group
                    + " died repeatedly and is not started again for " + TimeUnit.NANOSECONDS.toMillis(remaining)
                    + " ms", "see why it dies, or wait");
        }
        TimeUnit.NANOSECONDS.sleep(remaining);
    }

    private Life begin(InstanceSpec spec) throws InterruptedException {
        GrantedReach reach = granted.plus(spec);
        granted = reach;
        if (!places.tryAcquire()) {
            throw new ArcellaException(WorkerError.TOO_MANY_WORKERS, "there are " + options.maxWorkers()
                    + " workers already, as many as there may be", "put modules into one group, or raise the number");
        }
        CompletableFuture<Life> started = new CompletableFuture<>();
        try {
            Launcher.Launched launched = spares.launch(group, reach,
                    link -> started.whenComplete((begun, failure) -> died(link, begun)));
            Life begun = new Life(launched, reach);
            boolean late;
            synchronized (this) {
                begun.used++;
                life = begun;
                starts++;
                late = closed;
            }
            started.complete(begun);
            if (late) {
                begun.link().giveUp(closing());
            }
            return begun;
        } catch (ArcellaException | InterruptedException e) {
            started.completeExceptionally(e);
            places.release();
            synchronized (this) {
                backoff.died(System.nanoTime(), 0);
            }
            throw e;
        }
    }

    private static ArcellaException closing() {
        return new ArcellaException(WorkerError.HOST_CLOSED, "the worker was ended", "");
    }

    /** Buries a worker; on a thread of the pool. */
    private void died(WorkerLink link, @Nullable Life ended) {
        if (ended == null) {
            link.tell(new ArcellaException(WorkerError.WORKER_START, "the worker did not start", ""));
            return;
        }
        synchronized (this) {
            if (life == ended) {
                life = null;
            }
            dying.add(link);
        }
        Process process = ended.launched.process();
        ArcellaException why = link.reason();
        boolean itself = Deaths.exits(process, why == null ? EXIT : Duration.ofMillis(200));
        if (!itself) {
            process.destroyForcibly();
            Deaths.exits(process, Duration.ofSeconds(10));
        }
        synchronized (this) {
            if (why == null || why.code().number() != WorkerError.HOST_CLOSED.number()) {
                backoff.died(System.nanoTime(), System.nanoTime() - ended.sinceNanos);
            }
        }
        try {
            link.tell(obituary(ended, why, itself));
        } finally {
            places.release();
            ended.launched.folder().delete();
            synchronized (this) {
                dying.remove(link);
            }
        }
    }

    private ArcellaException obituary(Life ended, @Nullable ArcellaException why, boolean itself) {
        Process process = ended.launched.process();
        String name = "the worker of group " + group + " (process " + process.pid() + ") ";
        String how = why != null ? "was given up: " + why.what()
                : itself ? Deaths.describe(process.exitValue()) : "left its connection and was ended";
        String said = ended.launched.errors().text();
        return new ArcellaException(WorkerError.WORKER_LOST, name + how + (said.isEmpty() ? "" : "; it said: " + said),
                "start the module again", why);
    }

    /** A heartbeat; ends a worker that has been idle for long. Never waits. */
    void beat(long now) {
        Life present;
        boolean idle;
        synchronized (this) {
            present = life;
            if (present == null) {
                return;
            }
            if (present.used > 0 || !present.link().instances().isEmpty()) {
                present.idleSinceNanos = now;
            }
            idle = now - present.idleSinceNanos > options.idle().toNanos();
            if (idle) {
                life = null;
                // Whoever closes this now has to wait for it.
                dying.add(present.link());
            }
        }
        if (idle) {
            present.link().giveUp(closing());
        } else {
            present.link().beat(now);
        }
    }

    /** Ends the worker at once, with its instances, for this reason. */
    public void kill(String why) {
        Life present;
        synchronized (this) {
            present = life;
            life = null;
        }
        if (present != null) {
            present.link().giveUp(new ArcellaException(WorkerError.HOST_CLOSED, why, ""));
            present.link().dead().join();
        }
    }

    /** Whether it was closed and can be replaced. */
    synchronized boolean isClosed() {
        return closed;
    }

    /** The worker, if there is one. */
    synchronized Optional<WorkerStatistics> statistics() {
        Life present = life;
        if (present == null) {
            return Optional.empty();
        }
        Process process = present.launched.process();
        List<String> modules = new ArrayList<>();
        present.link().instances().values().forEach(instance -> modules.add(instance.module()));
        return Optional.of(new WorkerStatistics(group, process.pid(),
                Duration.ofNanos(System.nanoTime() - present.sinceNanos), ProcessFigures.residentBytes(process.pid()),
                ProcessFigures.cpuTime(process.toHandle()), modules, present.link().openRequests(), starts,
                present.launched.seal()));
    }

    /** As {@link arcella.worker.ModuleHost#close}. */
    public void close() {
        Life present;
        synchronized (this) {
            closed = true;
            present = life;
        }
        if (present == null) {
            awaitBurials();
            return;
        }
        List<CompletableFuture<Ending>> ends = present.link().instances().values().stream()
                .map(instance -> instance.stop(Duration.ZERO)).toList();
        try {
            CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).get(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Who does not end by then is lost with the process, and hears so.
            present.link().giveUp(closing());
        }
        kill("the worker was ended");
        present.link().dead().join();
        awaitBurials();
    }

    private void awaitBurials() {
        List<WorkerLink> present;
        synchronized (this) {
            present = List.copyOf(dying);
        }
        present.forEach(link -> link.dead().join());
    }
}
