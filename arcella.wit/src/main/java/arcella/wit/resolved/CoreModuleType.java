package arcella.wit.resolved;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The type of a core module.
 *
 * @param imports what it imports, in order
 * @param exports what it exports, in order
 */
public record CoreModuleType(Map<ImportName, CoreExternType> imports, Map<String, CoreExternType> exports) {

    public CoreModuleType {
        imports = imports.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(imports));
        exports = exports.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(exports));
    }

    int entries() {
        return imports.size() + exports.size();
    }

    /** The two names of a core import. */
    public record ImportName(String module, String name) {
        public ImportName {
            Objects.requireNonNull(module, "module");
            Objects.requireNonNull(name, "name");
        }
    }
}
