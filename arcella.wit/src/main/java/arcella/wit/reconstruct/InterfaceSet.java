package arcella.wit.reconstruct;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import arcella.wit.Annotations;
import arcella.wit.PackageId;
import arcella.wit.TypeDef;
import arcella.wit.WitFunction;
import arcella.wit.WitId;
import arcella.wit.WitInterface;
import arcella.wit.WitLibrary;
import arcella.wit.WitPackage;
import arcella.wit.WitWorld;

/** Interfaces by name, each the union of all that was said of it. What was said first counts where both speak. */
final class InterfaceSet {

    private final Map<WitId, WitInterface> interfaces = new LinkedHashMap<>();

    /** Adds an interface, or to one that is there already what it has more. */
    void add(WitId id, WitInterface more) {
        interfaces.merge(id, more, InterfaceSet::union);
    }

    /** The packages of all interfaces, and of worlds for one of them. */
    WitLibrary library(PackageId home, List<WitWorld> worlds) {
        Map<PackageId, List<WitInterface>> grouped = new LinkedHashMap<>();
        interfaces.forEach((id, made) ->
                grouped.computeIfAbsent(id.owner(), key -> new ArrayList<>()).add(made));
        List<WitInterface> own = grouped.remove(home);
        List<WitPackage> packages = new ArrayList<>();
        grouped.forEach((id, made) -> packages.add(new WitPackage(id, "", made, List.of())));
        packages.add(new WitPackage(home, "", own == null ? List.of() : own, worlds));
        return WitLibrary.of(packages);
    }

    private static WitInterface union(WitInterface one, WitInterface two) {
        Map<String, TypeDef> types = new LinkedHashMap<>();
        one.types().forEach(type -> types.put(type.name(), type));
        two.types().forEach(type -> types.merge(type.name(), type, InterfaceSet::union));
        return new WitInterface(
                one.name(),
                List.copyOf(types.values()),
                union(one.functions(), two.functions()),
                Annotations.NONE);
    }

    private static TypeDef union(TypeDef one, TypeDef two) {
        return one instanceof TypeDef.Resource left && two instanceof TypeDef.Resource right
                ? new TypeDef.Resource(left.name(), union(left.functions(), right.functions()), Annotations.NONE)
                : one;
    }

    private static List<WitFunction> union(List<WitFunction> one, List<WitFunction> two) {
        Map<String, WitFunction> all = new LinkedHashMap<>();
        one.forEach(function -> all.put(function.kind() + function.name(), function));
        two.forEach(function -> all.putIfAbsent(function.kind() + function.name(), function));
        return List.copyOf(all.values());
    }
}
