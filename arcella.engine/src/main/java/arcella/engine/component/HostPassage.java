package arcella.engine.component;

/**
 * The way of the host's own resources from one instance to another: out of one as a number, into the other as an object of
 * the same class. What the numbers mean is between the two ends, and they are never those of a {@link ForeignInterface}.
 *
 * <p>Called on the thread that runs the instance.
 */
public interface HostPassage {

    /** Whether objects of this class pass at all; a function that would pass another is refused when it is linked. */
    boolean passes(Class<?> type);

    /** An object leaves the instance for good. */
    long give(Object object);

    /** An object is lent to a call. */
    long lend(Object object);

    /** The call has ended for which a number was given or lent: what was lent is no longer, and what nobody took ends. */
    void over(long number);

    /**
     * An object comes to stay.
     *
     * @throws arcella.error.ArcellaException if there is none of that number
     */
    Object take(Class<?> type, long number);

    /**
     * An object comes for the time of a call.
     *
     * @throws arcella.error.ArcellaException if there is none of that number
     */
    Object borrow(Class<?> type, long number);

    /** One by which nothing passes. */
    static HostPassage none() {
        return NoPassage.NONE;
    }
}
