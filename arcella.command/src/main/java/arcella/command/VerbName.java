package arcella.command;

/**
 * The name of a verb: a scope and a word, written {@code module:start}; a few verbs, such as {@code ping}, have no
 * scope.
 *
 * @param scope the family, empty if none
 * @param word what to do
 */
public record VerbName(String scope, String word) implements Comparable<VerbName> {

    public VerbName {
        if (!scope.isEmpty() && !isKebab(scope) || !isKebab(word)) {
            throw new IllegalArgumentException("not a verb name: " + scope + ":" + word);
        }
    }

    /** Whether a text is lower-case words of letters and digits, joined by single hyphens, a letter first. */
    static boolean isKebab(String text) {
        // By hand: a regular expression would cost the command-line program milliseconds at every start.
        boolean hyphen = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z';
            boolean digit = c >= '0' && c <= '9';
            if (i == 0 && !letter || !letter && !digit && (c != '-' || hyphen)) {
                return false;
            }
            hyphen = c == '-';
        }
        return !hyphen;
    }

    /** Reads {@code scope:word} or {@code word}. */
    public static VerbName of(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? new VerbName("", text) : new VerbName(text.substring(0, colon), text.substring(colon + 1));
    }

    @Override
    public int compareTo(VerbName other) {
        int byScope = scope.compareTo(other.scope);
        return byScope != 0 ? byScope : word.compareTo(other.word);
    }

    /** {@code scope:word}, or {@code word} without a scope. */
    @Override
    public String toString() {
        return scope.isEmpty() ? word : scope + ":" + word;
    }
}
