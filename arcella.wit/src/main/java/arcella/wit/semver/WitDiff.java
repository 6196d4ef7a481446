package arcella.wit.semver;

import java.util.ArrayList;
import java.util.List;

import arcella.error.ArcellaException;
import arcella.wit.PackageId;
import arcella.wit.WitError;
import arcella.wit.WitId;
import arcella.wit.WitLibrary;

/**
 * Compares two versions of WIT.
 *
 * <p>Types compare as the Component Model does: by structure, resources by name. So an alias in place of the type it
 * stands for is no change, while a case added to a variant, a flag added to flags or a parameter with another name is
 * a breaking one. A changed type counts where it is defined, not wherever it is mentioned. Interfaces of other
 * packages are the same when their versions are on one semver track; those of the package that is compared, whatever
 * their versions.
 *
 * <p>Items that are {@code @unstable} promise nothing: whatever becomes of them is never breaking, and to drop that
 * gate is to add the item.
 */
public final class WitDiff {

    /** From whose side a world is looked at. */
    public enum Role {
        /**
         * The world as a contract that components are written against: imports that it gains are no harm to them,
         * exports that it gains are.
         */
        CONTRACT,
        /**
         * The world as what one component has become: exports that it gains are no harm to those around it, imports
         * that it gains are.
         */
        COMPONENT
    }

    private WitDiff() {}

    /**
     * Compares two versions of an interface. What the new one has more is compatible.
     *
     * @param before the library of the old version, and {@code old} the interface in it
     * @param after the library of the new version, and {@code recent} the interface in it
     * @throws ArcellaException {@link WitError#WIT_RESOLVE} if something named is missing
     */
    public static Difference interfaces(WitLibrary before, WitId old, WitLibrary after, WitId recent) {
        List<Change> changes = new ArrayList<>();
        Differ differ = new Differ(before, after, old.owner(), changes);
        differ.interfaces(
                Place.of("interface", old.unversioned()),
                Side.OFFERED,
                differ.scope(old),
                differ.recentScope(recent));
        return new Difference(changes);
    }

    /**
     * Compares two versions of a world, with all that is included and needed.
     *
     * @throws ArcellaException {@link WitError#WIT_RESOLVE} if something named is missing
     */
    public static Difference worlds(WitLibrary before, WitId old, WitLibrary after, WitId recent, Role role) {
        List<Change> changes = new ArrayList<>();
        new WorldDiffer(before, after, old.owner(), role, changes)
                .compare(Place.of("world", old.unversioned()), before.elaborate(old), after.elaborate(recent));
        return new Difference(changes);
    }

    /**
     * Compares two versions of a package: all its interfaces, and its worlds as contracts.
     *
     * @throws ArcellaException {@link WitError#WIT_RESOLVE} if something named is missing
     */
    public static Difference packages(WitLibrary before, PackageId old, WitLibrary after, PackageId recent) {
        List<Change> changes = new ArrayList<>();
        new PackageDiffer(before, after, changes).compare(old, recent);
        return new Difference(changes);
    }
}
