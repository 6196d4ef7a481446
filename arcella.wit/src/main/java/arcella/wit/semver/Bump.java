package arcella.wit.semver;

import java.util.List;

import arcella.wit.SemVer;

/** How much of a version number must rise (Semantic Versioning 2.0.0, with the usual reading for 0.x). */
public enum Bump {
    /** Nothing changed. */
    NONE,
    /** What is said about the items changed, not the items. */
    PATCH,
    /** There is more than before, and all that was there is as it was. */
    MINOR,
    /** Something that was there is gone or different. */
    MAJOR;

    /**
     * The lowest version that may follow.
     *
     * <p>From {@code 1.0.0} on the part of the bump's name rises. In {@code 0.x} with x above 0, a breaking change
     * raises the minor part and any other the patch part; in {@code 0.0.x} every change raises the patch part. A
     * prerelease promises nothing, so whatever changes it is followed by its release.
     */
    public SemVer next(SemVer version) {
        if (this == NONE) {
            return version;
        }
        long major = version.major();
        long minor = version.minor();
        long patch = version.patch();
        if (version.isPrerelease()) {
            return SemVer.of(major, minor, patch);
        }
        if (this == MAJOR && major > 0) {
            return SemVer.of(major + 1, 0, 0);
        }
        if (this == MAJOR && minor > 0 || this == MINOR && major > 0) {
            return SemVer.of(major, minor + 1, 0);
        }
        return SemVer.of(major, minor, patch + 1);
    }

    /** Whether {@code to} is high enough to follow {@code from} after changes that deserve this bump. */
    public boolean allows(SemVer from, SemVer to) {
        if (to.compareTo(from) < 0) {
            return false;
        }
        SemVer release = new SemVer(to.major(), to.minor(), to.patch(), List.of(), to.build());
        return this == NONE || to.compareTo(from) > 0 && release.compareTo(next(from)) >= 0;
    }
}
