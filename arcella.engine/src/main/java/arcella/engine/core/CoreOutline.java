package arcella.engine.core;

import java.util.List;

/**
 * What a core module wants and gives, without its code.
 *
 * @param imports what it imports, in the module's order
 * @param exports what it exports, in the module's order
 */
public record CoreOutline(List<CoreImport> imports, List<CoreExport> exports) {

    /** Copies the lists. */
    public CoreOutline {
        imports = List.copyOf(imports);
        exports = List.copyOf(exports);
    }
}
