package arcella.runtime.internal.wiring;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import arcella.wit.WitId;
import arcella.wit.resolved.ComponentType;
import arcella.wit.resolved.ExternType;
import arcella.wit.resolved.FuncType;
import arcella.wit.resolved.InstanceType;
import arcella.wit.resolved.ResourceId;
import arcella.wit.resolved.ResourceType;
import arcella.wit.typed.TypeDigest;
import arcella.worker.LocalModuleHost;
import arcella.worker.face.ModuleFace;

/**
 * What a module takes from other modules and gives to them. Immutable.
 *
 * @param imports what it needs, in sets that one provider has to satisfy each
 * @param exports the interfaces that it exports
 */
public record ModuleWit(List<ImportSet> imports, List<Interface> exports) {

    private static final ModuleWit NOTHING = new ModuleWit(List.of(), List.of());

    /** Copies the lists. */
    public ModuleWit {
        imports = List.copyOf(imports);
        exports = List.copyOf(exports);
    }

    /** Neither imports nor exports. */
    public static ModuleWit nothing() {
        return NOTHING;
    }

    /** What a module's face says; a core module takes and gives nothing. */
    public static ModuleWit of(ModuleFace face) {
        return face.type().map(ModuleWit::of).orElse(NOTHING);
    }

    private static ModuleWit of(ComponentType type) {
        Map<String, InstanceType> imported = new LinkedHashMap<>();
        for (String name : LocalModuleHost.foreignImports(type)) {
            if (type.imports().get(name) instanceof ExternType.Instance(InstanceType wanted)) {
                imported.put(name, wanted);
            }
        }
        Map<String, InstanceType> exported = new LinkedHashMap<>();
        type.exports().forEach((name, export) -> {
            if (name.indexOf(':') > 0 && export instanceof ExternType.Instance(InstanceType offered)) {
                exported.put(name, offered);
            }
        });
        return new ModuleWit(sets(imported, ofHosts(type, imported.keySet())), interfaces(exported));
    }

    /** The functions that a module exports with an asynchronous type, by their full names. */
    public static List<String> asynchronous(ModuleFace face) {
        List<String> names = new ArrayList<>();
        face.type().ifPresent(type -> type.exports().forEach((name, export) -> {
            if (export instanceof ExternType.Instance(InstanceType offered)) {
                offered.exports().forEach((function, inner) -> {
                    if (asynchronous(inner)) {
                        names.add(name + "#" + function);
                    }
                });
            } else if (asynchronous(export)) {
                names.add(name);
            }
        }));
        return names;
    }

    private static boolean asynchronous(ExternType type) {
        return type instanceof ExternType.Func(FuncType function) && function.async();
    }

    /** The interfaces that come from other modules, by the names under which the component imports them. */
    public Set<String> importNames() {
        return imports.stream().flatMap(set -> set.interfaces().stream()).map(Interface::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<Interface> interfaces(Map<String, InstanceType> types) {
        List<Interface> interfaces = new ArrayList<>();
        Iterator<Map<String, String>> digests =
                TypeDigest.functions(unversioned(types), List.copyOf(types.values())).iterator();
        types.forEach((name, type) -> interfaces.add(new Interface(name, WitId.parse(name), type, digests.next())));
        return interfaces;
    }

    /** Resources of other interfaces are told by their owner's path: versions of one track may differ. */
    private static Map<String, InstanceType> unversioned(Map<String, InstanceType> types) {
        Map<String, InstanceType> named = new LinkedHashMap<>();
        types.forEach((name, type) -> named.putIfAbsent(WitId.parse(name).unversioned().toString(), type));
        return named;
    }

    /** Interfaces that share a module's resource stand together, in their order; sets in the order in which they became whole. */
    private static List<ImportSet> sets(Map<String, InstanceType> imported, Set<ResourceId> ofHosts) {
        List<Interface> interfaces = interfaces(imported);
        int[] joined = new int[interfaces.size()];
        Map<ResourceId, Integer> users = new IdentityHashMap<>();
        for (int i = 0; i < joined.length; i++) {
            joined[i] = i;
            for (ResourceId resource : resources(interfaces.get(i).type())) {
                Integer other = ofHosts.contains(resource) ? null : users.putIfAbsent(resource, i);
                if (other != null) {
                    // The last one stands for its set.
                    joined[last(joined, other)] = i;
                }
            }
        }
        Map<Integer, List<Interface>> groups = new TreeMap<>();
        for (int i = 0; i < joined.length; i++) {
            groups.computeIfAbsent(last(joined, i), group -> new ArrayList<>()).add(interfaces.get(i));
        }
        List<ImportSet> sets = new ArrayList<>();
        groups.values().forEach(group -> sets.add(new ImportSet("import-" + sets.size(), group)));
        return sets;
    }

    private static int last(int[] joined, int one) {
        int at = one;
        while (joined[at] != at) {
            // Half of the way is there next time: it never gets long.
            joined[at] = joined[joined[at]];
            at = joined[at];
        }
        return at;
    }

    /** The resources of the interfaces that hosts offer: whoever passes them, providers need not be the same. */
    private static Set<ResourceId> ofHosts(ComponentType type, Set<String> others) {
        Set<ResourceId> found = Collections.newSetFromMap(new IdentityHashMap<>());
        type.imports().forEach((name, wanted) -> {
            if (!others.contains(name) && wanted instanceof ExternType.Instance(InstanceType offered)) {
                found.addAll(resources(offered));
            }
        });
        return found;
    }

    private static Set<ResourceId> resources(InstanceType type) {
        Set<ResourceId> found = Collections.newSetFromMap(new IdentityHashMap<>());
        type.exports().values().forEach(export -> {
            if (export instanceof ExternType.Type(ResourceType resource)) {
                found.add(resource.id());
            }
        });
        return found;
    }
}
