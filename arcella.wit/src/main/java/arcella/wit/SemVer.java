package arcella.wit;

import java.util.ArrayList;
import java.util.List;

import arcella.error.ArcellaException;

/**
 * A full version as Semantic Versioning 2.0.0 defines it: {@code major.minor.patch[-prerelease][+build]}.
 *
 * <p>The order is that of the specification's precedence; versions that differ in their build part only, which have the
 * same precedence, are ordered by the text of it, so that the order agrees with {@code equals}.
 *
 * @param prerelease the identifiers between the dots of the part after {@code -}; empty if there is none
 * @param build the identifiers between the dots of the part after {@code +}; empty if there is none
 */
public record SemVer(long major, long minor, long patch, List<String> prerelease, List<String> build)
        implements Comparable<SemVer> {

    /** Checks all parts and copies the lists. */
    public SemVer {
        if (major < 0 || minor < 0 || patch < 0) {
            throw bad(major + "." + minor + "." + patch);
        }
        prerelease = List.copyOf(prerelease);
        build = List.copyOf(build);
        for (String identifier : prerelease) {
            if (!isIdentifier(identifier) || isNumeric(identifier) && hasLeadingZero(identifier)) {
                throw bad(identifier);
            }
        }
        for (String identifier : build) {
            if (!isIdentifier(identifier)) {
                throw bad(identifier);
            }
        }
    }

    /** A release, without prerelease and build parts. */
    public static SemVer of(long major, long minor, long patch) {
        return new SemVer(major, minor, patch, List.of(), List.of());
    }

    /**
     * Reads a version.
     *
     * @throws ArcellaException {@link WitError#BAD_NAME} if the text is no full version
     */
    public static SemVer parse(String text) {
        int plus = text.indexOf('+');
        String build = plus < 0 ? "" : text.substring(plus + 1);
        String front = plus < 0 ? text : text.substring(0, plus);
        int minus = front.indexOf('-');
        String prerelease = minus < 0 ? "" : front.substring(minus + 1);
        String core = minus < 0 ? front : front.substring(0, minus);
        List<String> numbers = split(core);
        if (numbers.size() != 3 || plus >= 0 && build.isEmpty() || minus >= 0 && prerelease.isEmpty()) {
            throw bad(text);
        }
        long[] parsed = new long[3];
        for (int i = 0; i < 3; i++) {
            parsed[i] = number(numbers.get(i), text);
        }
        try {
            return new SemVer(
                    parsed[0],
                    parsed[1],
                    parsed[2],
                    minus < 0 ? List.of() : split(prerelease),
                    plus < 0 ? List.of() : split(build));
        } catch (ArcellaException e) {
            throw bad(text);
        }
    }

    /** Whether this is a prerelease, such as {@code 0.3.0-rc.1}. */
    public boolean isPrerelease() {
        return !prerelease.isEmpty();
    }

    /** The versions that may stand in for this one. */
    public SemverTrack track() {
        return SemverTrack.of(this);
    }

    /** How many its text has, about. */
    long letters() {
        long letters = 6;
        for (String identifier : prerelease) {
            letters += 1 + identifier.length();
        }
        for (String identifier : build) {
            letters += 1 + identifier.length();
        }
        return letters;
    }

    /** Without most of the identifiers: names that are looked up have versions, which may be as long as all the rest. */
    @Override
    public int hashCode() {
        int hash = Long.hashCode(major * 31 + minor * 17 + patch);
        hash = hash * 31 + prerelease.size();
        hash = hash * 31 + build.size();
        return prerelease.isEmpty() ? hash : hash * 31 + prerelease.getLast().hashCode();
    }

    @Override
    public int compareTo(SemVer that) {
        int c = Long.compare(major, that.major);
        c = c != 0 ? c : Long.compare(minor, that.minor);
        c = c != 0 ? c : Long.compare(patch, that.patch);
        c = c != 0 ? c : Boolean.compare(that.isPrerelease(), isPrerelease());
        c = c != 0 ? c : compare(prerelease, that.prerelease);
        return c != 0 ? c : String.join(".", build).compareTo(String.join(".", that.build));
    }

    /** The version as it is written. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder().append(major).append('.').append(minor).append('.').append(patch);
        if (!prerelease.isEmpty()) {
            out.append('-').append(String.join(".", prerelease));
        }
        if (!build.isEmpty()) {
            out.append('+').append(String.join(".", build));
        }
        return out.toString();
    }

    private static int compare(List<String> left, List<String> right) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int c = compare(left.get(i), right.get(i));
            if (c != 0) {
                return c;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private static int compare(String left, String right) {
        boolean leftNumeric = isNumeric(left);
        boolean rightNumeric = isNumeric(right);
        if (leftNumeric && rightNumeric) {
            // No leading zeros, so the longer number is the larger one, however long both are.
            int c = Integer.compare(left.length(), right.length());
            return c != 0 ? c : left.compareTo(right);
        }
        return leftNumeric == rightNumeric ? left.compareTo(right) : leftNumeric ? -1 : 1;
    }

    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', start)) {
            parts.add(text.substring(start, dot));
            start = dot + 1;
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static long number(String digits, String whole) {
        if (digits.isEmpty() || digits.length() > 18 || !isNumeric(digits) || hasLeadingZero(digits)) {
            throw bad(whole);
        }
        return Long.parseLong(digits);
    }

    private static boolean hasLeadingZero(String digits) {
        return digits.length() > 1 && digits.charAt(0) == '0';
    }

    private static boolean isNumeric(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isIdentifier(String text) {
        return !text.isEmpty()
                && text.chars().allMatch(c ->
                        c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-');
    }

    private static ArcellaException bad(String text) {
        return new ArcellaException(
                WitError.BAD_NAME,
                "'" + text + "' is not a full semantic version",
                "write major.minor.patch without leading zeros, such as '0.2.1' or '1.0.0-rc.1'");
    }
}
