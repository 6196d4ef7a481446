package arcella.runtime.internal.container;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import arcella.runtime.ModuleId;
import arcella.runtime.ModuleTree;
import arcella.runtime.internal.wiring.Interface;
import arcella.runtime.internal.wiring.Wire;

/** Draws who is wired to whom, as it is now. */
final class Trees {

    private final ModuleDirectory directory;
    private final Providers providers;

    Trees(ModuleDirectory directory, Providers providers) {
        this.directory = directory;
        this.providers = providers;
    }

    /** A module and, below it, those whose exports it uses. */
    ModuleTree providers(ModuleEntry entry) {
        return providers(entry, List.of(), new HashSet<>());
    }

    private ModuleTree providers(ModuleEntry entry, List<String> imports, Set<ModuleId> above) {
        if (!above.add(entry.id())) {
            return new ModuleTree(entry.id().toString(), entry.life().state().text(), imports, List.of());
        }
        Map<String, List<String>> lines = new LinkedHashMap<>();
        Map<String, ModuleEntry> modules = new LinkedHashMap<>();
        List<ModuleTree> lacking = new ArrayList<>();
        for (Wire wire : entry.wiring().wires()) {
            List<String> names = wire.set().interfaces().stream().map(Interface::name).toList();
            if (wire.provider().isEmpty()) {
                lacking.add(new ModuleTree("", "", List.of(providers.explain(wire.set(), entry.id())), List.of()));
            } else {
                String name = wire.provider().get();
                lines.computeIfAbsent(name, unused -> new ArrayList<>()).addAll(names);
                wire.module().flatMap(directory::get).ifPresent(module -> modules.put(name, module));
            }
        }
        List<ModuleTree> below = new ArrayList<>();
        lines.forEach((name, names) -> below.add(modules.containsKey(name)
                ? providers(modules.get(name), names, new HashSet<>(above))
                : new ModuleTree(name, "", names, List.of())));
        below.addAll(lacking);
        return new ModuleTree(entry.id().toString(), entry.life().state().text(), imports, below);
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
        }
        return new ModuleTree(entry.id().toString(), entry.life().state().text(), imports, below);
    }
}
