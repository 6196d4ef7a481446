package arcella.wit.resolved;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a type takes over from its parts. */
record Parts(int treeSize, int depth, boolean mentionsResources) {

    static Parts of(List<? extends DefType> parts) {
        int size = 1;
        int depth = 0;
        boolean resources = false;
        for (DefType part : parts) {
            size = DefType.add(size, part.treeSize());
            depth = Math.max(depth, part.depth());
            resources |= part.mentionsResources();
        }
        return new Parts(size, depth + 1, resources);
    }

    /** An immutable copy that keeps the order, so that what is made from it is the same every time. */
    static Set<ResourceId> ordered(Set<ResourceId> ids) {
        return ids.isEmpty() ? Set.of() : Collections.unmodifiableSet(new LinkedHashSet<>(ids));
    }

    static Parts ofExterns(Collection<ExternType> imports, Collection<ExternType> exports) {
        Parts in = ofExterns(imports);
        Parts out = ofExterns(exports);
        return new Parts(DefType.add(in.treeSize, out.treeSize), Math.max(in.depth, out.depth),
                in.mentionsResources || out.mentionsResources);
    }

    private static Parts ofExterns(Collection<ExternType> externs) {
        int size = 1;
        int depth = 0;
        boolean resources = false;
        for (ExternType extern : externs) {
            switch (extern) {
                case ExternType.Module module -> size = DefType.add(size, 1 + module.type().entries());
                case ExternType.Func func -> {
                    size = DefType.add(size, func.type().treeSize());
                    depth = Math.max(depth, func.type().depth());
                    resources |= func.type().mentionsResources();
                }
                case ExternType.Value value -> {
                    size = DefType.add(size, value.type().treeSize());
                    depth = Math.max(depth, value.type().depth());
                    resources |= value.type().mentionsResources();
                }
                case ExternType.Type type -> {
                    size = DefType.add(size, type.type().treeSize());
                    depth = Math.max(depth, type.type().depth());
                    resources |= type.type().mentionsResources();
                }
                case ExternType.Instance instance -> {
                    size = DefType.add(size, instance.type().treeSize());
                    depth = Math.max(depth, instance.type().depth());
                    resources |= instance.type().mentionsResources();
                }
                case ExternType.Component component -> {
                    size = DefType.add(size, component.type().treeSize());
                    depth = Math.max(depth, component.type().depth());
                    resources |= component.type().mentionsResources();
                }
            }
        }
        return new Parts(size, depth + 1, resources);
    }
}
