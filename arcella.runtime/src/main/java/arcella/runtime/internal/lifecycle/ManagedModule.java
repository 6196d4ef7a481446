package arcella.runtime.internal.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

import arcella.error.ArcellaException;
import arcella.runtime.ModuleId;
import arcella.runtime.ModuleState;
import arcella.runtime.RuntimeError;
import arcella.runtime.internal.lifecycle.LifecycleAction.Align;
import arcella.runtime.internal.lifecycle.LifecycleAction.Discard;
import arcella.runtime.internal.lifecycle.LifecycleAction.Prepare;
import arcella.runtime.internal.lifecycle.LifecycleAction.Run;
import arcella.runtime.internal.lifecycle.LifecycleAction.Schedule;
import arcella.runtime.internal.log.JournalLine;
import arcella.runtime.internal.log.JournalLine.Level;
import arcella.runtime.manifest.RestartSection;
import arcella.runtime.module.ModuleHandle;
import arcella.worker.Ending;
import arcella.worker.InstanceStatistics;
import arcella.worker.ModuleInstance;
import arcella.worker.WorkerError;

/**
 * Drives one module's {@link Lifecycle}: carries out its actions, and tells it what came of them.
 *
 * <p>Threads. The state changes under a short lock that is never held while anything is done. The framework's threads
 * come in with its lock on the module's bundle held ({@link #starting}, {@link #stopping}, {@link #activated}): they
 * prepare and stop an instance themselves, and never wait for another thread that might need that lock, as every
 * registration of a service does. All that switches the DS component runs on the module's own queue, one task after the
 * other, and each brings the component to where the state has it by then; so whichever task is last leaves the component
 * right, in whatever order the events came.
 */
public final class ManagedModule implements ModuleHandle {

    private static final Duration STOP_MARGIN = Duration.ofSeconds(10);

    private final ModuleId id;
    private final InstanceMaker maker;
    private final Surroundings around;
    private final Exposure exposure;
    private final SerialExecutor queue;
    private final Object lock = new Object();
    /** What was told since the last start: attempts that follow by themselves say nothing new. */
    private final Set<String> told = new HashSet<>();
    private Lifecycle lifecycle;
    /** How often the DS component took the instance over. */
    private long activations;
    private @Nullable InstanceRun current;
    /** How many restarts are under way. */
    private int restarts;
    /** Whether it ran, or was to, when one of them began. */
    private boolean again;
    /** Whether the present instance could not be made since its group's worker cannot reach what it needs. */
    private boolean outOfReach;
    private Instant since;
    private volatile @Nullable Bundle bundle;
    private volatile boolean held;
    private volatile boolean leaving;

    /** @param exposure what it shows to other modules and takes from them */
    public ManagedModule(
            ModuleId id, RestartSection policy, InstanceMaker maker, Surroundings around, Exposure exposure) {
        this.exposure = exposure;
        this.id = id;
        this.maker = maker;
        this.around = around;
        this.queue = new SerialExecutor(around.work());
        this.lifecycle = Lifecycle.installed(policy);
        this.since = around.clock().instant();
    }

    @Override
    public ModuleId id() {
        return id;
    }

    @Override
    public ModuleState state() {
        synchronized (lock) {
            return lifecycle.state();
        }
    }

    /** Whether it is about to be started again by itself, or just being so. */
    public boolean returning() {
        synchronized (lock) {
            return lifecycle.returning();
        }
    }

    /** Since when it is in its present state. */
    public Instant since() {
        synchronized (lock) {
            return since;
        }
    }

    @Override
    public Optional<InstanceStatistics> statistics() {
        return instance().map(ModuleInstance::statistics);
    }

    /** The present instance. */
    public Optional<ModuleInstance> instance() {
        InstanceRun run = currentRun();
        return run == null ? Optional.empty() : run.instance();
    }

    /** A restart by somebody, from before the stop until the start is done, well or not. */
    public interface Restart extends AutoCloseable {

        @Override
        void close();
    }

    /**
     * It is about to be stopped and started: whoever wants to call it waits for the new instance, and that one, if the module runs
     * or is to, comes as one after a failure does.
     */
    public Restart restarting() {
        synchronized (lock) {
            restarts++;
            again |= lifecycle.state().live();
        }
        return () -> {
            synchronized (lock) {
                restarts--;
                again &= restarts > 0;
                lock.notifyAll();
            }
        };
    }

    /**
     * The instance that can be called now, or as soon as the module is Active: one that starts, restarts or waits for a
     * provider is given time.
     *
     * @param most how long to wait
     * @param except an instance that took no call any more; null if there is none
     */
    public Optional<ModuleInstance> callable(Duration most, @Nullable ModuleInstance except) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        synchronized (lock) {
            while (true) {
                boolean soon = switch (lifecycle.state()) {
                    case ModuleState.Active _, ModuleState.Starting _, ModuleState.Restarting _, ModuleState.Waiting _ -> true;
                    case ModuleState.Installed _, ModuleState.Failed _, ModuleState.Completed _, ModuleState.Stopping _,
                            ModuleState.Stopped _ -> restarts > 0;
                };
                if (lifecycle.state() instanceof ModuleState.Active && current != null) {
                    Optional<ModuleInstance> ready = current.instance()
                            .filter(made -> made != except && made.ending().isEmpty());
                    if (ready.isPresent()) {
                        return ready;
                    }
                }
                long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (!soon || millis <= 0) {
                    return Optional.empty();
                }
                lock.wait(millis);
            }
        }
    }

    /** Its present state; where that is Waiting, with what is lacking now, which may be other than when it began. */
    public ModuleState explained() {
        ModuleState state = state();
        if (state instanceof ModuleState.Waiting) {
            List<String> missing = missing();
            return missing.isEmpty() ? state : new ModuleState.Waiting(missing);
        }
        return state;
    }

    /** The module's bundle, once it is installed. */
    public Optional<Bundle> bundle() {
        return Optional.ofNullable(bundle);
    }

    /** Tells the module its bundle; before that bundle is started. */
    public void bundle(Bundle itsBundle) {
        bundle = itsBundle;
    }

    /**
     * Prepares an instance, if there is none yet; the DS component takes it over later.
     *
     * @param patiently whether a failure is followed by restarts instead of the exception
     * @throws ArcellaException if the module has failed
     */
    public void starting(boolean patiently) {
        fire(new LifecycleEvent.Start(patiently));
        if (state() instanceof ModuleState.Failed(String why)) {
            throw new ArcellaException(RuntimeError.START_FAILED, "module " + id + " did not start: " + why, "");
        }
        if (!state().live()) {
            throw new ArcellaException(
                    RuntimeError.START_FAILED, "module " + id + " was stopped while it started", "start it again");
        }
    }

    /** It will be started soon, which people may see already; {@link #starting} or {@link #noTurn} is still to come. */
    public void queued() {
        fire(new LifecycleEvent.Queued());
    }

    /** Its turn came, and it could not even be begun. */
    public void noTurn(String why) {
        fire(new LifecycleEvent.NotPrepared(0, why));
    }

    /** Whether it comes as soon as there is a place for it, or mistakes in the configuration are mended. */
    public boolean awaitsPlace() {
        synchronized (lock) {
            return lifecycle.awaitsPlace();
        }
    }

    /** Whether it failed because the worker of its group cannot reach what it needs, as a new one could. */
    public boolean needsNewWorker() {
        synchronized (lock) {
            return lifecycle.state() instanceof ModuleState.Failed && outOfReach;
        }
    }

    /** Stops the instance and waits until it has ended, for the grace and a little more. */
    public void stopping() {
        // Whoever calls it is to be somewhere else before it stops.
        exposure.hide();
        int run;
        InstanceRun stopped;
        synchronized (lock) {
            run = lifecycle.run();
            stopped = current;
        }
        fire(new LifecycleEvent.Stop());
        Optional<ModuleInstance> instance = stopped == null ? Optional.empty() : stopped.instance();
        instance.ifPresent(present -> awaitEnd(present.stop(around.grace())));
        fire(new LifecycleEvent.StopDone(run));
    }

    /** Begins to stop without waiting; {@link #stopping} is still to come, and the end of the instance no failure. */
    public void hurry(Duration grace) {
        leaving = true;
        instance().ifPresent(present -> present.stop(grace));
    }

    /** Gives up a start that is still being prepared. */
    public void giveUpStart() {
        if (state() instanceof ModuleState.Starting) {
            stopping();
        }
    }

    /** The DS component took the instance over. */
    public void activated() {
        synchronized (lock) {
            activations++;
        }
        fire(new LifecycleEvent.Bound(runNumber()));
        queue.execute(() -> {
            Bundle itsBundle = bundle;
            if (itsBundle != null) {
                exposure.settle(() -> around.components().bound(itsBundle, id.toString()));
            }
            expose();
        });
    }

    /** Shows the instance to other modules, or hides it: on the queue, one after the other, by what the state is then. */
    private void expose() {
        Bundle itsBundle = bundle;
        Optional<ModuleInstance> instance = instance().filter(made -> !made.command() && made.ending().isEmpty());
        if (itsBundle != null && instance.isPresent() && !held && state() instanceof ModuleState.Active) {
            exposure.show(itsBundle, instance.get());
            if (held || !(state() instanceof ModuleState.Active) || instance.get().ending().isPresent()) {
                // It went while it was being shown.
                exposure.hide();
            }
        } else {
            exposure.hide();
        }
    }

    /** The DS component lost something that it needs. */
    public void unbound() {
        long before = activations();
        queue.execute(() -> {
            lacks(before, missing());
            expose();
        });
    }

    private long activations() {
        synchronized (lock) {
            return activations;
        }
    }

    /** What was lacking may be there again by the time that is said: then it does not wait, nobody would tell it to go on. */
    private void lacks(long before, List<String> missing) {
        synchronized (lock) {
            if (activations == before) {
                fire(new LifecycleEvent.Unbound(lifecycle.run(), missing));
            }
        }
    }

    /** Shows the instance to nobody, until {@link #release}; what is wired to it is led elsewhere, or waits. */
    public void hold() {
        held = true;
        exposure.hide();
    }

    /** Shows the instance again, if the module is Active; others are led to it when this returns. */
    public void release() throws InterruptedException {
        held = false;
        CountDownLatch done = new CountDownLatch(1);
        queue.execute(() -> {
            try {
                expose();
            } finally {
                done.countDown();
            }
        });
        if (!done.await(STOP_MARGIN.toMillis(), TimeUnit.MILLISECONDS)) {
            journal(Level.ERROR, "its exports were not registered in time");
        }
    }

    /** Brings the DS component in line with the state, soon. */
    public void align() {
        queue.execute(this::alignNow);
    }

    /**
     * Waits until the module is neither starting nor stopping.
     *
     * @throws InterruptedException if the caller does not want to wait any longer
     */
    public ModuleState settled(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        synchronized (lock) {
            while (lifecycle.state() instanceof ModuleState.Starting || lifecycle.state() instanceof ModuleState.Stopping) {
                long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (millis <= 0) {
                    break;
                }
                lock.wait(millis);
            }
            return lifecycle.state();
        }
    }

    private void fire(LifecycleEvent event) {
        List<LifecycleAction> actions;
        synchronized (lock) {
            ModuleState before = lifecycle.state();
            Lifecycle.Step step = lifecycle.on(event);
            if (event instanceof LifecycleEvent.Start && step.next().run() != lifecycle.run()) {
                told.clear();
            }
            lifecycle = step.next();
            actions = step.actions();
            if (!before.equals(lifecycle.state())) {
                since = around.clock().instant();
                // Within the lock, so that the journal has changes in their order.
                note(lifecycle.state());
                lock.notifyAll();
            }
        }
        actions.forEach(this::perform);
    }

    private void perform(LifecycleAction action) {
        switch (action) {
            case Prepare(int run) -> prepare(run);
            case Run(int run) -> queue.execute(() -> run(run));
            case Align() -> align();
            case Discard(int run) -> discard(run);
            case Schedule(int run, Duration after) -> around.timer().schedule(
                    () -> queue.execute(() -> fire(new LifecycleEvent.RetryDue(run))),
                    after.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    private void prepare(int number) {
        InstanceRun run = new InstanceRun(number, id, around.clock(), around.journal(),
                refusal -> journal(Level.WARN, refusal), () -> ended(number));
        Occasion occasion;
        synchronized (lock) {
            occasion = held ? Occasion.TRIAL
                    : lifecycle.attempt() > 0 || again ? Occasion.AGAIN : lifecycle.patient() ? Occasion.BOOT : Occasion.WANTED;
            if (lifecycle.run() != number || !(lifecycle.state() instanceof ModuleState.Starting)) {
                return;
            }
            current = run;
            outOfReach = false;
        }
        ModuleInstance instance;
        try {
            instance = run.prepare(occasion, maker, this::tell);
        } catch (ArcellaException e) {
            boolean ran;
            synchronized (lock) {
                outOfReach = e.code().number() == WorkerError.FOLDER.number();
                ran = again;
            }
            run.instance().ifPresent(made -> made.stop(Duration.ZERO));
            fire(new LifecycleEvent.NotPrepared(number, e.getMessage(), !InstanceRun.notItsOwn(e), ran));
            return;
        } catch (RuntimeException | Error e) {
            // Whatever it is, the module must not stay Starting for ever.
            run.instance().ifPresent(made -> made.stop(Duration.ZERO));
            fire(new LifecycleEvent.NotPrepared(number, "unexpectedly: " + e));
            throw e;
        }
        fire(new LifecycleEvent.Prepared(number));
        if (runNumber() != number) {
            instance.stop(Duration.ZERO);
        }
        // It may have ended before the state machine knew of it.
        run.end().ifPresent(this::fire);
    }

    private void tell(String notice) {
        boolean news;
        synchronized (lock) {
            news = told.add(notice);
        }
        if (news) {
            journal(Level.WARN, notice);
        }
    }

    private void ended(int number) {
        InstanceRun run = currentRun();
        if (run != null && run.number() == number) {
            exposure.hide();
            if (!leaving) {
                run.end().ifPresent(this::fire);
            }
        }
    }

    private void run(int number) {
        InstanceRun run = currentRun();
        if (run == null || run.number() != number) {
            return;
        }
        Optional<ModuleInstance> instance = run.instance().filter(ModuleInstance::command);
        if (instance.isPresent()) {
            try {
                instance.get().start();
            } catch (ArcellaException e) {
                // It ended before it could begin: its listener has heard of that, or else it is told here.
                fire(new LifecycleEvent.Broken(number, e.getMessage(), Duration.ZERO));
            }
        }
    }

    private void discard(int number) {
        InstanceRun run = currentRun();
        if (run != null && run.number() == number) {
            run.giveUp();
            run.instance().ifPresent(instance -> instance.stop(around.grace()));
        }
    }

    private void alignNow() {
        Bundle itsBundle = bundle;
        if (itsBundle == null) {
            return;
        }
        try {
            for (boolean done = false; !done; ) {
                boolean wanted = wantsComponent();
                boolean known = around.components().set(itsBundle, id.toString(), wanted);
                if (known && wanted) {
                    long before = activations();
                    List<String> missing = missing();
                    if (!missing.isEmpty()) {
                        lacks(before, missing);
                    }
                }
                done = !known || wanted == wantsComponent();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> missing() {
        Bundle itsBundle = bundle;
        return itsBundle == null ? List.of()
                : exposure.explain(around.components().missing(itsBundle, id.toString()));
    }

    private boolean wantsComponent() {
        synchronized (lock) {
            return lifecycle.componentEnabled();
        }
    }

    private int runNumber() {
        synchronized (lock) {
            return lifecycle.run();
        }
    }

    private @Nullable InstanceRun currentRun() {
        synchronized (lock) {
            return current;
        }
    }

    private void awaitEnd(CompletableFuture<Ending> end) {
        try {
            end.get(around.grace().plus(STOP_MARGIN).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            journal(Level.ERROR, "its instance did not end in time");
        } catch (ExecutionException e) {
            journal(Level.ERROR, "its instance could not be stopped: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(ModuleState state) {
        Level level = switch (state) {
            case ModuleState.Failed _ -> Level.ERROR;
            case ModuleState.Restarting _, ModuleState.Waiting _ -> Level.WARN;
            case ModuleState.Installed _, ModuleState.Starting _, ModuleState.Active _, ModuleState.Completed _,
                    ModuleState.Stopping _, ModuleState.Stopped _ -> Level.INFO;
        };
        journal(level, state.reason().isEmpty() ? state.text() : state.text() + ": " + state.reason());
    }

    private void journal(Level level, String text) {
        around.journal().add(
                new JournalLine(around.clock().instant(), level, JournalLine.ABOUT, Optional.of(id), text));
    }
}
