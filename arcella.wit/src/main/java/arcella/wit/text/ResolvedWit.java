package arcella.wit.text;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import arcella.error.ArcellaException;
import arcella.wit.PackageId;
import arcella.wit.WitError;
import arcella.wit.WitId;
import arcella.wit.WitLibrary;
import arcella.wit.WitPackage;
import arcella.wit.WitWorld;

/**
 * A package that was read, and all packages that came with it.
 *
 * @param root the name of the package
 * @param library the package and its dependencies
 */
public record ResolvedWit(PackageId root, WitLibrary library) {

    /** Checks that the package is in the library. */
    public ResolvedWit {
        Objects.requireNonNull(library, "library");
        if (library.find(root).isEmpty()) {
            throw new IllegalArgumentException("no package " + root);
        }
    }

    /** The package itself. */
    public WitPackage rootPackage() {
        return library.find(root).orElseThrow();
    }

    /**
     * Chooses a world (WIT, "Specifying a World").
     *
     * @param name a world of the package, a full name of a world of the library such as {@code a:b/c}, or nothing
     *     for the one world of the package
     * @throws ArcellaException {@link WitError#WIT_RESOLVE} if there is no such world, or none was named and the
     *     package has several
     */
    public WitId selectWorld(Optional<String> name) {
        List<String> names = rootPackage().worlds().stream().map(WitWorld::name).toList();
        if (name.isEmpty()) {
            if (names.size() != 1) {
                throw new ArcellaException(
                        WitError.WIT_RESOLVE,
                        "package '" + root + "' has " + (names.isEmpty() ? "no world" : "several worlds"),
                        names.isEmpty() ? "add one" : "name one of " + names);
            }
            return root.item(names.getFirst());
        }
        WitId id = name.get().indexOf(':') >= 0 ? WitId.parse(name.get()) : root.item(name.get());
        if (library.findWorld(id).isEmpty()) {
            throw new ArcellaException(
                    WitError.WIT_RESOLVE,
                    "there is no world '" + id + "'",
                    Nearest.remedy(id.name(), names, "package '" + root + "' has " + names));
        }
        return id;
    }
}
