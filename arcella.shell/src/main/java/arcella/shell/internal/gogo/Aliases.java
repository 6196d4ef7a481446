package arcella.shell.internal.gogo;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

import org.apache.felix.gogo.runtime.Parser;
import org.apache.felix.gogo.runtime.Parser.Program;
import org.apache.felix.service.command.Function;

/** The names that a session's user gave to command lines. Thread-safe. */
public final class Aliases {

    private record Alias(String text, Program program) {}

    private final Map<String, Alias> all = new ConcurrentSkipListMap<>();

    /**
     * Gives a command line a name, instead of the one that had it.
     *
     * @throws org.apache.felix.gogo.runtime.SyntaxError if the text cannot be read
     */
    public void define(String name, String text) {
        all.put(name, new Alias(text, new Parser(text + " $args").program()));
    }

    /** Forgets a name; false if there is none such. */
    public boolean forget(String name) {
        return all.remove(name) != null;
    }

    /** The command lines, by name. */
    public Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        all.forEach((name, alias) -> texts.put(name, alias.text()));
        return texts;
    }

    /**
     * What runs the command line of a name.
     *
     * @param table finds the commands in it
     * @param expanded the aliases that led to this one, none of which is expanded again
     */
    public Optional<Function> find(String name, CommandTable table, Set<String> expanded) {
        Alias alias = expanded.contains(name) ? null : all.get(name);
        if (alias == null) {
            return Optional.empty();
        }
        Set<String> now = new HashSet<>(expanded);
        now.add(name);
        return Optional.of((session, arguments) ->
                new AliasClosure((SteadySession) session, null, alias.program(), table, now)
                        .execute(session, arguments));
    }
}
