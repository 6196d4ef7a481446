package arcella.runtime.manifest;

import java.util.List;
import java.util.Map;

import arcella.wasi.net.NetworkRules;

/**
 * The section {@code [wasi]}.
 *
 * @param arguments command line arguments after the program's name
 * @param environment variables with their values
 * @param inheritedEnvironment names of variables taken from the container's own environment
 * @param preopens folders of the host that the guest sees
 * @param network what it wants to reach, the section {@code [wasi.network]}
 */
public record WasiSection(
        List<String> arguments,
        Map<String, String> environment,
        List<String> inheritedEnvironment,
        List<Preopen> preopens,
        NetworkRules network) {

    /** Nothing asked for. */
    public static final WasiSection NONE = new WasiSection(List.of(), Map.of(), List.of(), List.of(),
            NetworkRules.none());

    public WasiSection {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        inheritedEnvironment = List.copyOf(inheritedEnvironment);
        preopens = List.copyOf(preopens);
    }

    /**
     * One {@code [[wasi.preopen]]}.
     *
     * @param host the folder; a relative path resolves below the module's own data folder
     * @param guest the path that the guest sees
     * @param writable {@code access = "read-write"}
     */
    public record Preopen(String host, String guest, boolean writable) {

        /** Whether the folder lies outside the module's own data folder. */
        public boolean absolute() {
            return host.startsWith("/");
        }
    }
}
