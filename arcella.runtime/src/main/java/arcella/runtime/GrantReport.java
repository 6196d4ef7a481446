package arcella.runtime;

/**
 * One thing that a module asks for beyond what every module may have, or that a standing grant gives to nobody. Immutable.
 *
 * @param module the module, {@code name@version}; of a standing grant that nobody asks for, the name or hash it is for
 * @param grant what is asked for or given, such as {@code net:tcp://10.0.0.7:5432}
 * @param state whether it holds
 * @param by where it is granted: {@code install}, or file and line such as {@code etc/arcella.toml:3}; empty if it is not
 */
public record GrantReport(String module, String grant, State state, String by) {

    /** Whether a grant holds. */
    public enum State {
        /** Asked for, and granted. */
        GRANTED,
        /** Asked for, and not granted. */
        DENIED,
        /** Granted, and asked for by no installed module that it is for. */
        UNUSED
    }
}
