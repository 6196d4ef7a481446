package arcella.worker.internal.local;

import java.util.List;

import arcella.error.ArcellaException;
import arcella.wasi.WasiExit;
import arcella.wit.value.WitValue;
import arcella.worker.ExportedFunction;

/**
 * A module that is instantiated and linked: what a {@link LocalInstance} runs. {@link #start} and {@link #call} come on
 * one thread at a time, and an interrupt of it makes the guest trap soon; the rest is safe on any thread.
 */
interface Guest extends AutoCloseable {

    /** Whether it exports {@code _start}. */
    boolean command();

    /** The functions that can be called; none for a command. */
    List<ExportedFunction> functions();

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

    /** The present size of its linear memories. */
    long memoryBytes();

    /** Gives up its memory; nothing is called afterwards. */
    @Override
    void close();
}
