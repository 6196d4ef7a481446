package arcella.command;

/**
 * One operator command, such as {@code module:start}.
 *
 * <p>Registered under this interface in the service registry (whiteboard); shell, ALME and HTTP find it there.
 * Implementations are called from many threads at once.
 */
public interface Verb {

    /** The name, arguments, role and result of this verb; the same object at every call. */
    VerbSpec spec();

    /**
     * Does the work. The arguments have been checked against {@link #spec()} and the caller's role against
     * {@link VerbSpec#role()}.
     *
     * @return the message and data of success
     * @throws arcella.error.ArcellaException if it could not be done; nothing is half done then
     * @throws InterruptedException if the caller cancelled or went away and the work stopped
     */
    VerbResult run(Invocation invocation) throws InterruptedException;
}
