package arcella.worker;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import arcella.wasi.Preopen;
import arcella.wasi.net.NetworkRules;

/**
 * What to instantiate, and with what. Immutable.
 *
 * @param module the module's id, {@code name@version}; used in messages
 * @param content the WebAssembly binary
 * @param arguments the guest's arguments, all of them: the first is by convention the program's name
 * @param environment the guest's environment, in order; nothing is added to it
 * @param preopens the folders the guest may use, in the order it sees them
 * @param network what of the network the guest may use
 * @param limits what the instance may use
 * @param imports the interfaces that other modules provide, by the names under which a component imports them
 */
public record InstanceSpec(
        String module,
        ModuleContent content,
        List<String> arguments,
        Map<String, String> environment,
        List<Preopen> preopens,
        NetworkRules network,
        InstanceLimits limits,
        Set<String> imports) {

    /** Copies, and refuses an empty id and strings that no guest could be given: those with a NUL. */
    public InstanceSpec {
        if (module.isEmpty()) {
            throw new IllegalArgumentException("the module has no id");
        }
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(limits, "limits");
        arguments = List.copyOf(arguments);
        preopens = List.copyOf(preopens);
        // Set.copyOf looks through all elements of one hash code, which names can be chosen to have.
        imports = Collections.unmodifiableSet(new LinkedHashSet<>(imports));
        environment = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(environment));
        arguments.forEach(InstanceSpec::refuseNul);
        environment.forEach((name, value) -> {
            refuseNul(name);
            refuseNul(value);
            if (name.isEmpty() || name.indexOf('=') >= 0) {
                throw new IllegalArgumentException("not a variable's name: \"" + name + "\"");
            }
        });
    }

    /** Without imports from other modules. */
    public InstanceSpec(String module, ModuleContent content, List<String> arguments, Map<String, String> environment,
            List<Preopen> preopens, NetworkRules network, InstanceLimits limits) {
        this(module, content, arguments, environment, preopens, network, limits, Set.of());
    }

    /** Without folders and network. */
    public InstanceSpec(String module, ModuleContent content, List<String> arguments, Map<String, String> environment,
            InstanceLimits limits) {
        this(module, content, arguments, environment, List.of(), NetworkRules.none(), limits);
    }

    /** No arguments but the module's id, an empty environment, and the default limits. */
    public static InstanceSpec of(String module, ModuleContent content) {
        return new InstanceSpec(module, content, List.of(module), Map.of(), InstanceLimits.defaults());
    }

    /** The same with other limits. */
    public InstanceSpec withLimits(InstanceLimits limits) {
        return new InstanceSpec(module, content, arguments, environment, preopens, network, limits, imports);
    }

    /** The same with other arguments. */
    public InstanceSpec withArguments(List<String> arguments) {
        return new InstanceSpec(module, content, arguments, environment, preopens, network, limits, imports);
    }

    /** The same with another environment. */
    public InstanceSpec withEnvironment(Map<String, String> environment) {
        return new InstanceSpec(module, content, arguments, environment, preopens, network, limits, imports);
    }

    /** The same with other folders. */
    public InstanceSpec withPreopens(List<Preopen> preopens) {
        return new InstanceSpec(module, content, arguments, environment, preopens, network, limits, imports);
    }

    /** The same with another reach in the network. */
    public InstanceSpec withNetwork(NetworkRules network) {
        return new InstanceSpec(module, content, arguments, environment, preopens, network, limits, imports);
    }

    /** The same with other imports from modules. */
    public InstanceSpec withImports(Set<String> imports) {
        return new InstanceSpec(module, content, arguments, environment, preopens, network, limits, imports);
    }

    private static void refuseNul(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("an argument or variable contains a NUL");
        }
    }
}
