package arcella.wasi.net;

import java.util.List;

/**
 * What one guest may use of the network. Immutable.
 *
 * @param allow where it may connect and send to, and which names it may look up
 * @param listen at which addresses it may listen and receive
 */
public record NetworkRules(List<NetworkRule> allow, List<NetworkRule> listen) {

    private static final int FIRST_HIGH_PORT = 1024;

    /** Copies the lists. */
    public NetworkRules {
        allow = List.copyOf(allow);
        listen = List.copyOf(listen);
    }

    /** Whether there is no rule at all. */
    public boolean empty() {
        return allow.isEmpty() && listen.isEmpty();
    }

    /** Whether it may listen at ports below 1024, for which an operating system may want more than a user's rights. */
    public boolean lowPorts() {
        return listen.stream().anyMatch(rule -> rule.port() < FIRST_HIGH_PORT);
    }

    /** Nothing at all, as for every guest that is granted nothing. */
    public static NetworkRules none() {
        return new NetworkRules(List.of(), List.of());
    }
}
