package arcella.runtime;

import java.util.Comparator;
import java.util.regex.Pattern;

import arcella.error.ArcellaException;
import arcella.wit.SemVer;

/**
 * What a module is called: {@code name@version}. Ordered by name, then by semver precedence.
 *
 * @param name lower-case kebab, at most 64 characters
 * @param version a semantic version (semver 2.0.0) whose numbers fit an {@code int}
 */
public record ModuleId(String name, String version) implements Comparable<ModuleId> {

    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_VERSION = 64;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern VERSION = Pattern.compile("(0|[1-9]\\d{0,9})\\.(0|[1-9]\\d{0,9})\\.(0|[1-9]\\d{0,9})"
            + "(-(0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)(\\.(0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?"
            + "(\\+[0-9a-zA-Z-]+(\\.[0-9a-zA-Z-]+)*)?");
    private static final Comparator<ModuleId> ORDER =
            Comparator.comparing(ModuleId::name).thenComparing(id -> SemVer.parse(id.version()));

    public ModuleId {
        if (!validName(name)) {
            throw new ArcellaException(
                    RuntimeError.BAD_NAME,
                    "'" + name + "' is no module name",
                    "write lower-case words joined by single hyphens, such as http-logger, at most " + LONGEST_NAME
                            + " characters");
        }
        if (!validVersion(version)) {
            throw new ArcellaException(
                    RuntimeError.BAD_NAME,
                    "'" + version + "' is no version for module " + name,
                    "write a semantic version such as 1.0.0 or 1.2.0-rc.1");
        }
    }

    /** Whether this may be a module's name. */
    public static boolean validName(String name) {
        return name.length() <= LONGEST_NAME && NAME.matcher(name).matches();
    }

    /** Whether this may be a module's version. */
    public static boolean validVersion(String version) {
        return version.length() <= LONGEST_VERSION && VERSION.matcher(version).matches() && numbersFit(version);
    }

    private static boolean numbersFit(String version) {
        String core = version.split("[-+]", 2)[0];
        for (String number : core.split("\\.")) {
            if (Long.parseLong(number) > Integer.MAX_VALUE) {
                return false;
            }
        }
        return true;
    }

    /** Reads {@code name@version}. */
    public static ModuleId of(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            throw new ArcellaException(
                    RuntimeError.BAD_NAME, "'" + text + "' names no version", "write NAME@VERSION, such as hello@1.0.0");
        }
        return new ModuleId(text.substring(0, at), text.substring(at + 1));
    }

    @Override
    public int compareTo(ModuleId other) {
        return ORDER.compare(this, other);
    }

    /** {@code name@version}. */
    @Override
    public String toString() {
        return name + "@" + version;
    }
}
