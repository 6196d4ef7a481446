package arcella.engine.core;

/** The Java side of a function that a guest imports. */
@FunctionalInterface
public interface HostFunction {

    /**
     * Runs the function on the guest's thread. What it throws passes through the guest unchanged and leaves the
     * guest's call; a trap is thrown as a {@link Trap}.
     *
     * @param caller the instance that calls; its exported memory holds what pointers among the arguments point to.
     *     During instantiation (a start function) its exports are there already
     * @param args one slot per parameter; see {@link CoreFunction#call(long...)} for their form
     * @return one slot per result
     */
    long[] call(CoreInstance caller, long[] args);
}
