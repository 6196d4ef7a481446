package arcella.it.conformance;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether a component was refused for the reason that the script names. Our message must contain the script's words, once
 * case, quotes and punctuation are out of the way; where we put it in other words, the pair stands in a table.
 */
final class Reasons {

    private static final Pattern NOISE = Pattern.compile("[^a-z0-9]+");

    /** What the scripts say, and what we say for the same. Both are normalised before they are compared. */
    private static final List<Same> TABLE = List.of(
            // The type that was expected has a name; "primitive" says less.
            new Same("expected primitive, found record", "expected u32, found record"),
            // The script has the two the wrong way around: the given function has a result, the wanted one has none.
            new Same("expected a result, found none", "expected no result, found one"),
            // One engine has two wordings for this, depending on who reads the string; we have one.
            new Same("string content out-of-bounds", "string pointer/length out of bounds of memory"),
            new Same("list content out-of-bounds", "realloc return: beyond end of memory"),
            new Same("incomplete utf-8 byte sequence", "invalid utf-8"),
            new Same("wasm `unreachable` instruction executed", "unreachable"),
            // A poisoned instance is one that nobody can enter any more.
            new Same("cannot enter component instance", "the instance cannot be used any more after a trap"));

    private record Same(String theirs, String ours) {
    }

    private Reasons() {
    }

    static boolean agree(String expected, String actual) {
        String ours = normalise(actual);
        if (ours.contains(normalise(expected))) {
            return true;
        }
        for (Same same : TABLE) {
            if (normalise(expected).equals(normalise(same.theirs)) && ours.contains(normalise(same.ours))) {
                return true;
            }
        }
        return false;
    }

    private static String normalise(String message) {
        return NOISE.matcher(message.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    }
}
