package arcella.worker.internal.supervisor;

import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;
import arcella.wasi.Denial;
import arcella.worker.Ending;
import arcella.worker.GroupLimits;
import arcella.worker.GroupRules;
import arcella.worker.InstanceListener;
import arcella.worker.InstanceSpec;
import arcella.worker.ModuleImports;
import arcella.worker.ModuleInstance;
import arcella.worker.StandardStream;
import arcella.worker.WorkerError;
import arcella.worker.WorkerOptions;
import arcella.worker.WorkerStatistics;
import arcella.worker.internal.Answer;
import arcella.worker.internal.local.Timer;

/**
 * The worker of one group: started when an instance is wanted and none is there, again after a death, and ended when it
 * has been idle for long. A module that needs more than the worker was sealed with is refused while others run in it, or comes in
 * another, if it is to come in any case: that is the group's worker from then on, and the one before goes on until nothing runs in
 * it any more. Thread-safe.
 */
public final class GroupHost {

    private static final Duration DRAIN = Duration.ofSeconds(2);
    private static final Duration EXIT = Duration.ofSeconds(2);

    private final String group;
    private final WorkerOptions options;
    private final GroupRules rules;
    private final Spares spares;
    private final Places places;

    /** Held while a worker is started, and while one is picked: never by what a worker's own thread waits for. */
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by this.
    private final Backoff backoff = new Backoff();
    private @Nullable GroupWorker current;
    /** Workers that nothing new comes into. */
    private final List<GroupWorker> leaving = new ArrayList<>();
    private final Set<WorkerLink> dying = new HashSet<>();
    private long starts;
    /** Whether a worker is being started, which has its place. */
    private boolean beginning;
    private boolean closed;

    GroupHost(String group, WorkerOptions options, GroupRules rules, Spares spares, Places places) {
        this.group = group;
        this.options = options;
        this.rules = rules;
        this.spares = spares;
        this.places = places;
    }

    /**
     * As {@link arcella.worker.ModuleHost#instantiate}.
     *
     * @param apart whether it gets another worker where the present one cannot have it
     */
    public ModuleInstance instantiate(InstanceSpec spec, InstanceListener listener, ModuleImports imports, boolean apart) {
        byte[] content = spec.content().load().toArray();
        long deadline = Timer.after(spec.limits().loadDeadline());
        GroupWorker chosen = take(spec, deadline, apart);
        boolean made = false;
        try {
            ModuleInstance instance = new RemoteInstance(chosen.link(), spec, leaving(listener, chosen), imports)
                    .instantiate(content).await();
            made = true;
            return instance;
        } finally {
            synchronized (this) {
                if (!made) {
                    chosen.members--;
                }
                chosen.used--;
                chosen.idleSinceNanos = System.nanoTime();
                if (!made && current == chosen && chosen.idle() && !leaving.isEmpty()) {
                    // It came for this one alone, so that the worker before it is the group's again.
                    current = leaving.removeLast();
                    leaving.add(chosen);
                }
            }
        }
    }

    /** Hears of the end of an instance, whose place another may have then. */
    private InstanceListener leaving(InstanceListener listener, GroupWorker where) {
        return new InstanceListener() {
            @Override
            public void output(StandardStream stream, byte[] bytes) {
                listener.output(stream, bytes);
            }

            @Override
            public void denied(Denial denial) {
                listener.denied(denial);
            }

            @Override
            public void ended(Ending ending) {
                synchronized (GroupHost.this) {
                    where.members--;
                }
                listener.ended(ending);
            }

            @Override
            public InputStream input() {
                return listener.input();
            }
        };
    }

    private GroupWorker take(InstanceSpec spec, long deadline, boolean apart) {
        try {
            lock.lockInterruptibly();
            try {
                GroupLimits limits = rules.of(group);
                // What all its modules may reach is looked up only where it matters: not for each that joins others.
                GroupWorker present = present(spec, apart, limits, idle() ? Optional.of(reach(spec)) : Optional.empty());
                if (present != null) {
                    return present;
                }
                awaitBackoff(deadline);
                return begin(spec, limits);
            } finally {
                stay();
                lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ArcellaException(WorkerError.CANCELLED, "the caller was interrupted", "", e);
        }
    }

    /** Of all its modules as they are now: a seal cannot be widened for the next, and must not outlive what was granted. */
    private GrantedReach reach(InstanceSpec spec) {
        return GrantedReach.of(rules.reach(group)).plus(spec);
    }

    /** Whether there is a worker in which nothing runs. */
    private synchronized boolean idle() {
        return current != null && current.idle();
    }

    /** @param reach what a worker that is there is to be sealed to, if nothing runs in it */
    private @Nullable GroupWorker present(InstanceSpec spec, boolean apart, GroupLimits limits, Optional<GrantedReach> reach) {
        GroupWorker unfit;
        synchronized (this) {
            if (closed) {
                throw new ArcellaException(WorkerError.HOST_CLOSED, "the host of group " + group + " is closed", "");
            }
            refuseIfFull(spec, apart, limits);
            GroupWorker present = current;
            if (present == null) {
                return null;
            }
            boolean idle = present.idle();
            boolean outdated = present.heapBytes() != limits.heapBytes() || reach.isPresent() && !present.reach().equals(reach.get());
            if (present.reach().cover(spec) && !(idle && outdated)) {
                present.used++;
                present.members++;
                return present;
            }
            if (!idle && apart) {
                // What runs there goes on.
                leaving.add(present);
                current = null;
                return null;
            }
            if (!idle) {
                throw new ArcellaException(WorkerError.FOLDER, spec.module() + " needs folders or the network, and the worker of group "
                        + group + " was sealed without them; other modules run in it",
                        "restart the worker, and this module with it, with 'worker restart " + group + "', or put this module into a group of its own");
            }
            unfit = present;
            current = null;
        }
        // Nothing runs in it, so that nobody notices the change for one that reaches them.
        unfit.link().giveUp(closing());
        unfit.link().dead().join();
        return null;
    }

    /** Whatever the number of its workers. With this object's lock held. */
    private void refuseIfFull(InstanceSpec spec, boolean apart, GroupLimits limits) {
        int members = all().stream().mapToInt(one -> one.members).sum();
        // What comes in the place of an instance that is still there needs none of its own.
        if (members >= limits.modules() && !(apart && all().stream().anyMatch(one -> one.runs(spec)))) {
            throw new ArcellaException(WorkerError.GROUP_FULL, "the worker of group " + group + " has "
                    + members + (members == 1 ? " module" : " modules") + ", as many as it may have",
                    "put " + spec.module() + " into another group, or raise 'modules' of this one in etc/arcella.toml");
        }
    }

    /** Where no worker came in the place of one that was to leave, that stays. */
    private synchronized void stay() {
        if (current == null && !leaving.isEmpty()) {
            current = leaving.removeLast();
        }
    }

    private void awaitBackoff(long deadline) throws InterruptedException {
        synchronized (this) {
            for (long left = backoff.remaining(System.nanoTime()); left > 0; left = backoff.remaining(System.nanoTime())) {
                if (System.nanoTime() + left - deadline > 0) {
                    throw new ArcellaException(WorkerError.WORKER_BACKOFF, "the worker of group " + group
                            + " died repeatedly and is not started again for " + TimeUnit.NANOSECONDS.toMillis(left)
                            + " ms", "see why it dies; worker restart " + group + " does not wait");
                }
                // A millisecond more than is left, so that it is not woken too early time and again.
                wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
            }
        }
    }

    /** How long a worker that is wanted now would have to wait, as those before died early. */
    public synchronized Duration backoff() {
        return current != null ? Duration.ZERO : Duration.ofNanos(backoff.remaining(System.nanoTime()));
    }

    /** Forgets early deaths: somebody has looked at them, and wants a worker now. */
    public synchronized void forgive() {
        backoff.forget();
        notifyAll();
    }

    /** A place for one more worker, which is that of the one before if that goes with the module that this one is for. */
    private void takePlace(InstanceSpec spec) throws InterruptedException {
        if (places.take(group)) {
            return;
        }
        boolean others;
        synchronized (this) {
            if (leaving.size() == 1 && leaving.getLast().runsOnly(spec)) {
                places.takeInAdvance();
                return;
            }
            others = !leaving.isEmpty();
        }
        String workers = "there are " + options.maxWorkers() + " workers already or about to come again, as many as there may be, and ";
        if (others) {
            throw new ArcellaException(WorkerError.TOO_MANY_WORKERS, workers + spec.module() + " needs one more: it needs folders or "
                    + "the network, and the worker of group " + group + " was sealed without them; other modules run in it",
                    "restart the worker, and its modules with it, with 'worker restart " + group + "', stop modules, or raise 'max' "
                            + "in [workers] of etc/arcella.toml");
        }
        throw new ArcellaException(WorkerError.TOO_MANY_WORKERS, workers + "group " + group + " needs one more",
                "stop modules, put some into one group, or raise 'max' in [workers] of etc/arcella.toml");
    }

    /** Whether it has no worker, but a module that is about to come again and needs one. */
    boolean wantsPlace() {
        boolean none;
        synchronized (this) {
            none = !closed && !beginning && current == null && leaving.isEmpty();
        }
        return none && rules.returning(group);
    }

    private GroupWorker begin(InstanceSpec spec, GroupLimits limits) throws InterruptedException {
        GrantedReach reach = reach(spec);
        takePlace(spec);
        CompletableFuture<GroupWorker> started = new CompletableFuture<>();
        synchronized (this) {
            beginning = true;
        }
        try {
            Launcher.Launched launched = spares.launch(group, limits.heapBytes(), reach,
                    link -> started.whenComplete((begun, failure) -> died(link, begun)));
            GroupWorker begun = new GroupWorker(group, launched, reach);
            boolean late;
            synchronized (this) {
                begun.used++;
                begun.members++;
                current = begun;
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
        } finally {
            synchronized (this) {
                beginning = false;
            }
        }
    }

    private static ArcellaException closing() {
        return new ArcellaException(WorkerError.HOST_CLOSED, "the worker was ended", "");
    }

    /** Buries a worker; on a thread of the pool. */
    private void died(WorkerLink link, @Nullable GroupWorker ended) {
        if (ended == null) {
            link.tell(new ArcellaException(WorkerError.WORKER_START, "the worker did not start", ""));
            return;
        }
        synchronized (this) {
            if (current == ended) {
                current = null;
            }
            leaving.remove(ended);
            dying.add(link);
        }
        Process process = ended.process();
        ArcellaException why = link.reason();
        boolean itself = Deaths.exits(process, why == null ? EXIT : Duration.ofMillis(200));
        if (!itself) {
            process.destroyForcibly();
            Deaths.exits(process, Duration.ofSeconds(10));
        }
        synchronized (this) {
            if (why == null || why.code().number() != WorkerError.HOST_CLOSED.number()) {
                backoff.died(System.nanoTime(), System.nanoTime() - ended.sinceNanos());
            }
        }
        try {
            link.tell(ended.obituary(why, itself));
        } finally {
            places.release();
            ended.deleteFolder();
            synchronized (this) {
                dying.remove(link);
                notifyAll();
            }
        }
    }

    /** A heartbeat; ends a worker that has been idle for long, or that was to end as soon as it is. Never waits. */
    void beat(long now) {
        List<GroupWorker> done;
        List<GroupWorker> others;
        synchronized (this) {
            done = leaving.stream().filter(GroupWorker::idle).toList();
            leaving.removeAll(done);
            done.forEach(one -> dying.add(one.link()));
            others = List.copyOf(leaving);
        }
        done.forEach(one -> one.link().giveUp(closing()));
        others.forEach(one -> one.link().beat(now));
        beatPresent(now);
    }

    private void beatPresent(long now) {
        GroupWorker present;
        boolean idle;
        synchronized (this) {
            present = current;
            if (present == null) {
                return;
            }
            if (!present.idle()) {
                present.idleSinceNanos = now;
            }
            idle = now - present.idleSinceNanos > options.idle().toNanos();
            if (idle) {
                current = null;
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

    /**
     * Ends a worker in which nothing runs, now and not when it has been idle for long, and waits until its place is free.
     *
     * @return whether there was one
     */
    boolean makeRoom() throws InterruptedException {
        // A module that is about to come again is not to find another one in its place.
        boolean awaited = rules.awaited(group);
        GroupWorker idle = null;
        synchronized (this) {
            GroupWorker present = current;
            if (!awaited && present != null && present.idle()) {
                idle = present;
                current = null;
            } else {
                for (GroupWorker one : leaving) {
                    idle = idle == null && one.idle() ? one : idle;
                }
                leaving.remove(idle);
            }
            if (idle != null) {
                dying.add(idle.link());
            }
        }
        if (idle == null) {
            return false;
        }
        idle.link().giveUp(closing());
        synchronized (this) {
            while (dying.contains(idle.link())) {
                wait();
            }
        }
        return true;
    }

    /** Ends the worker at once, with its instances, for this reason. */
    public void kill(String why) {
        List<GroupWorker> all;
        synchronized (this) {
            all = all();
            current = null;
            leaving.clear();
            forgive();
        }
        all.forEach(one -> one.link().giveUp(new ArcellaException(WorkerError.HOST_CLOSED, why, "")));
        all.forEach(one -> one.link().dead().join());
    }

    /** The workers that live, the one for what comes first. With this object's lock held. */
    private List<GroupWorker> all() {
        List<GroupWorker> all = new ArrayList<>();
        if (current != null) {
            all.add(current);
        }
        all.addAll(leaving.reversed());
        return all;
    }

    /** Whether it was closed and can be replaced. */
    synchronized boolean isClosed() {
        return closed;
    }

    /** The workers that live, the one for what comes first. */
    synchronized List<WorkerStatistics> statistics() {
        return all().stream().map(one -> one.statistics(starts)).toList();
    }

    /** As {@link arcella.worker.ModuleHost#close}. */
    public void close() {
        List<GroupWorker> all;
        synchronized (this) {
            closed = true;
            all = all();
        }
        if (all.isEmpty()) {
            awaitBurials();
            return;
        }
        List<CompletableFuture<Ending>> ends = all.stream().flatMap(one -> one.link().instances().values().stream())
                .map(instance -> instance.stop(Duration.ZERO)).toList();
        try {
            CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).get(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Who does not end by then is lost with the process, and hears so.
            all.forEach(one -> one.link().giveUp(closing()));
        }
        kill("the worker was ended");
        all.forEach(one -> one.link().dead().join());
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
