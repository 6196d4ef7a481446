package arcella.command;

/**
 * Who asks.
 *
 * @param user the user's name as the operating system knows it, or the uid's digits
 * @param pid the asking process, -1 if unknown
 * @param role what the caller may do
 * @param origin the way the request came
 */
public record Caller(String user, long pid, Role role, Origin origin) {

    /** The ways a request comes in. */
    public enum Origin { SHELL, ALME, HTTP, INTERNAL }
}
