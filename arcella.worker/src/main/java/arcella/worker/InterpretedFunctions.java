package arcella.worker;

import java.util.Collection;
import java.util.List;

import arcella.engine.core.PlainNames;

/**
 * The functions of a module that are larger than a Java method can be, and run in the interpreter, about a hundred times
 * slower. Bounded, whatever the module is: the first few by name, the rest by number. Immutable.
 *
 * @param names the first of them, as the module's name section has them, cut where they are long; without characters that
 *     a terminal would obey
 * @param more how many there are beside those
 */
public record InterpretedFunctions(List<String> names, int more) {

    /** How many are named. */
    public static final int MOST_NAMES = 10;

    private static final InterpretedFunctions NONE = new InterpretedFunctions(List.of(), 0);

    /**
     * Cuts and cleans the names.
     *
     * @throws IllegalArgumentException if there are more than {@link #MOST_NAMES}, or fewer while more are counted, or the
     *     number is negative
     */
    public InterpretedFunctions {
        if (names.size() > MOST_NAMES || more < 0 || more > 0 && names.size() < MOST_NAMES) {
            throw new IllegalArgumentException(names.size() + " names and " + more + " more");
        }
        names = names.stream().map(PlainNames::plain).toList();
    }

    /** None. */
    public static InterpretedFunctions none() {
        return NONE;
    }

    /** These, all of them. */
    public static InterpretedFunctions of(Collection<String> functions) {
        return functions.isEmpty() ? NONE : new InterpretedFunctions(
                functions.stream().limit(MOST_NAMES).toList(), Math.max(0, functions.size() - MOST_NAMES));
    }

    /** Whether everything was compiled. */
    public boolean isEmpty() {
        return names.isEmpty();
    }

    /** What an operator is told, with what to do about it; nothing if everything was compiled. */
    public String text() {
        return isEmpty() ? "" : "too large for Java methods, and about a hundred times slower: " + String.join(", ", names)
                + (more > 0 ? " and " + more + " more" : "") + "; build with -Oz";
    }
}
