package arcella.runtime.internal.container;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import arcella.runtime.manifest.Limit;
import arcella.runtime.manifest.Manifest;
import arcella.wasi.Preopen;
import arcella.wasi.WasiLimits;
import arcella.worker.ComponentLimits;
import arcella.worker.InstanceLimits;
import arcella.worker.InstanceSpec;
import arcella.worker.ModuleContent;

/** From a manifest and its grants to what an instance is given. */
final class InstanceSpecs {

    private InstanceSpecs() {}

    /**
     * @param inherited the container's own environment
     * @param data the module's own data folder
     * @param imports the interfaces that other modules provide
     */
    static InstanceSpec spec(
            Manifest manifest, Permissions permissions, boolean command, ModuleContent content,
            Map<String, String> inherited, DataFolder data, Set<String> imports) {
        List<String> arguments = new ArrayList<>();
        arguments.add(manifest.module().id().name());
        arguments.addAll(manifest.wasi().arguments());
        Map<String, String> environment = new LinkedHashMap<>();
        for (String name : manifest.wasi().inheritedEnvironment()) {
            String value = inherited.get(name);
            if (value != null && permissions.has("env:" + name)) {
                environment.put(name, value);
            }
        }
        environment.putAll(manifest.wasi().environment());
        return new InstanceSpec(
                manifest.module().id().toString(), content, arguments, environment,
                folders(manifest, permissions, data),
                permissions.network(manifest),
                limits(manifest, permissions, command),
                imports);
    }

    /** The folders that are opened to it. */
    static List<Preopen> folders(Manifest manifest, Permissions permissions, DataFolder data) {
        return manifest.wasi().preopens().stream().filter(permissions::opens).map(data::open).toList();
    }

    /**
     * Deadline and fuel hold for each call. For a command's whole life they hold only where the manifest states them, or a
     * cap that names the module: a command may be a service that runs as long as the container.
     */
    static InstanceLimits limits(Manifest manifest, Permissions permissions, boolean command) {
        Duration deadline = Duration.ofMillis(permissions.limit(manifest, Limit.DEADLINE));
        InstanceLimits standard = InstanceLimits.defaults();
        return new InstanceLimits(
                permissions.limit(manifest, Limit.MEMORY),
                number(manifest, permissions, Limit.TABLE_ELEMENTS),
                number(manifest, permissions, Limit.CALL_DEPTH),
                InstanceLimits.stackFor(number(manifest, permissions, Limit.CALL_DEPTH)),
                standard.queuedCalls(),
                fuel(manifest, permissions, command),
                Optional.of(deadline),
                holdsForRuns(manifest, Limit.DEADLINE) ? Optional.of(deadline) : Optional.empty(),
                standard.loadDeadline(),
                new ComponentLimits(
                        number(manifest, permissions, Limit.INSTANCES),
                        number(manifest, permissions, Limit.TABLES),
                        number(manifest, permissions, Limit.MEMORIES),
                        number(manifest, permissions, Limit.HANDLES),
                        permissions.limit(manifest, Limit.HOST_CALL_BYTES)),
                new WasiLimits(
                        number(manifest, permissions, Limit.OPEN_FILES),
                        number(manifest, permissions, Limit.SOCKETS),
                        number(manifest, permissions, Limit.RANDOM_BYTES),
                        number(manifest, permissions, Limit.HTTP_FIELD_BYTES)));
    }

    /**
     * The fuel of each call: counting has its price, which trusted modules pay only where their manifest states it, or the
     * operator has a cap.
     */
    static OptionalLong fuel(Manifest manifest, Permissions permissions, boolean command) {
        boolean counted = holdsForRuns(manifest, Limit.FUEL) || !command
                && (!permissions.has(Permissions.TRUST) || manifest.limits().bounds().cap(Limit.FUEL).isPresent());
        return counted ? OptionalLong.of(permissions.limit(manifest, Limit.FUEL)) : OptionalLong.empty();
    }

    /** Whether a limit of single calls holds for a command as a whole, too. */
    private static boolean holdsForRuns(Manifest manifest, Limit limit) {
        return manifest.limits().states(limit) || manifest.limits().bounds().named().contains(limit);
    }

    private static int number(Manifest manifest, Permissions permissions, Limit limit) {
        return (int) Math.min(Integer.MAX_VALUE, permissions.limit(manifest, limit));
    }
}
