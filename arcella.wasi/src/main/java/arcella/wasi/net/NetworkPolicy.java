package arcella.wasi.net;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import arcella.wasi.Denial;
import arcella.wasi.Denial.Remedy;
import arcella.wasi.net.NetworkRule.Protocol;

/**
 * Decides for one guest what its rules allow, and tells of every refusal once, with the rule that would have allowed it.
 *
 * <p><b>Names.</b> A guest connects to addresses. Where a rule names a host, the guest may connect to the addresses
 * that the first look-up of that name gave, and to no others: what was checked is what is connected to, and a name that
 * leads elsewhere the next time gives nothing more. Addresses of this machine and of the local link are taken out of
 * such answers.
 *
 * <p>Thread-safe.
 */
public final class NetworkPolicy {

    private static final int MOST_REMEMBERED = 10_000;

    private record Resolved(NetworkRule rule, InetAddress address) {}

    private final NetworkRules rules;
    private final Consumer<Denial> refusals;
    private final Map<String, List<InetAddress>> answers = new HashMap<>();
    private final Set<Resolved> resolved = new HashSet<>();
    private final Set<Denial> told = new HashSet<>();

    /**
     * Judges by the given rules.
     *
     * @param refusals is told once of each thing refused
     */
    public NetworkPolicy(NetworkRules rules, Consumer<Denial> refusals) {
        this.rules = Objects.requireNonNull(rules, "rules");
        this.refusals = Objects.requireNonNull(refusals, "refusals");
    }

    /** Whether any rule to connect speaks that protocol. */
    public boolean anyAllowed(Protocol protocol) {
        return rules.allow().stream().anyMatch(rule -> rule.protocol() == protocol);
    }

    /**
     * Whether the guest may have sockets of a protocol at all: a sealed worker has none where no rule speaks of them, and
     * a guest is to see the same in the container's own process.
     */
    public synchronized boolean mayOpen(Protocol protocol) {
        boolean may = Stream.concat(rules.allow().stream(), rules.listen().stream())
                .anyMatch(rule -> rule.protocol() == protocol);
        if (!may) {
            refuse("to make a " + protocol + " socket",
                    new Remedy.Connect(protocol.name().toLowerCase(Locale.ROOT) + "://HOST:PORT"));
        }
        return may;
    }

    /** Whether the guest may connect or send to an address. Tells if not. */
    public synchronized boolean mayConnect(Protocol protocol, InetAddress address, int port) {
        boolean may = mayHear(protocol, address, port);
        if (!may) {
            String rule = NetworkRule.of(protocol, address, port).toString();
            refuse("to connect to " + rule, new Remedy.Connect(rule));
        }
        return may;
    }

    /** As {@link #mayConnect}, for what comes from there unasked: tells nobody. */
    public synchronized boolean mayHear(Protocol protocol, InetAddress address, int port) {
        for (NetworkRule rule : rules.allow()) {
            if (rule.protocol() == protocol && rule.matchesPort(port)
                    && (rule.matchesAddress(address) || resolved.contains(new Resolved(rule, address)))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the guest may listen or receive at an address of this machine's. */
    public synchronized boolean mayListen(Protocol protocol, InetAddress address, int port) {
        for (NetworkRule rule : rules.listen()) {
            if (rule.protocol() == protocol && rule.matchesPort(port)
                    && rule.matchesLocal(address)) {
                return true;
            }
        }
        String needed = NetworkRule.of(protocol, address, port).toString();
        refuse("to listen at " + needed, new Remedy.Listen(needed));
        return false;
    }

    /**
     * Whether the guest may make requests to a host of that name. Where the name leads is judged by {@link #mayConnect}
     * when it is looked up.
     */
    public synchronized boolean mayRequest(Protocol protocol, String name, int port) {
        for (NetworkRule rule : rules.allow()) {
            if (rule.protocol() == protocol && rule.matchesPort(port) && rule.matchesName(name)) {
                return true;
            }
        }
        String needed = protocol.name().toLowerCase(Locale.ROOT) + "://" + name + ":" + port;
        refuse("to request from " + needed, new Remedy.Connect(needed));
        return false;
    }

    /** Whether the guest may look up a name at all. */
    public synchronized boolean mayResolve(String name) {
        if (rules.allow().stream().anyMatch(rule -> rule.matchesName(name))) {
            return true;
        }
        refuse("to look up " + name, new Remedy.Connect("tcp://" + name + ":*"));
        return false;
    }

    /** The addresses that the name gave before; empty if it was not looked up with success yet. */
    public synchronized Optional<List<InetAddress>> known(String name) {
        return Optional.ofNullable(answers.get(name));
    }

    /**
     * Takes note of a name's addresses, for later connections. The first answer holds: later ones change nothing.
     *
     * @return those that the guest may be told: none of this machine or the local link, unless a rule says
     *     {@code localhost} or has that very address
     */
    public synchronized List<InetAddress> resolved(String name, List<InetAddress> addresses) {
        List<InetAddress> before = answers.get(name);
        if (before != null) {
            return before;
        }
        List<InetAddress> shown = addresses.stream().filter(address -> note(name, address)).toList();
        if (!shown.isEmpty() && answers.size() < MOST_REMEMBERED) {
            answers.put(name, shown);
        }
        return shown;
    }

    /** Remembers by which rules an address may be connected to; answers whether the guest may be told of it. */
    private boolean note(String name, InetAddress address) {
        boolean show = false;
        for (NetworkRule rule : rules.allow()) {
            if (rule.matchesAddress(address)) {
                show = true;
            } else if (rule.named() && rule.matchesName(name) && !Locality.local(address)
                    && resolved.size() < MOST_REMEMBERED) {
                show = true;
                resolved.add(new Resolved(rule, address));
            }
        }
        if (!show) {
            refuse("to learn that " + name + " leads to " + NetworkRule.literal(address),
                    new Remedy.Connect("tcp://" + NetworkRule.literal(address) + ":*"));
        }
        return show;
    }

    private void refuse(String attempt, Remedy remedy) {
        Denial denial = new Denial(attempt, remedy);
        if (told.size() < MOST_REMEMBERED && told.add(denial)) {
            refusals.accept(denial);
        }
    }
}
