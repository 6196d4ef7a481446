package arcella.wit;

import java.util.Locale;

import arcella.error.ArcellaException;

/**
 * The kebab case that names in WIT and in components are written in (Component Model, Explainer, "Import and Export
 * Definitions": the productions {@code label} and {@code words}).
 *
 * <p>A label is one or more fragments with hyphens between them. A fragment is a word ({@code [0-9a-z]+}) or an acronym
 * ({@code [0-9A-Z]+}); the first one begins with a letter. Namespaces and packages are narrower: words only.
 */
public final class Kebab {

    private Kebab() {}

    /** Whether the text is a label, such as {@code parse-XML-document}. */
    public static boolean isLabel(String text) {
        return isKebab(text, true);
    }

    /** Whether the text is the name of a namespace or package: a label with no upper-case letter. */
    public static boolean isWords(String text) {
        return isKebab(text, false);
    }

    /**
     * Gives the label back.
     *
     * @param what what the label names, for the message, such as {@code "function"}
     * @throws ArcellaException {@link WitError#BAD_NAME} if the text is no label
     */
    public static String requireLabel(String text, String what) {
        if (!isLabel(text)) {
            throw bad(text, what, "write words of lower-case or acronyms of upper-case letters and digits with single"
                    + " hyphens between them, beginning with a letter, such as 'parse-XML-2'");
        }
        return text;
    }

    /**
     * Gives the words back.
     *
     * @param what what the words name, for the message, such as {@code "package"}
     * @throws ArcellaException {@link WitError#BAD_NAME} if the text is not made of words
     */
    public static String requireWords(String text, String what) {
        if (!isWords(text)) {
            throw bad(text, what, "write lower-case letters and digits with single hyphens between the words,"
                    + " beginning with a letter, such as 'key-value2'");
        }
        return text;
    }

    /** The form in which two labels of one scope must differ: they are unique without regard to case. */
    public static String fold(String label) {
        return label.toLowerCase(Locale.ROOT);
    }

    private static ArcellaException bad(String text, String what, String remedy) {
        return new ArcellaException(WitError.BAD_NAME, "'" + text + "' is not a name for a " + what, remedy);
    }

    private static boolean isKebab(String text, boolean acronyms) {
        boolean first = true;
        int at = 0;
        while (true) {
            int start = at;
            boolean lower = false;
            boolean upper = false;
            while (at < text.length() && text.charAt(at) != '-') {
                char c = text.charAt(at++);
                if (c >= 'a' && c <= 'z') {
                    lower = true;
                } else if (c >= 'A' && c <= 'Z') {
                    upper = true;
                } else if (c < '0' || c > '9' || first && at - 1 == start) {
                    return false;
                }
            }
            if (at == start || upper && (lower || !acronyms)) {
                return false;
            }
            if (at == text.length()) {
                return true;
            }
            at++;
            first = false;
        }
    }
}
