package arcella.wit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import arcella.error.ArcellaException;

/**
 * A package: interfaces and worlds under one name and version (WIT, "Package Names").
 *
 * @param id its name
 * @param docs the documentation before its {@code package} declaration; empty if there is none
 * @param interfaces its interfaces, in the order written
 * @param worlds its worlds, in the order written
 */
public record WitPackage(PackageId id, String docs, List<WitInterface> interfaces, List<WitWorld> worlds) {

    /**
     * Copies the lists and checks the names.
     *
     * @throws ArcellaException {@link WitError#WIT_RESOLVE} if two items have the same name
     */
    public WitPackage {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(docs, "docs");
        interfaces = List.copyOf(interfaces);
        worlds = List.copyOf(worlds);
        Map<String, String> seen = new HashMap<>();
        interfaces.forEach(item -> Labels.requireNew(seen, item.name(), "interface"));
        worlds.forEach(item -> Labels.requireNew(seen, item.name(), "world"));
    }

    /** The interface of this label, if there is one. */
    public Optional<WitInterface> findInterface(String label) {
        return interfaces.stream().filter(item -> item.name().equals(label)).findFirst();
    }

    /** The world of this label, if there is one. */
    public Optional<WitWorld> findWorld(String label) {
        return worlds.stream().filter(item -> item.name().equals(label)).findFirst();
    }
}
