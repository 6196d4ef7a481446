package arcella.wit;

import java.util.Objects;
import java.util.Optional;

import arcella.error.ArcellaException;

/**
 * The name of a WIT package: {@code namespace:name[@version]} (WIT, "Package declaration").
 *
 * <p>Nested namespaces and packages are part of the two strings: {@code a:b:c/d} has the namespace {@code a:b} and the
 * name {@code c/d}.
 *
 * @param namespace words with {@code :} between them
 * @param name words, then labels, with {@code /} between them
 * @param version the version, if the package has one
 */
public record PackageId(String namespace, String name, Optional<SemVer> version) implements Comparable<PackageId> {

    /**
     * Checks the names.
     *
     * @throws ArcellaException {@link WitError#BAD_NAME} if a name is not of its form
     */
    public PackageId {
        Objects.requireNonNull(version, "version");
        for (String part : namespace.split(":", -1)) {
            Kebab.requireWords(part, "namespace");
        }
        boolean first = true;
        for (String part : name.split("/", -1)) {
            if (first) {
                Kebab.requireWords(part, "package");
            } else {
                Kebab.requireLabel(part, "nested package");
            }
            first = false;
        }
    }

    /** A package with a version. */
    public static PackageId of(String namespace, String name, SemVer version) {
        return new PackageId(namespace, name, Optional.of(version));
    }

    /** A package without a version. */
    public static PackageId of(String namespace, String name) {
        return new PackageId(namespace, name, Optional.empty());
    }

    /**
     * Reads {@code namespace:name[@version]}.
     *
     * @throws ArcellaException {@link WitError#BAD_NAME} if the text is not of this form
     */
    public static PackageId parse(String text) {
        int at = text.indexOf('@');
        String front = at < 0 ? text : text.substring(0, at);
        int colon = front.lastIndexOf(':');
        if (colon < 0) {
            throw new ArcellaException(
                    WitError.BAD_NAME, "'" + text + "' is not a package name", "write namespace:name[@version]");
        }
        return new PackageId(
                front.substring(0, colon),
                front.substring(colon + 1),
                at < 0 ? Optional.empty() : Optional.of(SemVer.parse(text.substring(at + 1))));
    }

    /** The same package with no version. */
    public PackageId unversioned() {
        return version.isEmpty() ? this : of(namespace, name);
    }

    /** The id of an interface or world of this package. */
    public WitId item(String label) {
        return new WitId(this, label);
    }

    /** Whether both are versions of one package that may stand in for each other: both without one, or on one track. */
    public boolean isCompatibleWith(PackageId that) {
        return namespace.equals(that.namespace)
                && name.equals(that.name)
                && version.map(SemVer::track).equals(that.version.map(SemVer::track));
    }

    @Override
    public int compareTo(PackageId that) {
        int c = namespace.compareTo(that.namespace);
        c = c != 0 ? c : name.compareTo(that.name);
        if (c != 0 || version.isEmpty() || that.version.isEmpty()) {
            return c != 0 ? c : Boolean.compare(version.isPresent(), that.version.isPresent());
        }
        return version.get().compareTo(that.version.get());
    }

    /** The id as it is written. */
    @Override
    public String toString() {
        return namespace + ":" + name + version.map(v -> "@" + v).orElse("");
    }
}
