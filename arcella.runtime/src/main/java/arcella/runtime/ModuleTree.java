package arcella.runtime;

import java.util.List;

/**
 * A module with those that it is wired to, and those that these are wired to.
 *
 * @param name the module, or whoever else is at a wire's end
 * @param state its state in words; empty if it is no module
 * @param imports the interfaces that lead here from the module above; none at the top
 * @param below the modules below, or who would be there if an import had a provider
 */
public record ModuleTree(String name, String state, List<String> imports, List<ModuleTree> below) {

    /** Copies the lists. */
    public ModuleTree {
        imports = List.copyOf(imports);
        below = List.copyOf(below);
    }
}
