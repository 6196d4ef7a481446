package arcella.runtime.internal.container;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import arcella.runtime.BundleName;
import arcella.runtime.ModuleId;
import arcella.runtime.ModuleTree;
import arcella.runtime.internal.interop.JavaUse;
import arcella.runtime.internal.wiring.Interface;
import arcella.runtime.internal.wiring.Wire;

/** Draws who is wired to whom, as it is now. */
final class Trees {

    private final ModuleDirectory directory;
    private final Providers providers;
    private final JavaConsumers java;

    Trees(ModuleDirectory directory, Providers providers, JavaConsumers java) {
        this.directory = directory;
        this.providers = providers;
        this.java = java;
    }

    /** A module and, below it, those whose exports it uses. */
    ModuleTree providers(ModuleEntry entry) {
        return providers(entry, List.of(), new HashSet<>());
    }

    private ModuleTree providers(ModuleEntry entry, List<String> imports, Set<ModuleId> above) {
        if (!above.add(entry.id())) {
            return ModuleTree.module(entry.id(), entry.life().state().text(), imports, List.of());
        }
        Map<String, List<String>> lines = new LinkedHashMap<>();
        Map<String, ModuleEntry> modules = new LinkedHashMap<>();
        Map<String, BundleName> bundles = new LinkedHashMap<>();
        List<ModuleTree> lacking = new ArrayList<>();
        for (Wire wire : entry.wiring().wires()) {
            List<String> names = wire.set().interfaces().stream().map(Interface::name).toList();
            if (wire.provider().isEmpty()) {
                lacking.add(ModuleTree.nobody(providers.explain(wire.set(), entry.id())));
            } else {
                String name = wire.provider().get();
                lines.computeIfAbsent(name, unused -> new ArrayList<>()).addAll(names);
                wire.module().flatMap(directory::get).ifPresent(module -> modules.put(name, module));
                wire.bundle().ifPresent(bundle -> bundles.put(name, bundle));
            }
        }
        List<ModuleTree> below = new ArrayList<>();
        lines.forEach((name, names) -> below.add(modules.containsKey(name)
                ? providers(modules.get(name), names, new HashSet<>(above))
                : new ModuleTree(name, Optional.ofNullable(bundles.get(name)), "", names, List.of())));
        below.addAll(lacking);
        return ModuleTree.module(entry.id(), entry.life().state().text(), imports, below);
    }

    /** A module and, below it, those that use its exports. */
    ModuleTree consumers(ModuleEntry entry) {
        return consumers(entry, List.of(), new HashSet<>());
    }

    private ModuleTree consumers(ModuleEntry entry, List<String> imports, Set<ModuleId> above) {
        List<ModuleTree> below = new ArrayList<>();
        if (above.add(entry.id())) {
            for (ModuleEntry other : directory.all()) {
                List<String> names = other.wiring().wires().stream()
                        .filter(wire -> wire.module().filter(entry.id()::equals).isPresent())
                        .flatMap(wire -> wire.set().interfaces().stream()).map(Interface::name).toList();
                if (!names.isEmpty()) {
                    below.add(consumers(other, names, new HashSet<>(above)));
                }
            }
            below.addAll(bundles(entry));
        }
        return ModuleTree.module(entry.id(), entry.life().state().text(), imports, below);
    }

    /** The bundles that use a module's exports; those that could, where nobody does. */
    private List<ModuleTree> bundles(ModuleEntry entry) {
        Map<BundleName, List<String>> used = new LinkedHashMap<>();
        Map<BundleName, List<String>> unused = new LinkedHashMap<>();
        for (JavaUse use : java.of(entry.id())) {
            use.users().forEach(user -> names(used, user).add(use.export().name()));
            if (use.users().isEmpty()) {
                names(unused, use.face().owner()).add(use.export().name());
            }
        }
        List<ModuleTree> found = new ArrayList<>();
        used.forEach((bundle, names) -> found.add(ModuleTree.bundle(bundle, ModuleTree.USED, names)));
        unused.forEach((bundle, names) -> found.add(ModuleTree.bundle(bundle, ModuleTree.UNUSED, names)));
        return found;
    }

    private static List<String> names(Map<BundleName, List<String>> found, BundleName bundle) {
        return found.computeIfAbsent(bundle, unused -> new ArrayList<>());
    }
}
