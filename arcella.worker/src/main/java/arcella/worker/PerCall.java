package arcella.worker;

/**
 * What calls have used of something.
 *
 * @param last what the last call used that has ended
 * @param most the most that one call used
 */
public record PerCall(long last, long most) {

    /** No call has ended yet. */
    public static final PerCall NONE = new PerCall(0, 0);
}
