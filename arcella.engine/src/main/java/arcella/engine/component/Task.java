package arcella.engine.component;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;

/**
 * One call into a guest, as the instance sees it that runs it ({@code CanonicalABI.md}, {@code Task}, with the storage of
 * its one {@code Thread}). Guest code never runs without one: not only calls of exports are tasks, but also those of
 * {@code realloc} and of destructors, and what runs while an instance is made. The {@link Store} knows the one that runs
 * at the moment; what depends on the call under way, such as {@code context.get} or whether it may wait, asks that one.
 *
 * <p>Everything that calls a guest does so in the same steps, whether values go through {@link LiftedFunction}, are
 * copied by {@link FusedFunction} or carried by generated code through {@link ExportPort}:
 * <ol>
 *   <li>{@link #begin} enters the instance; the task runs, and the one that ran before is its {@code outer} one.
 *   <li>{@link #returned} when the results have been lifted.
 *   <li>{@link #end} when nothing of it runs any more; the outer task runs again.
 * </ol>
 * A call that is refused before guest code has seen its arguments takes {@link #withdraw} instead of the last two, one
 * that fails takes {@link #abandon}. In each case the outer task goes on as what it was.
 *
 * <p>A task that was lifted synchronously has ended when its call has, and its instance is not entered again before. So
 * whoever makes the same call again and again keeps one object for it, which {@code begin} makes new; that spares fast
 * calls the allocation. A borrowed handle, which names its task, cannot outlive the call either: it would trap.
 *
 * <p>One thread at a time, as the store.
 */
final class Task implements BorrowScope {

    /** How far it has come; as in the specification, but for cancellation, which only asynchronous lifts know. */
    enum State { INITIAL, STARTED, RESOLVED }

    final InstanceState instance;
    private final Store store;
    private final @Nullable InstanceState enteredUpTo;
    private final boolean async;
    private long storage0;
    private long storage1;
    // Together the state: the collector has to be told of each reference that is written, which short calls feel.
    private boolean started;
    private boolean resolved;
    private boolean mayBlock;
    private int borrows;
    private @Nullable Task outer;

    private Task(InstanceState instance, @Nullable InstanceState enteredUpTo, boolean async) {
        this.instance = instance;
        this.store = instance.store;
        this.enteredUpTo = enteredUpTo;
        this.async = async;
    }

    /**
     * A call of a function.
     *
     * @param instance that runs it
     * @param caller the instance that calls; none for the host
     * @param async whether the function's type is asynchronous
     */
    Task(InstanceState instance, Optional<InstanceState> caller, boolean async) {
        this(instance, instance.enteredUpTo(caller), async);
    }

    /**
     * What an instance runs for itself without being entered, which is its allocator, and everything while it is being
     * made.
     */
    static Task within(InstanceState instance) {
        return new Task(instance, instance, false);
    }

    /**
     * Enters the instance, with those around it that the caller is not in, and runs from now on.
     *
     * @throws arcella.engine.core.Trap if one of them has been entered before
     */
    void begin() {
        instance.enter(enteredUpTo);
        Task running = store.running();
        if (outer != running) {
            outer = running;
        }
        // A synchronous function that waited, itself or in what it calls, would leave nobody to end the wait.
        mayBlock = async && (running == null || running.mayBlock);
        if (async && instance.backpressure > 0) {
            throw blocked("a call under back-pressure");
        }
        started = true;
        resolved = false;
        borrows = 0;
        storage0 = 0;
        storage1 = 0;
        store.run(this);
    }

    /** The guest has given its results ({@code Task.return_}); traps if it has not dropped all that it borrowed. */
    void returned() {
        if (!started || resolved) {
            throw new IllegalStateException("returned when " + state());
        }
        if (borrows != 0) {
            throw Traps.trap("borrow handles still remain at the end of the call");
        }
        resolved = true;
    }

    /** Nothing of it runs any more: its instance may be entered again, and the outer task goes on. */
    void end() {
        if (!resolved) {
            throw new IllegalStateException("ended when " + state());
        }
        leave();
    }

    /** As {@link #end} for a call that was refused before the guest has got its arguments: it never was. */
    void withdraw() {
        started = false;
        leave();
    }

    private void leave() {
        instance.leave(enteredUpTo);
        store.run(outer);
    }

    /**
     * It failed, and so did what ran inside it. The outer task goes on, should anything of it still run; the instance stays
     * entered, for nobody can tell in which state it is.
     */
    void abandon() {
        store.run(outer);
    }

    State state() {
        return resolved ? State.RESOLVED : started ? State.STARTED : State.INITIAL;
    }

    /** A borrowed handle is given to the guest, which has to drop it before it returns. */
    ResourceHandle borrow(ResourceTag tag, int representation) {
        borrows++;
        return new ResourceHandle(tag, representation, this);
    }

    /** The guest has dropped a handle that it borrowed. */
    void giveBack() {
        borrows--;
    }

    /** Borrowed handles that the guest has not dropped yet ({@code Task.num_borrows}). */
    int borrows() {
        return borrows;
    }

    /** What the guest keeps for the time of the task ({@code context.get}); 0 at first. */
    long storage(int slot) {
        return slot == 0 ? storage0 : storage1;
    }

    /** Keeps something for the time of the task ({@code context.set}). */
    void storage(int slot, long value) {
        if (slot == 0) {
            storage0 = value;
        } else {
            storage1 = value;
        }
    }

    /** Whether it may wait for another one: all functions that run at the moment have asynchronous types. */
    boolean mayBlock() {
        return mayBlock;
    }

    /**
     * It would have to wait for another one.
     *
     * @param what it does
     * @return a trap where the specification traps since no task can be waited for: a synchronous function, or what calls
     *     it, must not block; else the word that this engine suspends no task
     */
    RuntimeException blocked(String what) {
        if (!mayBlock) {
            return Traps.trap("cannot block a synchronous task before returning");
        }
        return new ArcellaException(EngineError.UNSUPPORTED_FEATURE,
                "the component waits for another task in " + what + ", and this engine does not suspend tasks yet",
                "build it with the synchronous ABI");
    }

    /**
     * It asks to return, or to be cancelled, by itself.
     *
     * @return a trap: only one that was lifted with {@code async} may, and such lifts are refused at instantiation
     */
    RuntimeException notLiftedAsync(String what) {
        return Traps.trap(what + " called by a task that was not lifted with async");
    }
}
