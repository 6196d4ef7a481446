package arcella.wasi.preview2.cli;

import java.util.List;
import java.util.Optional;

import arcella.wasi.WasiConfig;

/** The interface {@code wasi:cli/environment}. Immutable. */
public final class Environment {

    /** One variable. */
    public record Variable(String name, String value) {}

    private final List<Variable> variables;
    private final List<String> arguments;

    /** What {@code config} grants, and nothing of the host's own. */
    public Environment(WasiConfig config) {
        this.variables = config.environment().entrySet().stream()
                .map(entry -> new Variable(entry.getKey(), entry.getValue())).toList();
        this.arguments = config.arguments();
    }

    /** {@code get-environment}. */
    public List<Variable> getEnvironment() {
        return variables;
    }

    /** {@code get-arguments}: the first is the program's own name. */
    public List<String> getArguments() {
        return arguments;
    }

    /** {@code initial-cwd}: none, as a guest's folders have no common root. */
    public Optional<String> initialCwd() {
        return Optional.empty();
    }
}
