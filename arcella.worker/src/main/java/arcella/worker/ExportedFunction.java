package arcella.worker;

import java.util.List;
import java.util.Objects;

/**
 * A function that a module exports, as {@link ModuleInstance#call} takes it.
 *
 * @param name the exported name
 * @param parameters the parameters' types in WIT's spelling, such as {@code s32}
 * @param results the results' types likewise
 */
public record ExportedFunction(String name, List<String> parameters, List<String> results) {

    /** Copies the lists. */
    public ExportedFunction {
        Objects.requireNonNull(name, "name");
        parameters = List.copyOf(parameters);
        results = List.copyOf(results);
    }

    /** The function in WIT's manner: {@code add: func(s32, s32) -> s32}. */
    @Override
    public String toString() {
        String inputs = name + ": func(" + String.join(", ", parameters) + ")";
        return switch (results.size()) {
            case 0 -> inputs;
            case 1 -> inputs + " -> " + results.getFirst();
            default -> inputs + " -> (" + String.join(", ", results) + ")";
        };
    }
}
