package arcella.command.line;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import arcella.command.VerbName;
import arcella.command.VerbSpec;

/**
 * Finds the verb that the first words of a command line in a system shell mean: {@code module start m},
 * {@code module:start m}, or short for it {@code start m}.
 */
public final class CommandNames {

    /** The scope that may be left out. */
    public static final String SHORT_SCOPE = "module";

    private CommandNames() {}

    /**
     * A verb that was found.
     *
     * @param spec the verb
     * @param words how many words named it
     */
    public record Found(VerbSpec spec, int words) {}

    /** The words with other names for verbs replaced by the verbs' own. */
    public static List<String> expand(List<String> words) {
        if (words.isEmpty()) {
            return words;
        }
        String first = words.getFirst();
        int colon = first.indexOf(':');
        if (colon <= 0 && !first.equals("logs")) {
            return words;
        }
        List<String> expanded = new ArrayList<>();
        expanded.add(colon > 0 ? first.substring(0, colon) : "log");
        expanded.add(colon > 0 ? first.substring(colon + 1) : "tail");
        expanded.addAll(words.subList(1, words.size()));
        return expanded;
    }

    /**
     * The verb that the words name, null if they name none: scope and word, then a word without a scope, then a word of
     * {@link #SHORT_SCOPE}.
     */
    public static @Nullable Found find(List<VerbSpec> specs, List<String> words) {
        if (words.isEmpty()) {
            return null;
        }
        VerbSpec found = words.size() > 1 ? find(specs, words.getFirst(), words.get(1)) : null;
        if (found != null) {
            return new Found(found, 2);
        }
        found = find(specs, "", words.getFirst());
        if (found == null) {
            found = find(specs, SHORT_SCOPE, words.getFirst());
        }
        return found == null ? null : new Found(found, 1);
    }

    private static @Nullable VerbSpec find(List<VerbSpec> specs, String scope, String word) {
        for (VerbSpec spec : specs) {
            VerbName name = spec.name();
            if (name.scope().equals(scope) && name.word().equals(word)) {
                return spec;
            }
        }
        return null;
    }
}
