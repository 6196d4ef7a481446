package arcella.wit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import arcella.error.ArcellaException;

/**
 * A world: what a component imports and exports (WIT, "Item: world").
 *
 * <p>As written, a world may include others and leave out imports that follow from the types it uses.
 * {@link WitLibrary#elaborate} gives the same world with neither.
 *
 * @param name its label in its package
 * @param types its types, its own and those it uses; they count as imports
 * @param imports its imports, in the order written
 * @param exports its exports, in the order written
 * @param includes the worlds it includes, in the order written
 * @param annotations what stands before it
 */
public record WitWorld(
        String name,
        List<TypeDef> types,
        List<WorldItem> imports,
        List<WorldItem> exports,
        List<Include> includes,
        Annotations annotations) {

    /**
     * {@code include world with { from as to }} (WIT, "Item: include").
     *
     * @param renames the plain names to change
     */
    public record Include(WitId world, List<Rename> renames, Annotations annotations) {
        /** Copies the names. */
        public Include {
            Objects.requireNonNull(world, "world");
            renames = List.copyOf(renames);
            Objects.requireNonNull(annotations, "annotations");
        }
    }

    /** One {@code from as to} of an include. */
    public record Rename(String from, String to) {
        /** Checks the labels. */
        public Rename {
            Kebab.requireLabel(from, "import or export");
            Kebab.requireLabel(to, "import or export");
        }
    }

    /**
     * Copies the lists and checks the names.
     *
     * @throws ArcellaException {@link WitError#WIT_RESOLVE} if two imports or two exports have the same name
     */
    public WitWorld {
        Kebab.requireLabel(name, "world");
        types = List.copyOf(types);
        imports = List.copyOf(imports);
        exports = List.copyOf(exports);
        includes = List.copyOf(includes);
        Objects.requireNonNull(annotations, "annotations");
        Map<String, String> imported = new HashMap<>();
        types.forEach(type -> Labels.requireNew(imported, type.name(), "type"));
        imports.forEach(item -> Labels.requireNew(imported, item.externName().toString(), "import"));
        Map<String, String> exported = new HashMap<>();
        exports.forEach(item -> Labels.requireNew(exported, item.externName().toString(), "export"));
    }

    /** The type of this label, if there is one. */
    public Optional<TypeDef> type(String label) {
        return types.stream().filter(type -> type.name().equals(label)).findFirst();
    }
}
