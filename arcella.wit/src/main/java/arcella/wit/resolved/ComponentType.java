package arcella.wit.resolved;

import java.util.Map;
import java.util.Set;

/**
 * The type of a component: for all resources that its imports bind, given the imports it makes the exports, with resources
 * of its own for each instance.
 */
public final class ComponentType extends DefType {

    private final Map<String, ExternType> imports;
    private final Map<String, ExternType> exports;
    private final Set<ResourceId> importBound;
    private final Set<ResourceId> exportBound;

    /**
     * @param imports what it imports, by name, in order
     * @param exports what it exports, by name, in order
     * @param importBound the resources that whoever instantiates it supplies
     * @param exportBound the resources that every instance has of its own
     */
    public ComponentType(Map<String, ExternType> imports, Map<String, ExternType> exports,
            Set<ResourceId> importBound, Set<ResourceId> exportBound) {
        this(Parts.ordered(imports), Parts.ordered(exports),
                Parts.ordered(importBound), Parts.ordered(exportBound), Parts.ofExterns(imports.values(), exports.values()));
    }

    private ComponentType(Map<String, ExternType> imports, Map<String, ExternType> exports,
            Set<ResourceId> importBound, Set<ResourceId> exportBound, Parts parts) {
        super(parts);
        this.imports = imports;
        this.exports = exports;
        this.importBound = importBound;
        this.exportBound = exportBound;
    }

    /** What it imports, by name, in order. */
    public Map<String, ExternType> imports() {
        return imports;
    }

    /** What it exports, by name, in order. */
    public Map<String, ExternType> exports() {
        return exports;
    }

    /** The resources that whoever instantiates it supplies. */
    public Set<ResourceId> importBound() {
        return importBound;
    }

    /** The resources that every instance has of its own. */
    public Set<ResourceId> exportBound() {
        return exportBound;
    }

    @Override
    public String kind() {
        return "component";
    }

    @Override
    public ComponentType renamed() {
        return new ComponentType(imports, exports, importBound, exportBound, parts());
    }
}
