package arcella.shell.internal.gogo;

import java.util.Optional;
import java.util.Set;

import org.apache.felix.service.command.Function;

/** Finds a session's commands. */
public interface CommandTable {

    /** The command of a whole name such as {@code module:start}. */
    Optional<Function> byName(String name);

    /**
     * The command of a short name; one that fits several is answered by a function that says so.
     *
     * @param expanded aliases that are passed over, since the name stands in their text
     */
    Optional<Function> byWord(String word, Set<String> expanded);

    /** What is called for a name that fits nothing; the name is its first argument. */
    Function unknown();

    /** All whole names. */
    Set<String> names();
}
