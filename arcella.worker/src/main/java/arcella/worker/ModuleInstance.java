package arcella.worker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import arcella.error.ArcellaException;
import arcella.wit.value.WitValue;

/**
 * One running instantiation of a module.
 *
 * <p>An instance runs one call at a time. Calls that arrive meanwhile wait in a queue of bounded length, in the order of
 * their arrival. A trap, a deadline that passes in the midst of a call, and the cancellation of a call that already runs
 * leave the guest's memory in a state that nobody can trust: each of them ends the instance, with
 * {@link Ending.Trapped}, and fails the calls that wait. Only a fresh instance helps.
 *
 * <p>Safe for use by many threads.
 */
public interface ModuleInstance {

    /** The module's id, {@code name@version}. */
    String module();

    /**
     * Whether the module is a command, one that exports {@code _start}: it runs once and ends. Any other is a reactor,
     * whose functions can be called until it is stopped.
     */
    boolean command();

    /** The functions that {@link #call} can reach, in the module's order; none for a command. */
    List<ExportedFunction> functions();

    /** The functions that were too large to be compiled: worth telling the operator. */
    InterpretedFunctions interpreted();

    /**
     * Starts the instance, once.
     *
     * <p>A command: {@code _start} begins to run and this method returns at once; how it ends, the listener hears. A
     * reactor: {@code _initialize} runs, if the module exports it, and this method returns when it has returned.
     *
     * @throws ArcellaException if the instance was started before or has ended, or if {@code _initialize} failed (the
     *     listener hears of that too) or passed its deadline
     */
    void start();

    /**
     * Calls an exported function of a reactor. Core functions take and give {@code s32} for i32, {@code s64} for i64,
     * {@code f32} and {@code f64}.
     *
     * <p>{@link CompletableFuture#cancel} on the returned future itself cancels the call: one that still waits is
     * withdrawn without harm, one that runs is interrupted, which ends the instance. The deadline of the spec's limits
     * counts from the moment of this call, waiting included.
     *
     * <p>This method does not wait for the result. Actions that depend on the future never run on a thread that the host
     * needs for something else, so they may block.
     *
     * @param function the function's exported name
     * @param arguments one value for each parameter
     * @return completes with the results; fails with an {@link ArcellaException} of the guest's trap, of a wrong name or
     *     wrong arguments, of a queue that is full, of an instance that has not been started or has ended, of a deadline
     *     or of a lost worker; with a {@link NotBegunException} where nothing has happened
     */
    CompletableFuture<List<WitValue>> call(String function, List<WitValue> arguments);

    /**
     * Calls an exported function and waits for the result: the quicker way for a caller who would wait anyway. An
     * interrupt of the calling thread cancels the call and leaves the thread's interrupt status set.
     *
     * @param function as in {@link #call}
     * @param arguments as in {@link #call}
     * @return the results
     * @throws ArcellaException as the future of {@link #call} would fail with
     */
    List<WitValue> invoke(String function, List<WitValue> arguments);

    /**
     * As {@link #invoke}, and tells the fuel that the call took. A guest whose own work depends on nothing but its memory
     * and its arguments takes the same fuel wherever it runs.
     *
     * @throws ArcellaException as {@link #invoke} does; with {@link WorkerError#NOT_METERED}, before anything runs, if the
     *     instance was made without a limit of fuel: it is only counted where there is one
     */
    MeteredResults metered(String function, List<WitValue> arguments);

    /**
     * Resolves an exported function for calls by other modules. Unlike {@link #call}, these may pass resources: handles
     * that this instance gives are its own numbers, to be given back to it, or to be dropped with {@link #drop}.
     *
     * @param function as in {@link #call}
     * @throws ArcellaException if there is no such function
     */
    ModuleFunction function(String function);

    /**
     * Gives up a resource that a {@link #function} returned as owned: its destructor runs, at some time. Without effect
     * if the instance has ended, or holds no such resource.
     *
     * @param id the handle's number
     */
    void drop(long id);

    /**
     * Ends the instance. No new call is taken, standard input comes to its end, and what runs or waits has until the end
     * of the grace to finish; then it is interrupted. Whoever asks again with a shorter grace shortens it.
     *
     * @param grace how long what runs may go on; zero for not at all
     * @return completes with how the instance ended, after the listener has heard it; never fails. It is
     *     {@link Ending.Stopped}, or what happened before, such as a command that finished in time
     */
    CompletableFuture<Ending> stop(Duration grace);

    /**
     * Changes what can be changed while the instance lives, from its next call on: the deadline of a call, its fuel where
     * fuel is counted already, and the bytes of values that a call of a component may carry. All other limits stay as
     * they are until the next instance. Without effect if the instance has ended.
     */
    void limits(InstanceLimits limits);

    /** How the instance ended, if it has. Present once the listener's {@code ended} has been called. */
    Optional<Ending> ending();

    /**
     * What the instance has done and holds. A worker's figures are asked for, hence this may block for a moment; of an
     * instance that has ended, the last figures known.
     */
    InstanceStatistics statistics();
}
