package arcella.worker.internal.local;

import java.util.List;
import java.util.function.UnaryOperator;

import arcella.error.ArcellaException;
import arcella.wasi.WasiExit;
import arcella.wit.value.WitValue;
import arcella.worker.ExportedFunction;
import arcella.worker.InstanceLimits;
import arcella.worker.InterpretedFunctions;
import arcella.worker.LimitUse;

/**
 * A module that is instantiated and linked: what a {@link LocalInstance} runs. {@link #start} and {@link #call} come on
 * one thread at a time, and an interrupt of it makes the guest trap soon; the rest is safe on any thread.
 */
interface Guest extends AutoCloseable {

    /** Whether it exports {@code _start}. */
    boolean command();

    /** The functions that can be called; none for a command. */
    List<ExportedFunction> functions();

    /** What of it was too large to be compiled. */
    InterpretedFunctions interpreted();

    /**
     * Checks a call before it waits for its turn.
     *
     * @throws ArcellaException if there is no such function, or the arguments do not fit it
     */
    void check(String function, List<WitValue> arguments);

    /**
     * Runs {@code _start} or {@code _initialize}, if there is one.
     *
     * @throws ArcellaException if the guest traps
     * @throws WasiExit if the guest exits
     */
    void start();

    /**
     * Calls a function that {@link #check} has let pass.
     *
     * @throws ArcellaException if the guest traps
     * @throws WasiExit if the guest exits
     */
    List<WitValue> call(String function, List<WitValue> arguments);

    /**
     * Resolves a function for calls by other modules; unlike {@link #call}, it takes and gives handles. What it returns
     * runs on one thread at a time, as {@link #call} does.
     *
     * @throws ArcellaException if there is no such function
     */
    UnaryOperator<List<WitValue>> linked(String function);

    /** Drops a resource that a {@link #linked} function gave; without effect if it gave none of that number. */
    void drop(long id);

    /**
     * Whether it can go on although a call has failed: because that was refused before anything of the guest ran. Says
     * nothing of a command, which ends with its only call.
     */
    boolean unharmed();

    /** Whether so little of its call depth is in use that another guest may run on the same stack. */
    boolean shallow();

    /** What its calls have of fuel, and have used of it. */
    Fuel fuel();

    /** What it holds of its limits, but for the time of its calls. */
    LimitUse use();

    /** The present size of its linear memories. */
    long memoryBytes();

    /** From the next call on, keeps to what of these limits can change while it lives. */
    void limits(InstanceLimits limits);

    /** Gives up its memory; nothing is called afterwards. */
    @Override
    void close();
}
