package arcella.wit.validate;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** Says where a text departs from the grammar of semantic versions, for messages. */
final class SemverGrammar {

    private static final String[] CORE = {"major", "minor", "patch"};

    private final String text;
    private int at;

    private SemverGrammar(String text) {
        this.text = text;
    }

    /** What keeps {@code text} from being a semantic version, if anything. */
    static Optional<String> problem(String text) {
        return text.isEmpty() ? Optional.of("empty string") : Optional.ofNullable(new SemverGrammar(text).problem());
    }

    private @Nullable String problem() {
        for (int part = 0; part < CORE.length; part++) {
            if (part > 0) {
                if (at == text.length()) {
                    return "unexpected end of input";
                }
                if (text.charAt(at) != '.') {
                    return unexpected();
                }
                at++;
            }
            int start = at;
            while (at < text.length() && digit(text.charAt(at))) {
                at++;
            }
            if (at == start) {
                return at == text.length() ? "unexpected end of input" : unexpected();
            }
            if (at - start > 1 && text.charAt(start) == '0') {
                return "invalid leading zero in " + CORE[part] + " version number";
            }
        }
        if (at < text.length() && text.charAt(at) == '-') {
            String problem = identifiers(true);
            if (problem != null) {
                return problem;
            }
        }
        if (at < text.length() && text.charAt(at) == '+') {
            String problem = identifiers(false);
            if (problem != null) {
                return problem;
            }
        }
        return at == text.length() ? null : unexpected();
    }

    /** Identifiers joined by dots; {@code prerelease} ones that are numbers have no leading zero. */
    private @Nullable String identifiers(boolean prerelease) {
        do {
            int start = ++at;
            boolean number = true;
            while (at < text.length() && (digit(text.charAt(at)) || letter(text.charAt(at)))) {
                number &= digit(text.charAt(at));
                at++;
            }
            if (at == start) {
                return "empty identifier segment";
            }
            if (prerelease && number && at - start > 1 && text.charAt(start) == '0') {
                return "invalid leading zero in pre-release identifier";
            }
        } while (at < text.length() && text.charAt(at) == '.');
        return null;
    }

    private String unexpected() {
        return "unexpected character '" + text.charAt(at) + "'";
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean letter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-';
    }
}
