package arcella.alme.internal;

import java.time.Duration;

import arcella.alme.protocol.Alme;

/**
 * The server's limits.
 *
 * @param connections how many at once; more are told so and closed
 * @param requestsPerConnection how many in flight on one connection; more are refused
 * @param requests how many in flight over all connections; more are refused
 * @param window how many bytes of frames a client may send ahead for one request
 * @param hello how long a client may take to its hello
 * @param frame how long a frame may take from its first byte to its last
 * @param idle how long a connection without requests stays open
 * @param stall how long a client may leave what was sent to it unread
 * @param startup how long a request for an unknown verb waits while the container still starts; far longer than a start
 *     takes on a busy machine, for who waits sees that it starts and may cancel
 */
public record ServerOptions(
        int connections,
        int requestsPerConnection,
        int requests,
        int window,
        Duration hello,
        Duration frame,
        Duration idle,
        Duration stall,
        Duration startup) {

    /** The limits that apply unless something else is said. */
    public static final ServerOptions DEFAULT = new ServerOptions(
            64, 32, 256, Alme.DEFAULT_WINDOW,
            Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofSeconds(30),
            Duration.ofMinutes(2));

    public ServerOptions {
        if (connections < 1 || requestsPerConnection < 1 || requests < 1 || window < 1) {
            throw new IllegalArgumentException("a limit is less than one");
        }
    }
}
