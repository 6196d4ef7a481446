package arcella.wit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import arcella.error.ArcellaException;

/**
 * An interface: types and functions (WIT, "Item: interface").
 *
 * @param name its label in its package; for one written in place in a world, the label of the import or export
 * @param types its types, its own and those it uses, in the order written
 * @param functions its functions outside resources, in the order written
 * @param annotations what stands before it
 */
public record WitInterface(String name, List<TypeDef> types, List<WitFunction> functions, Annotations annotations) {

    /**
     * Copies the lists and checks the names.
     *
     * @throws ArcellaException {@link WitError#WIT_RESOLVE} if two items have the same name
     */
    public WitInterface {
        Kebab.requireLabel(name, "interface");
        types = List.copyOf(types);
        functions = List.copyOf(functions);
        Objects.requireNonNull(annotations, "annotations");
        Map<String, String> seen = new HashMap<>();
        types.forEach(type -> Labels.requireNew(seen, type.name(), "type"));
        functions.forEach(function -> Labels.requireNew(seen, function.name(), "function"));
    }

    /** The type of this label, if there is one. */
    public Optional<TypeDef> type(String label) {
        return types.stream().filter(type -> type.name().equals(label)).findFirst();
    }

    /** The function outside resources of this label, if there is one. */
    public Optional<WitFunction> function(String label) {
        return functions.stream().filter(function -> function.name().equals(label)).findFirst();
    }
}
