package arcella.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

import arcella.error.ArcellaException;

/**
 * The verbs present at the moment, as bundles come and go. Thread-safe.
 *
 * <p>Where two verbs have one name, the one added first stays until it is removed.
 */
public final class VerbDirectory {

    private final ConcurrentSkipListMap<VerbName, List<Verb>> verbs = new ConcurrentSkipListMap<>();
    private final RoleDirectory roles = new RoleDirectory();

    /** Who knows which role each verb asks for here, and who has which. */
    public RoleDirectory roles() {
        return roles;
    }

    public void add(Verb verb) {
        verbs.merge(verb.spec().name(), List.of(verb), (old, added) ->
                Stream.concat(old.stream(), added.stream()).toList());
    }

    public void remove(Verb verb) {
        verbs.computeIfPresent(verb.spec().name(), (name, present) -> {
            List<Verb> left = present.stream().filter(other -> other != verb).toList();
            return left.isEmpty() ? null : left;
        });
    }

    /** The verb of that name. */
    public Optional<Verb> find(VerbName name) {
        return Optional.ofNullable(verbs.get(name)).map(List::getFirst);
    }

    /** All verbs, by name, each with the role that it asks for here. */
    public List<VerbSpec> specs() {
        Map<VerbName, Role> ruled = roles.settings().verbs();
        return verbs.values().stream().map(List::getFirst).map(Verb::spec).map(spec -> ruled(spec, ruled)).toList();
    }

    /** All verbs that a role covers, by name. */
    public List<VerbSpec> specs(Role caller) {
        return specs().stream().filter(spec -> caller.covers(spec.role())).toList();
    }

    private static VerbSpec ruled(VerbSpec spec, Map<VerbName, Role> ruled) {
        return ruled.isEmpty() ? spec : spec.withRole(ruled.getOrDefault(spec.name(), spec.role()));
    }

    private List<String> names() {
        return verbs.keySet().stream().map(VerbName::toString).toList();
    }

    /**
     * The verb of that name.
     *
     * @throws ArcellaException {@link CommandError#UNKNOWN_VERB} if there is none, with the nearest one
     */
    public Verb require(VerbName name) {
        return find(name).orElseThrow(() -> new ArcellaException(
                CommandError.UNKNOWN_VERB,
                "there is no command '" + name + "'",
                Nearest.remedy(name.toString(), names(), "see the list of commands with 'verbs'")));
    }

    /**
     * Finds and runs a verb for a caller, whichever way the request came.
     *
     * @throws ArcellaException if there is no such verb, the caller's role does not cover it, or the verb fails
     */
    public VerbResult run(VerbName name, Invocation invocation) throws InterruptedException {
        Verb verb = require(name);
        check(name.toString(), ruled(verb.spec(), roles.settings().verbs()).role(), invocation.caller());
        return verb.run(invocation);
    }

    /**
     * Checks that a caller's role is enough for something.
     *
     * @param what what it is, for the message
     * @throws ArcellaException {@link CommandError#FORBIDDEN} if it is not, with how to get it
     */
    public static void check(String what, Role needed, Caller caller) {
        if (!caller.role().covers(needed)) {
            throw forbidden(what, needed, caller);
        }
    }

    /** The failure that says that something asks for more than a caller's role. */
    public static ArcellaException forbidden(String what, Role needed, Caller caller) {
        boolean digits = caller.user().chars().allMatch(Character::isDigit);
        return new ArcellaException(
                CommandError.FORBIDDEN,
                "'" + what + "' needs the role " + needed.word() + ", and " + caller.user() + " has " + caller.role().word(),
                "the container's owner gives it with " + needed.word() + " = [\"" + (digits ? "uid:" : "") + caller.user()
                        + "\"] under [roles] in etc/arcella.toml");
    }
}
