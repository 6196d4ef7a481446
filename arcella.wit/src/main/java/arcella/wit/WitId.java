package arcella.wit;

import java.util.Objects;

import arcella.error.ArcellaException;

/**
 * The name of an interface or a world of a package: {@code namespace:package/name[@version]}.
 *
 * @param owner the package it belongs to, with its version
 * @param name its label in the package
 */
public record WitId(PackageId owner, String name) implements Comparable<WitId> {

    /**
     * Checks the name.
     *
     * @throws ArcellaException {@link WitError#BAD_NAME} if the name is no label
     */
    public WitId {
        Objects.requireNonNull(owner, "owner");
        Kebab.requireLabel(name, "interface or world");
    }

    /**
     * Reads {@code namespace:package/name[@version]}.
     *
     * @throws ArcellaException {@link WitError#BAD_NAME} if the text is not of this form
     */
    public static WitId parse(String text) {
        int at = text.indexOf('@');
        String front = at < 0 ? text : text.substring(0, at);
        int slash = front.lastIndexOf('/');
        if (slash < 0) {
            throw new ArcellaException(
                    WitError.BAD_NAME,
                    "'" + text + "' is not the name of an interface or world",
                    "write namespace:package/name[@version]");
        }
        return new WitId(
                PackageId.parse(front.substring(0, slash) + (at < 0 ? "" : text.substring(at))),
                front.substring(slash + 1));
    }

    /** Whether one may stand in for the other as far as names go: same path, and no versions or ones on one track. */
    public boolean isCompatibleWith(WitId that) {
        return name.equals(that.name) && owner.isCompatibleWith(that.owner);
    }

    /** The id without its version. */
    public WitId unversioned() {
        return owner.version().isEmpty() ? this : new WitId(owner.unversioned(), name);
    }

    @Override
    public int compareTo(WitId that) {
        int c = owner.compareTo(that.owner);
        return c != 0 ? c : name.compareTo(that.name);
    }

    /** The id as it is written. */
    @Override
    public String toString() {
        return owner.unversioned() + "/" + name + owner.version().map(v -> "@" + v).orElse("");
    }
}
