package arcella.wit;

import arcella.error.ArcellaException;

/**
 * A semver track: the set of versions that may stand in for each other, named by what they have in common.
 *
 * <p>{@code 1.4.2} is on track {@code 1}, {@code 0.2.13} on track {@code 0.2}, and {@code 0.0.3} is alone on track
 * {@code 0.0.3} (Component Model, Explainer, "Canonical Interface Name"). A prerelease promises nothing to any other
 * version, so it is alone on a track of its own name; its build part does not count.
 *
 * @param text the name of the track
 */
public record SemverTrack(String text) {

    /**
     * Checks the name.
     *
     * @throws ArcellaException {@link WitError#BAD_NAME} if no version is on a track of this name
     */
    public SemverTrack {
        if (!isCanonical(text) && !isLonePrerelease(text)) {
            throw new ArcellaException(
                    WitError.BAD_NAME,
                    "'" + text + "' is not a semver track",
                    "write '1' for 1.x, '0.2' for 0.2.x, '0.0.3' for 0.0.3, or a whole prerelease version");
        }
    }

    /** The track of a version. */
    public static SemverTrack of(SemVer version) {
        if (version.isPrerelease()) {
            return new SemverTrack(version.major() + "." + version.minor() + "." + version.patch() + "-"
                    + String.join(".", version.prerelease()));
        }
        if (version.major() > 0) {
            return new SemverTrack(Long.toString(version.major()));
        }
        return new SemverTrack(
                version.minor() > 0 ? "0." + version.minor() : "0.0." + version.patch());
    }

    /** Whether the version is on this track. */
    public boolean contains(SemVer version) {
        return of(version).equals(this);
    }

    /** The name of the track. */
    @Override
    public String toString() {
        return text;
    }

    /** Whether the text names a track and is not at the same time a whole version with major or minor above 0. */
    public static boolean isCanonical(String text) {
        if (text.startsWith("0.0.")) {
            return isNumber(text.substring(4));
        }
        String rest = text.startsWith("0.") ? text.substring(2) : text;
        return isNumber(rest) && !rest.equals("0");
    }

    private static boolean isLonePrerelease(String text) {
        try {
            SemVer version = SemVer.parse(text);
            return version.isPrerelease() && version.build().isEmpty();
        } catch (ArcellaException e) {
            return false;
        }
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.length() <= 18
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && (text.length() == 1 || text.charAt(0) != '0');
    }
}
