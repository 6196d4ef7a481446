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

    private final Map<WitId, Union> interfaces = new LinkedHashMap<>();

    /** What has been said of one interface; it grows in place, since very many may say something. */
    private static final class Union {

        private final String name;
        private final Map<String, TypeDef> types = new LinkedHashMap<>();
        private final Map<String, Map<String, WitFunction>> members = new LinkedHashMap<>();
        private final Map<String, WitFunction> functions = new LinkedHashMap<>();

        Union(String name) {
            this.name = name;
        }

        void add(WitInterface more) {
            more.types().forEach(type -> {
                TypeDef first = types.putIfAbsent(type.name(), type);
                if ((first == null ? type : first) instanceof TypeDef.Resource
                        && type instanceof TypeDef.Resource resource) {
                    add(members.computeIfAbsent(type.name(), key -> new LinkedHashMap<>()), resource.functions());
                }
            });
            add(functions, more.functions());
        }

        private static void add(Map<String, WitFunction> all, List<WitFunction> more) {
            more.forEach(function -> all.putIfAbsent(function.kind() + function.name(), function));
        }

        WitInterface made() {
            List<TypeDef> whole = new ArrayList<>();
            types.forEach((type, first) -> whole.add(first instanceof TypeDef.Resource
                    ? new TypeDef.Resource(
                            type, List.copyOf(members.getOrDefault(type, Map.of()).values()), Annotations.NONE)
                    : first));
            return new WitInterface(name, whole, List.copyOf(functions.values()), Annotations.NONE);
        }
    }

    /** Adds an interface, or to one that is there already what it has more. */
    void add(WitId id, WitInterface more) {
        interfaces.computeIfAbsent(id, key -> new Union(more.name())).add(more);
    }

    /** The packages of all interfaces, and of worlds for one of them. */
    WitLibrary library(PackageId home, List<WitWorld> worlds) {
        Map<PackageId, List<WitInterface>> grouped = new LinkedHashMap<>();
        interfaces.forEach((id, union) ->
                grouped.computeIfAbsent(id.owner(), key -> new ArrayList<>()).add(union.made()));
        List<WitInterface> own = grouped.remove(home);
        List<WitPackage> packages = new ArrayList<>();
        grouped.forEach((id, made) -> packages.add(new WitPackage(id, "", made, List.of())));
        packages.add(new WitPackage(home, "", own == null ? List.of() : own, worlds));
        return WitLibrary.of(packages);
    }
}
