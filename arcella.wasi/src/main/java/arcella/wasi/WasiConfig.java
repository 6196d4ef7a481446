package arcella.wasi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import arcella.error.ArcellaException;
import arcella.wasi.io.InputSource;
import arcella.wasi.io.OutputSink;
import arcella.wasi.net.NetworkRules;

/**
 * Everything one instance is given of the outside world. Nothing else reaches it: no environment of the host's, no
 * files, no network.
 *
 * @param arguments the program's arguments; the first is its own name
 * @param environment names and values in the order the guest sees them
 * @param stdin standard input
 * @param stdout standard output
 * @param stderr standard error
 * @param clocks the clocks
 * @param random the random bytes
 * @param preopens the folders, in the order the guest sees them
 * @param network what of the network it may reach
 * @param notices is told once of each thing that the guest was refused, on the guest's thread
 * @param limits what it may use
 */
public record WasiConfig(List<String> arguments, Map<String, String> environment, InputSource stdin, OutputSink stdout,
        OutputSink stderr, WasiClocks clocks, RandomSource random, List<Preopen> preopens,
        NetworkRules network, Consumer<Denial> notices, WasiLimits limits) {

    /**
     * Copies the collections and checks the texts.
     *
     * @throws ArcellaException with {@code BAD_ARGUMENT} for a zero byte anywhere, and for an environment name that is
     *     empty or contains {@code =}
     */
    public WasiConfig {
        arguments = List.copyOf(arguments);
        environment = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        preopens = List.copyOf(preopens);
        Objects.requireNonNull(stdin, "stdin");
        Objects.requireNonNull(stdout, "stdout");
        Objects.requireNonNull(stderr, "stderr");
        Objects.requireNonNull(clocks, "clocks");
        Objects.requireNonNull(random, "random");
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(notices, "notices");
        Objects.requireNonNull(limits, "limits");
        for (String argument : arguments) {
            requireNoZero("argument '" + argument.replace("\0", "\\0") + "'", argument);
        }
        environment.forEach((name, value) -> {
            if (name.isEmpty() || name.indexOf('=') >= 0) {
                throw new ArcellaException(WasiError.BAD_ARGUMENT,
                        "'" + name + "' is no name for an environment variable",
                        "a name is not empty and has no '='");
            }
            requireNoZero("environment variable '" + name.replace("\0", "\\0") + "'", name + value);
        });
    }

    private static void requireNoZero(String what, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new ArcellaException(WasiError.BAD_ARGUMENT, what + " contains a zero byte, which ends a C string",
                    "remove it");
        }
    }

    /** Starts with nothing: no arguments, an empty standard input, output thrown away, the host's clocks. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects a configuration. Not thread-safe. */
    public static final class Builder {

        private final List<String> arguments = new ArrayList<>();
        private final Map<String, String> environment = new LinkedHashMap<>();
        private final List<Preopen> preopens = new ArrayList<>();
        private InputSource stdin = InputSource.empty();
        private OutputSink stdout = OutputSink.discard();
        private OutputSink stderr = OutputSink.discard();
        private WasiClocks clocks = WasiClocks.system();
        private RandomSource random = RandomSource.secure();
        private NetworkRules network = NetworkRules.none();
        private Consumer<Denial> notices = denial -> {};
        private WasiLimits limits = WasiLimits.defaults();

        private Builder() {}

        /** Adds arguments; the first of all is the program's own name. */
        public Builder arguments(List<String> more) {
            arguments.addAll(more);
            return this;
        }

        /** Sets one environment variable. */
        public Builder environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** Sets environment variables. */
        public Builder environment(Map<String, String> more) {
            environment.putAll(more);
            return this;
        }

        /** Sets standard input. */
        public Builder stdin(InputSource source) {
            stdin = source;
            return this;
        }

        /** Sets standard output. */
        public Builder stdout(OutputSink sink) {
            stdout = sink;
            return this;
        }

        /** Sets standard error. */
        public Builder stderr(OutputSink sink) {
            stderr = sink;
            return this;
        }

        /** Sets the clocks. */
        public Builder clocks(WasiClocks given) {
            clocks = given;
            return this;
        }

        /** Sets the source of random bytes. */
        public Builder random(RandomSource source) {
            random = source;
            return this;
        }

        /** Adds a folder. */
        public Builder preopen(Preopen preopen) {
            preopens.add(preopen);
            return this;
        }

        /** Sets what of the network may be reached. */
        public Builder network(NetworkRules rules) {
            network = rules;
            return this;
        }

        /** Sets who is told of what the guest was refused; called on the guest's thread. */
        public Builder notices(Consumer<Denial> taker) {
            notices = taker;
            return this;
        }

        /** Sets the limits. */
        public Builder limits(WasiLimits given) {
            limits = given;
            return this;
        }

        /** The configuration; see {@link WasiConfig} for what it refuses. */
        public WasiConfig build() {
            return new WasiConfig(arguments, environment, stdin, stdout, stderr, clocks, random, preopens, network,
                    notices, limits);
        }
    }
}
