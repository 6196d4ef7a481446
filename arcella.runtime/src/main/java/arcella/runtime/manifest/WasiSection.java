package arcella.runtime.manifest;

import java.util.List;
import java.util.Map;

/**
 * The section {@code [wasi]}.
 *
 * @param arguments command line arguments after the program's name
 * @param environment variables with their values
 * @param inheritedEnvironment names of variables taken from the container's own environment
 * @param preopens folders of the host that the guest sees
 * @param network what it may reach
 */
public record WasiSection(
        List<String> arguments,
        Map<String, String> environment,
        List<String> inheritedEnvironment,
        List<Preopen> preopens,
        Network network) {

    /** Nothing asked for. */
    public static final WasiSection NONE = new WasiSection(List.of(), Map.of(), List.of(), List.of(), Network.NONE);

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

    /**
     * The section {@code [wasi.network]}.
     *
     * @param allow addresses that may be connected to, such as {@code tcp://127.0.0.1:5432}
     * @param listen addresses that may be listened on
     */
    public record Network(List<String> allow, List<String> listen) {

        /** No network. */
        public static final Network NONE = new Network(List.of(), List.of());

        public Network {
            allow = List.copyOf(allow);
            listen = List.copyOf(listen);
        }
    }
}
