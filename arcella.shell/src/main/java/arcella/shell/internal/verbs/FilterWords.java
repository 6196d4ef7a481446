package arcella.shell.internal.verbs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name and version range that a requirement's filter asks for, in words.
 *
 * @param name the wanted name, or the whole filter where it is none of the usual kind
 * @param versions the range such as {@code [1.0.0,2.0.0)}, empty if any version does
 */
record FilterWords(String name, String versions) {

    private static final Pattern AT_LEAST = Pattern.compile("\\((?:bundle-)?version>=([^)]+)\\)");
    private static final Pattern BELOW = Pattern.compile("\\(!\\((?:bundle-)?version>=([^)]+)\\)\\)");
    private static final Pattern EXACT = Pattern.compile("\\((?:bundle-)?version=([^)]+)\\)");

    static FilterWords of(String filter, String namespace) {
        Matcher name = Pattern.compile("\\(" + Pattern.quote(namespace) + "=([^)]+)\\)").matcher(filter);
        if (!name.find()) {
            return new FilterWords(filter, "");
        }
        Matcher exact = EXACT.matcher(filter);
        if (exact.find()) {
            return new FilterWords(name.group(1), exact.group(1));
        }
        Matcher below = BELOW.matcher(filter);
        String upper = below.find() ? below.group(1) : "";
        Matcher least = AT_LEAST.matcher(filter.replaceAll("\\(!\\([^)]*\\)\\)", ""));
        String lower = least.find() && !least.group(1).matches("0(\\.0)*") ? least.group(1) : "";
        if (lower.isEmpty() && upper.isEmpty()) {
            return new FilterWords(name.group(1), "");
        }
        return new FilterWords(
                name.group(1),
                upper.isEmpty() ? lower + " or later" : "[" + (lower.isEmpty() ? "0" : lower) + "," + upper + ")");
    }
}
