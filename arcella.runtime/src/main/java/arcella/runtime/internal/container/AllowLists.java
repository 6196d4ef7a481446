package arcella.runtime.internal.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import arcella.error.ArcellaException;
import arcella.runtime.ModuleId;
import arcella.runtime.RuntimeError;
import arcella.runtime.manifest.InterfacePattern;
import arcella.runtime.manifest.ModuleSection;
import arcella.wit.WitId;
import arcella.worker.face.ModuleFace;

/**
 * Compares what a component imports and exports with the lists of its manifest. Names without a package, which no list
 * can hold, are the component's own affair: such an export is allowed, and nobody offers such an import.
 */
final class AllowLists {

    /** What a guest may always be linked to: by themselves they reach nothing but standard streams, clocks and chance. */
    private static final Set<String> SAFE =
            Set.of("wasi:io", "wasi:clocks", "wasi:random", "wasi:cli", "wasi:filesystem");

    private AllowLists() {}

    /**
     * @return what is to be told: entries of the lists that nothing in the component answers to
     * @throws ArcellaException {@code NOT_LISTED} naming every import and export that is on no list
     */
    static List<String> check(ModuleId id, ModuleSection manifest, ModuleFace face) {
        if (face.type().isEmpty()) {
            // A core module has no interfaces, but for WASI 0.1.
            return unused(manifest, List.of(), List.of());
        }
        List<String> wrong = new ArrayList<>();
        List<WitId> imports = interfaces(face.imports());
        List<WitId> exports = interfaces(face.exports());
        imports.stream().filter(name -> !safe(name) && !listed(name, manifest.imports()))
                .forEach(name -> wrong.add("import " + name));
        if (!manifest.exports().isEmpty()) {
            exports.stream().filter(name -> !listed(name, manifest.exports()))
                    .forEach(name -> wrong.add("export " + name));
        }
        if (!wrong.isEmpty()) {
            boolean nothingListed = manifest.imports().isEmpty() && manifest.exports().isEmpty();
            throw new ArcellaException(RuntimeError.NOT_LISTED,
                    "module " + id + (nothingListed ? " has what no manifest lists: " : " has more than its manifest lists: ")
                            + String.join(", ", wrong),
                    nothingListed ? "give it a manifest that lists them under 'imports' and 'exports' of [module] if it may have them"
                            : "add them to 'imports' and 'exports' of [module] if it may have them");
        }
        return unused(manifest, imports, exports);
    }

    private static List<String> unused(ModuleSection manifest, List<WitId> imports, List<WitId> exports) {
        List<String> notes = new ArrayList<>();
        unused(manifest.imports(), imports).forEach(entry -> notes.add("imports nothing of '" + entry + "'"));
        unused(manifest.exports(), exports).forEach(entry -> notes.add("exports nothing of '" + entry + "'"));
        return notes;
    }

    private static List<WitId> interfaces(List<String> names) {
        return names.stream().filter(name -> name.indexOf(':') >= 0).map(WitId::parse).toList();
    }

    private static boolean safe(WitId name) {
        return SAFE.contains(name.owner().unversioned().toString());
    }

    private static boolean listed(WitId name, List<InterfacePattern> patterns) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(name.owner().unversioned().toString(), name.name(),
                name.owner().version().map(Object::toString)));
    }

    private static List<InterfacePattern> unused(List<InterfacePattern> patterns, List<WitId> names) {
        return patterns.stream().filter(pattern -> names.stream().noneMatch(name -> listed(name, List.of(pattern))))
                .toList();
    }
}
