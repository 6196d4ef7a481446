package arcella.wit;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

import arcella.error.ArcellaException;

/**
 * Packages that know each other: every interface, type and world that one of them names is in one of them.
 *
 * <p>What reads packages ({@code arcella.wit.text}, for one) makes libraries of which that is true. In one made by
 * hand it is checked where it matters, and a missing item is answered with {@link WitError#WIT_RESOLVE}.
 *
 * @param packages the packages by name, in an order in which each stands after those that it uses
 */
public record WitLibrary(Map<PackageId, WitPackage> packages) {

    /** Copies the map in its order. */
    public WitLibrary {
        packages.forEach((id, item) -> {
            if (!id.equals(item.id())) {
                throw new IllegalArgumentException(id + " stands for " + item.id());
            }
        });
        packages = Collections.unmodifiableMap(new LinkedHashMap<>(packages));
    }

    /**
     * The library of these packages.
     *
     * @throws ArcellaException {@link WitError#WIT_RESOLVE} if two have the same name and version
     */
    public static WitLibrary of(Collection<WitPackage> packages) {
        Map<PackageId, WitPackage> map = new LinkedHashMap<>();
        for (WitPackage item : packages) {
            if (map.putIfAbsent(item.id(), item) != null) {
                throw new ArcellaException(
                        WitError.WIT_RESOLVE, "package '" + item.id() + "' is there twice", "keep one of them");
            }
        }
        return new WitLibrary(map);
    }

    /** The package of this name and version, if it is here. */
    public Optional<WitPackage> find(PackageId id) {
        return Optional.ofNullable(packages.get(id));
    }

    /** The interface of this name and version, if it is here. */
    public Optional<WitInterface> findInterface(WitId id) {
        return find(id.owner()).flatMap(item -> item.findInterface(id.name()));
    }

    /** The world of this name and version, if it is here. */
    public Optional<WitWorld> findWorld(WitId id) {
        return find(id.owner()).flatMap(item -> item.findWorld(id.name()));
    }

    /**
     * The interface of this name and version.
     *
     * @throws ArcellaException {@link WitError#WIT_RESOLVE} if it is not here
     */
    public WitInterface interfaceAt(WitId id) {
        return findInterface(id).orElseThrow(() -> missing("interface", id));
    }

    /**
     * The world of this name and version.
     *
     * @throws ArcellaException {@link WitError#WIT_RESOLVE} if it is not here
     */
    public WitWorld worldAt(WitId id) {
        return findWorld(id).orElseThrow(() -> missing("world", id));
    }

    /**
     * A type in closed form: with the definitions in place of the names.
     *
     * @param scope the interface in which the type is mentioned
     * @throws ArcellaException {@link WitError#WIT_RESOLVE} if a name leads nowhere, in a circle, or deeper than 200
     *     types
     */
    public WitType close(WitInterface scope, WitType type) {
        return new TypeCloser(this).close(scope.types(), type);
    }

    /** As {@link #close(WitInterface, WitType)}, for a type that is mentioned in a world. */
    public WitType close(WitWorld scope, WitType type) {
        return new TypeCloser(this).close(scope.types(), type);
    }

    /**
     * The same world with nothing left unsaid: the worlds it includes are part of it, and the interfaces whose types
     * it needs are among its imports, each before those that need it (WIT, "Item: include" and "Transitive imports and
     * worlds").
     *
     * @throws ArcellaException {@link WitError#WIT_RESOLVE} if something named is missing, names collide, worlds
     *     include each other in a circle, or an exported interface needs another exported one by way of an imported one
     */
    public WitWorld elaborate(WitId world) {
        return new WorldElaborator(this).elaborate(world);
    }

    /**
     * Elaborates worlds one after the other, as {@link #elaborate} does: what must be known of the library is worked out
     * once for all of them, and together they may be no larger than a multiple of it. For one thread.
     */
    public Function<WitId, WitWorld> elaborator() {
        return new WorldElaborator(this)::elaborate;
    }

    /**
     * Checks that every world can be elaborated.
     *
     * @param onFailure told of the first world that cannot, and why; it should throw
     */
    public void elaborateAll(BiConsumer<WitId, ArcellaException> onFailure) {
        WorldElaborator elaborator = new WorldElaborator(this);
        for (WitPackage one : packages.values()) {
            for (WitWorld world : one.worlds()) {
                WitId id = one.id().item(world.name());
                try {
                    elaborator.elaborate(id);
                } catch (ArcellaException e) {
                    onFailure.accept(id, e);
                    return;
                }
            }
        }
    }

    private static ArcellaException missing(String what, WitId id) {
        return new ArcellaException(
                WitError.WIT_RESOLVE, "there is no " + what + " '" + id + "'", "add its package to the library");
    }
}
