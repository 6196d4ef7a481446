package arcella.runtime;

import java.util.List;
import java.util.Optional;

/**
 * A module with those that it is wired to, and those that these are wired to.
 *
 * @param name the module, or whoever else is at a wire's end; empty for an import that nobody provides
 * @param bundle the Java bundle, if it is one
 * @param state the module's state in words; of a Java bundle, whether it uses what it could; else empty
 * @param imports the interfaces that lead here from the module above; none at the top
 * @param below the modules below, or who would be there if an import had a provider
 */
public record ModuleTree(
        String name, Optional<BundleName> bundle, String state, List<String> imports, List<ModuleTree> below) {

    /** The state of a Java bundle that calls the module above. */
    public static final String USED = "in use";
    /** The state of a Java bundle that could, where nothing does. */
    public static final String UNUSED = "unused";

    /** A module. */
    public static ModuleTree module(ModuleId id, String state, List<String> imports, List<ModuleTree> below) {
        return new ModuleTree(id.toString(), Optional.empty(), state, imports, below);
    }

    /** A Java bundle. */
    public static ModuleTree bundle(BundleName bundle, String state, List<String> imports) {
        return new ModuleTree(bundle.toString(), Optional.of(bundle), state, imports, List.of());
    }

    /** Nobody, in place of the provider of an import. */
    public static ModuleTree nobody(String lacking) {
        return new ModuleTree("", Optional.empty(), "", List.of(lacking), List.of());
    }

    /** Copies the lists. */
    public ModuleTree {
        imports = List.copyOf(imports);
        below = List.copyOf(below);
    }
}
