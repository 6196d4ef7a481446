package arcella.worker.internal.local;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;
import arcella.wasi.WasiExit;
import arcella.wit.value.WitValue;
import arcella.worker.Ending;
import arcella.worker.ExportedFunction;
import arcella.worker.InstanceLimits;
import arcella.worker.InstanceSpec;
import arcella.worker.InstanceStatistics;
import arcella.worker.InterpretedFunctions;
import arcella.worker.MeteredResults;
import arcella.worker.ModuleFunction;
import arcella.worker.NotBegunException;
import arcella.worker.internal.Answer;

/**
 * An instance and the thread that runs it.
 *
 * <p>All that touches the guest is a {@link Task}, and one platform thread with the stack size of the limits takes the
 * tasks in turn: loading, starting, each call, and last of all the end. So the guest sees one thread, and the listener
 * hears the end after the last output, without a lock held. The thread goes when nothing has happened for a while and
 * comes back with the next task; an idle instance costs no thread.
 *
 * <p>To stop what runs, its thread is interrupted: by the timer at the deadline, by a cancellation, or by {@link #stop}.
 * The interrupt is sent only while the lock is held and the very task runs, and the thread clears its mark under the
 * same lock when the task is over: no interrupt ever hits another task. {@link Interrupts} sends it.
 *
 * <p>How the instance ends is decided once ({@code decided}), by whatever comes first: the guest's own exit, its trap, an
 * interrupt, or a stop with nothing running.
 */
public final class LocalInstance {

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private enum Phase {
        LOADING, LOADED, STARTED, ENDED
    }

    private final InstanceSpec spec;
    private final GuestLoader loader;
    private final GuestIo io;
    private final Timer timer;
    private final LongRuns longRuns;
    private final Counters counters = new Counters();
    private final Signal stopSignal = new Signal();
    private final CompletableFuture<Ending> heard = new CompletableFuture<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();

    private volatile @Nullable Ending told;
    /** Set once, when the module is loaded: each call along a wire reads it three times. */
    private volatile @Nullable Guest guest;
    private volatile InstanceLimits limits;

    // All that follows is guarded by the lock.
    private final Turns turns = new Turns();
    private final Interrupts interrupts;
    private Phase phase = Phase.LOADING;
    /** The instance's own thread, if it has one at present. A task may run on another one that {@link #callHere calls}. */
    private @Nullable Thread thread;
    private @Nullable Ending decided;
    private boolean stopping;
    private boolean silent;
    /** In the call that runs. Of the thread that runs it. */
    private @Nullable MemoryRefusal memoryRefused;
    private Timer.Appointment endOfGrace = () -> { };

    LocalInstance(InstanceSpec spec, GuestLoader loader, GuestIo io, Timer timer, LongRuns longRuns) {
        this.spec = spec;
        this.limits = spec.limits();
        this.loader = loader;
        this.io = io;
        this.timer = timer;
        this.longRuns = longRuns;
        this.interrupts = new Interrupts(lock, turns, timer, this::present);
    }

    /** The loading of the module, to be done first of all. If it fails, the end is not told to anyone. */
    Task<Boolean> loading(Reply<Boolean> reply) {
        return new Task<>("loading", Task.Kind.LOAD, deadline(Optional.of(spec.limits().loadDeadline())), () -> {
            Guest loaded = loader.load(spec, new InstanceIo(io, this));
            lock.lock();
            try {
                guest = loaded;
                loaded.limits(limits);
                phase = Phase.LOADED;
            } finally {
                lock.unlock();
            }
            return true;
        }, reply);
    }

    /** Begins with the loading. */
    void load(Task<Boolean> loading) {
        submit(loading, Phase.LOADING);
    }

    /** Keeps to other limits from the next call on, as {@link arcella.worker.ModuleInstance#limits} says. */
    public void limits(InstanceLimits changed) {
        lock.lock();
        try {
            limits = changed;
            if (guest != null) {
                guest.limits(changed);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The module's id. */
    public String module() {
        return spec.module();
    }

    /** Whether it is a command. */
    public boolean command() {
        return guest().command();
    }

    /** What can be called. */
    public List<ExportedFunction> functions() {
        return guest().functions();
    }

    /** What of it was too large to be compiled. */
    public InterpretedFunctions interpreted() {
        return guest().interpreted();
    }

    /**
     * Starts it. For a command the reply comes at once, for a reactor when {@code _initialize} has returned.
     *
     * @return what was asked for, to be cancelled; empty for a command
     */
    public Optional<Task<?>> start(Reply<Boolean> reply) {
        Guest started = guest();
        if (started.command()) {
            submit(startTask("the command", Task.Kind.CALL, deadline(limits.commandDeadline()), Reply.toNobody()), Phase.LOADED);
            reply.done(true);
            return Optional.empty();
        }
        Task<Boolean> task = startTask("the function \"_initialize\"", Task.Kind.START, deadline(limits.deadline()), reply);
        submit(task, Phase.LOADED);
        return Optional.of(task);
    }

    private Task<Boolean> startTask(String what, Task.Kind kind, @Nullable Long deadline, Reply<Boolean> reply) {
        Guest started = guest();
        return new Task<>(what, kind, deadline, () -> {
            started.start();
            return true;
        }, reply);
    }

    /**
     * Queues a call.
     *
     * @return the call, to be cancelled
     * @throws ArcellaException if it is refused
     */
    public Task<List<WitValue>> call(String function, List<WitValue> arguments, Reply<List<WitValue>> reply) {
        Guest called = guest();
        called.check(function, arguments);
        Task<List<WitValue>> task = new Task<>("the function \"" + function + "\"", Task.Kind.CALL,
                deadline(limits.deadline()), () -> called.call(function, arguments), reply);
        submit(task, Phase.STARTED);
        return task;
    }

    /**
     * Queues a call whose fuel is wanted.
     *
     * @return the call, to be cancelled
     * @throws ArcellaException if it is refused, such as where no fuel is counted
     */
    public Task<MeteredResults> metered(String function, List<WitValue> arguments, Reply<MeteredResults> reply) {
        Guest called = guest();
        called.check(function, arguments);
        if (called.fuel().used().isEmpty()) {
            throw Failures.notMetered(spec.module());
        }
        Task<MeteredResults> task = new Task<>("the function \"" + function + "\"", Task.Kind.CALL,
                deadline(limits.deadline()), () -> {
                    List<WitValue> results = called.call(function, arguments);
                    return new MeteredResults(results, called.fuel().used().orElseThrow().last());
                }, reply);
        submit(task, Phase.STARTED);
        return task;
    }

    /** A function for calls by other instances; its name is resolved once. */
    public ModuleFunction function(String function) {
        UnaryOperator<List<WitValue>> target = guest().linked(function);
        String what = "the function \"" + function + "\"";
        return arguments -> callHere(what, () -> target.apply(arguments));
    }

    /**
     * Queues a call by another module, from another process.
     *
     * @return the call, to be cancelled
     * @throws ArcellaException if it is refused
     */
    public Task<List<WitValue>> linkedCall(String function, List<WitValue> arguments, Reply<List<WitValue>> reply) {
        UnaryOperator<List<WitValue>> target = guest().linked(function);
        Task<List<WitValue>> task = new Task<>("the function \"" + function + "\"", Task.Kind.CALL,
                deadline(limits.deadline()), () -> target.apply(arguments), reply);
        submit(task, Phase.STARTED);
        return task;
    }

    /** Drops a resource, when its turn comes. */
    public void drop(long id) {
        Guest called = guest();
        try {
            submit(new Task<>("the end of a resource", Task.Kind.DROP, deadline(limits.deadline()), () -> {
                called.drop(id);
                return true;
            }, Reply.toNobody()), Phase.STARTED);
        } catch (ArcellaException e) {
            // It has ended, and its resources with it; or it is so busy that they end with it later.
            return;
        }
    }

    /**
     * Runs a call on the calling thread if that runs a guest, has room for another one, and nothing else is under way
     * here; else the call waits for its turn on the instance's own thread.
     */
    private <T> T callHere(String what, Supplier<T> body) {
        LocalInstance caller = Thread.currentThread() instanceof GuestThread guests ? guests.innermost() : null;
        Answer<T> answer = Answer.awaited();
        Task<T> task = new Task<>(what, Task.Kind.CALL, deadline(limits.deadline()), body, HostedInstance.reply(answer));
        boolean here = false;
        if (caller != null && ((GuestThread) Thread.currentThread()).hasRoom(spec.limits().stackBytes()) && caller.guest().shallow()) {
            caller.goAway();
            try {
                here = beginHere(task);
                if (here) {
                    carryOutHere(task);
                }
            } finally {
                caller.comeBack();
            }
        } else {
            submit(task, Phase.STARTED);
        }
        if (!here) {
            answer.onCancel(() -> withdraw(task));
        }
        return answer.await();
    }

    /** Takes the turn for the calling thread, if it is free; else queues the task. */
    private boolean beginHere(Task<?> task) {
        lock.lock();
        try {
            if (decided == null && !stopping && phase == Phase.STARTED && turns.idle()) {
                turns.begin(task);
                task.runner = Thread.currentThread();
                interrupts.arm();
                return true;
            }
            submit(task, Phase.STARTED);
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void carryOutHere(Task<?> task) {
        GuestThread here = (GuestThread) Thread.currentThread();
        LocalInstance outer = here.enter(this);
        try {
            // It began as it was asked for: looking at the clock again would cost what a short call does.
            counters.borrowed(carryOut(task) - task.askedNanos);
        } finally {
            here.leave(outer);
            lock.lock();
            try {
                if (turns.waiting() > 0 || decided != null) {
                    wake();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Withdraws a task that waits; one that runs is left to its own deadline. */
    private void withdraw(Task<?> task) {
        boolean withdrawn;
        lock.lock();
        try {
            withdrawn = turns.withdraw(task);
        } finally {
            lock.unlock();
        }
        if (withdrawn) {
            task.fail(Failures.of(Task.Cause.CANCELLED, present(), task.what));
        }
    }

    /** The thread of the running task goes to another instance: interrupts of this one must not hit that one. */
    private void goAway() {
        lock.lock();
        try {
            Task<?> task = Objects.requireNonNull(turns.running(), "who calls runs");
            if (task.cause != null) {
                throw Failures.of(task.cause, present(), task.what);
            }
            task.away = true;
        } finally {
            lock.unlock();
        }
    }

    private void comeBack() {
        lock.lock();
        try {
            Task<?> task = Objects.requireNonNull(turns.running(), "who called runs");
            task.away = false;
            if (task.cause != null) {
                Thread.currentThread().interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** What it is, with the limits that it keeps to now. */
    private InstanceSpec present() {
        return spec.withLimits(limits);
    }

    private Guest guest() {
        return Objects.requireNonNull(guest, "the instance is not loaded");
    }

    private static @Nullable Long deadline(Optional<Duration> time) {
        return time.isEmpty() ? null : Long.valueOf(Timer.after(time.get()));
    }

    private void submit(Task<?> task, Phase expected) {
        lock.lock();
        try {
            Ending end = decided;
            if (end != null) {
                throw new NotBegunException(Failures.ended(spec.module(), end));
            }
            if (stopping) {
                throw new NotBegunException(Failures.ended(spec.module(), new Ending.Stopped()));
            }
            if (phase != expected) {
                throw Failures.wrongPhase(spec.module(), phase == Phase.STARTED);
            }
            if (turns.waiting() >= spec.limits().queuedCalls()) {
                throw Failures.overloaded(spec.module(), turns.waiting());
            }
            if (phase == Phase.LOADED) {
                phase = Phase.STARTED;
            }
            turns.add(task);
            wake();
            interrupts.arm();
        } finally {
            lock.unlock();
        }
    }

    /** Sees to it that there is a thread and that it looks. */
    private void wake() {
        if (thread == null) {
            thread = new GuestThread("arcella-guest " + spec.module(), spec.limits().stackBytes(), this::run);
            thread.start();
        } else {
            work.signal();
        }
    }

    /** Cancels a task: withdraws it if it waits, interrupts it if it runs, does nothing if it is over. */
    public void cancel(Task<?> task) {
        boolean withdrawn;
        lock.lock();
        try {
            withdrawn = turns.withdraw(task);
            if (!withdrawn && turns.running() == task) {
                interrupts.interrupt(task, Task.Cause.CANCELLED);
            }
        } finally {
            lock.unlock();
        }
        if (withdrawn) {
            task.fail(Failures.of(Task.Cause.CANCELLED, present(), task.what));
        }
    }

    /** Gives up an instance whose loading nobody waits for any more, however far it is: nobody is told of its end. */
    void abandon(Task<Boolean> loading) {
        cancel(loading);
        lock.lock();
        try {
            if (decided == null && turns.running() != loading) {
                silent = true;
                decide(new Ending.Stopped());
                wake();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends it, as {@link arcella.worker.ModuleInstance#stop} says.
     *
     * @return completes, on the guest's thread, with the end after it was told
     */
    public CompletableFuture<Ending> stop(Duration grace) {
        boolean now = grace.isZero() || grace.isNegative();
        lock.lock();
        try {
            if (decided == null) {
                stopping = true;
                stopSignal.raise();
                if (now || turns.idle()) {
                    stopNow();
                } else {
                    endOfGrace.cancel();
                    endOfGrace = timer.at(Timer.after(grace), this::graceIsOver);
                }
            }
        } finally {
            lock.unlock();
        }
        return heard.copy();
    }

    /** Ready once somebody has asked for the end: standard input is at its end from then on. */
    Signal stopSignal() {
        return stopSignal;
    }

    private void graceIsOver() {
        lock.lock();
        try {
            if (decided == null) {
                stopNow();
            }
        } finally {
            lock.unlock();
        }
    }

    private void stopNow() {
        Task<?> task = turns.running();
        if (task == null) {
            decide(new Ending.Stopped());
        } else {
            interrupts.interrupt(task, Task.Cause.STOPPED);
        }
        wake();
    }

    private void decide(Ending end) {
        if (decided == null) {
            decided = end;
        }
    }

    private void run() {
        GuestThread here = (GuestThread) Thread.currentThread();
        ThreadTime time = ThreadTime.ofCurrent();
        counters.begin(time);
        here.begin(time);
        here.enter(this);
        longRuns.began(here);
        try {
            int number = 0;
            for (Task<?> task = next(); task != null; task = next()) {
                here.nextTask(task.kind.runsGuest() ? ++number : 0);
                carryOut(task);
            }
        } finally {
            longRuns.ended(here);
            counters.end();
        }
        if (over()) {
            finish();
        }
    }

    /** The next task; null if there is none for long, or the end has come. */
    private @Nullable Task<?> next() {
        lock.lock();
        try {
            // One that has stepped back is to be followed by one that has not.
            long left = ((GuestThread) Thread.currentThread()).isBack() ? 0 : IDLE_NANOS;
            while ((turns.running() != null || turns.waiting() == 0 && decided == null) && left > 0) {
                left = work.awaitNanos(left);
            }
            if (turns.running() != null) {
                // Somebody else's thread runs a task here; it wakes another thread if there is more to do.
                thread = null;
                return null;
            }
            if (decided != null) {
                return null;
            }
            if (turns.waiting() == 0) {
                thread = null;
                return null;
            }
            Task<?> task = turns.next();
            if (task != null) {
                task.runner = Thread.currentThread();
            }
            return task;
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while nothing runs", e);
        } finally {
            lock.unlock();
        }
    }

    private boolean over() {
        lock.lock();
        try {
            return decided != null && thread == Thread.currentThread();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs one task on this thread and draws the consequences. This is the boundary of the guest's thread.
     *
     * @return when it was over, by {@link System#nanoTime}
     */
    private long carryOut(Task<?> task) {
        Throwable thrown = null;
        if (task.kind.counts()) {
            counters.called();
        }
        memoryRefused = null;
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            MemoryRefusal refusal = memoryRefused;
            thrown = Failures.explained(refusal == null ? e : refusal.explain(e), spec.limits());
        }
        if (thrown instanceof OutOfMemoryError) {
            io.heapFull();
        }
        long over = System.nanoTime();
        if (task.kind == Task.Kind.CALL) {
            counters.took(over - task.askedNanos);
        }
        Task.Cause cause;
        boolean refused;
        lock.lock();
        try {
            turns.over();
            Thread.interrupted();
            cause = task.cause;
            if (thrown == null && !task.kind.runsGuest() && cause != null) {
                // Loading does not hear every interrupt; whoever asked for it has gone.
                thrown = Failures.of(cause, present(), task.what);
            }
            // A command runs once: whatever fails it, its run's err included, is its end, not a call that can come again.
            refused = thrown != null && task.kind.runsGuest() && cause == null && !guest().command() && guest().unharmed();
            consequence(task, refused ? null : thrown, cause);
        } finally {
            lock.unlock();
        }
        if (thrown == null) {
            task.succeed();
        } else {
            if (task.kind.runsGuest() && !refused && !(thrown instanceof WasiExit)) {
                counters.trapped();
            }
            task.fail(Failures.of(thrown, cause, present(), task.what));
        }
        return over;
    }

    private void consequence(Task<?> task, @Nullable Throwable thrown, Task.@Nullable Cause cause) {
        if (thrown != null) {
            silent = !task.kind.runsGuest();
            decide(Failures.ending(thrown, cause, present(), task.what));
        } else if (task.kind.runsGuest() && guest().command()) {
            decide(new Ending.Exited(0));
        } else if (stopping && (turns.waiting() == 0 || cause == Task.Cause.STOPPED)) {
            decide(new Ending.Stopped());
        }
    }

    /** The end, on the guest's thread, with nothing running. */
    private void finish() {
        List<Task<?>> left;
        Guest ended;
        Ending end;
        boolean tell;
        lock.lock();
        try {
            phase = Phase.ENDED;
            // A deadline may be far: until then the timer would hold the instance with all its memory.
            interrupts.disarm();
            endOfGrace.cancel();
            left = turns.takeAll();
            ended = guest;
            end = Objects.requireNonNull(decided);
            tell = !silent && guest != null;
        } finally {
            lock.unlock();
        }
        left.forEach(task -> task.fail(new NotBegunException(Failures.ended(spec.module(), end))));
        try {
            if (ended != null) {
                counters.atEnd(ended.memoryBytes(), ended.use());
                ended.close();
            }
        } finally {
            // Whatever closing came to: who waits for the end is told.
            tell(end, tell);
        }
    }

    private void tell(Ending end, boolean listener) {
        try {
            told = end;
            if (listener) {
                io.ended(end);
            }
        } finally {
            heard.complete(end);
        }
    }

    /** How it ended, once that is told. */
    public Optional<Ending> ending() {
        return Optional.ofNullable(told);
    }

    /** Completes with the end once it has been told. */
    CompletableFuture<Ending> heard() {
        return heard;
    }

    /** It was refused more memory. */
    void memoryRefused(MemoryRefusal refusal) {
        memoryRefused = refusal;
    }

    /** Counts what is written. */
    void wrote(int bytes) {
        counters.wrote(bytes);
    }

    /** What it has done and holds. */
    public InstanceStatistics statistics() {
        int calls;
        Guest living;
        lock.lock();
        try {
            calls = turns.waiting() + (turns.running() == null ? 0 : 1);
            living = phase == Phase.ENDED ? null : guest;
        } finally {
            lock.unlock();
        }
        return counters.read(calls, living);
    }
}
