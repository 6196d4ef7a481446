package arcella.feature.internal.install;

/**
 * One thing that a change would do, or leave alone.
 *
 * @param action what is done to it
 * @param kind what it is: {@code feature}, {@code bundle}, {@code configuration}, {@code module}
 * @param what its name
 * @param detail more about it, for people; may be empty
 */
public record Step(Action action, String kind, String what, String detail) {

    /** What is done. */
    public enum Action {
        /** It comes. */
        ADD,
        /** It is there already, and stays whatever becomes of the feature. */
        KEEP,
        /** It is there already because of other features, and goes with the last of them. */
        SHARE,
        /** It goes. */
        REMOVE,
        /** It would go, and somebody has taken it away before. */
        GONE
    }
}
