package arcella.command;

import java.util.List;
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

    /** All verbs, by name. */
    public List<VerbSpec> specs() {
        return verbs.values().stream().map(List::getFirst).map(Verb::spec).toList();
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
        if (!invocation.caller().role().covers(verb.spec().role())) {
            throw new ArcellaException(
                    CommandError.FORBIDDEN,
                    name + " needs the role " + verb.spec().role() + ", and " + invocation.caller().user() + " has "
                            + invocation.caller().role(),
                    "ask an administrator");
        }
        return verb.run(invocation);
    }
}
