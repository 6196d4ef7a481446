package arcella.runtime.internal.services;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import arcella.runtime.ModuleId;
import arcella.runtime.internal.log.Journal;
import arcella.wasi.preview2.HostServices;
import arcella.wasi.preview2.ServiceInterfaces;
import arcella.wit.resolved.ComponentType;
import arcella.wit.resolved.ExternType;

/**
 * What the container gives to one installed module, for each of its instances anew: {@code wasi:config},
 * {@code wasi:logging}, {@code wasi:keyvalue}. Thread-safe.
 */
public final class ModuleServices {

    private final ComponentType wanted;
    private final HostServices services;

    private ModuleServices(ComponentType wanted, HostServices services) {
        this.wanted = wanted;
        this.services = services;
    }

    /**
     * What a module takes of it; empty if that is nothing.
     *
     * @param configuration its values, asked at every call
     */
    public static Optional<ModuleServices> of(ModuleId id, Optional<ComponentType> type, Supplier<Map<String, String>> configuration,
            InstantSource clock, Journal journal, KeyValueStores stores) {
        return type.flatMap(ModuleServices::wanted).map(wanted -> new ModuleServices(wanted,
                new HostServices(configuration, new GuestLog(clock, id, journal), stores.of(id.name()))));
    }

    /** The part of a component's type that matters here: modules are many, and types are large. */
    private static Optional<ComponentType> wanted(ComponentType type) {
        Set<String> names;
        try (ServiceInterfaces all = new ServiceInterfaces(type, HostServices.none())) {
            names = Set.copyOf(all.byName().keySet());
        }
        if (names.isEmpty()) {
            return Optional.empty();
        }
        Map<String, ExternType> imports = new LinkedHashMap<>();
        type.imports().forEach((name, item) -> {
            if (names.contains(name)) {
                imports.put(name, item);
            }
        });
        return Optional.of(new ComponentType(imports, Map.of(), type.importBound(), Set.of()));
    }

    /** The names of the interfaces, as the component imports them. */
    public Set<String> names() {
        return wanted.imports().keySet();
    }

    /** The interfaces for one new instance, which owns its resources. */
    public ServiceInterfaces open() {
        return new ServiceInterfaces(wanted, services);
    }
}
