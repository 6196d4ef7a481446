package arcella.wit.resolved;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a type takes over from its parts; see the methods of {@link DefType}. */
record Parts(int treeSize, int depth, int nesting, boolean mentionsResources) {

    /** Of a value type, which is a level of its own. */
    static Parts ofValue(List<? extends DefType> parts) {
        return of(parts, 1);
    }

    /** Of a function type: values do not nest in functions, so it is no level. */
    static Parts ofFunc(List<? extends DefType> parts) {
        return of(parts, 0);
    }

    private static Parts of(List<? extends DefType> parts, int levels) {
        int size = 1;
        int depth = 0;
        boolean resources = false;
        for (DefType part : parts) {
            size = DefType.add(size, part.treeSize());
            depth = Math.max(depth, part.depth());
            resources |= part.mentionsResources();
        }
        return new Parts(size, depth + levels, 0, resources);
    }

    /** Of the type of a component or instance. */
    static Parts ofExterns(Collection<ExternType> imports, Collection<ExternType> exports) {
        Parts in = ofExterns(imports);
        Parts out = ofExterns(exports);
        return new Parts(DefType.add(in.treeSize, out.treeSize), Math.max(in.depth, out.depth),
                Math.max(in.nesting, out.nesting), in.mentionsResources || out.mentionsResources);
    }

    private static Parts ofExterns(Collection<ExternType> externs) {
        int size = 1;
        int depth = 0;
        int nesting = 0;
        boolean resources = false;
        for (ExternType extern : externs) {
            size = DefType.add(size, extern.treeSize());
            depth = Math.max(depth, extern.depth());
            nesting = Math.max(nesting, extern.nesting());
            resources |= extern.mentionsResources();
        }
        return new Parts(size, depth, nesting + 1, resources);
    }

    /** An immutable copy that keeps the order. */
    static Map<String, ExternType> ordered(Map<String, ExternType> externs) {
        return externs.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(externs));
    }

    /** An immutable copy that keeps the order, so that what is made from it is the same every time. */
    static Set<ResourceId> ordered(Set<ResourceId> ids) {
        return ids.isEmpty() ? Set.of() : Collections.unmodifiableSet(new LinkedHashSet<>(ids));
    }
}
