package arcella.engine.binding;

/** What stands in Java for a payload that is not there, as in {@code result<_, E>}. */
public enum Unit {
    /** The only value. */
    UNIT
}
