package arcella.wit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import arcella.error.ArcellaException;

/**
 * Makes a world complete; see {@link WitLibrary#elaborate}. For one thread; may serve several worlds.
 *
 * <p>Chains of {@code use} and {@code include} may be as long as a text has place for: so what follows them keeps its own stack.
 */
final class WorldElaborator {

    /** How many names of a circle a message has. */
    private static final int SHOWN = 5;

    /**
     * How many steps all worlds of one library may take together: so many, and so many for each that its items
     * {@link Weight weigh}, up to a maximum. It keeps the cost of text made for the purpose in proportion to its length.
     */
    private static final int STEPS_AT_LEAST = 10_000;

    private static final int STEPS_PER_WEIGHT = 32;
    private static final int MAX_STEPS = 4_000_000;

    /** A package looks through all its items for a name; here each is looked up many times. */
    private final Map<WitId, WitInterface> interfaces = new HashMap<>();

    private final Map<WitId, WitWorld> worlds = new HashMap<>();
    private final WitLibrary library;
    private final long allowed;
    private long steps;
    private final Map<WitId, WitWorld> merged = new HashMap<>();
    private final Map<WitId, Long> weights = new HashMap<>();

    WorldElaborator(WitLibrary library) {
        this.library = library;
        library.packages().values().forEach(one -> {
            one.interfaces().forEach(item -> interfaces.put(one.id().item(item.name()), item));
            one.worlds().forEach(item -> worlds.put(one.id().item(item.name()), item));
        });
        long weight = library.packages().values().stream().mapToLong(Weight::of).sum();
        this.allowed = Math.min(MAX_STEPS, STEPS_AT_LEAST + STEPS_PER_WEIGHT * weight);
    }

    WitWorld elaborate(WitId id) {
        WitWorld world = merge(id);
        Map<String, WorldItem> imports = new LinkedHashMap<>();
        for (TypeDef type : world.types()) {
            if (type instanceof TypeDef.Use use) {
                require(use.from(), imports);
            }
        }
        for (WorldItem item : world.imports()) {
            dependencies(item).forEach(needed -> require(needed, imports));
            // An import that something needed before it was reached still speaks for itself.
            imports.put(counted(item), item);
        }
        Set<WitId> exported = new LinkedHashSet<>();
        for (WorldItem item : world.exports()) {
            if (item instanceof WorldItem.Interface named) {
                exported.add(named.id());
            }
        }
        Set<WitId> asExport = new HashSet<>();
        Set<WitId> asImport = new HashSet<>();
        for (WorldItem item : world.exports()) {
            for (WitId needed : walk(item, exported, asExport, asImport)) {
                if (exported.contains(needed)) {
                    throw bad(
                            "export '" + item.externName() + "' of world '" + world.name() + "' needs the exported '"
                                    + needed + "' by way of an interface that is imported",
                            "export the interfaces between them too");
                }
                require(needed, imports);
            }
        }
        WitWorld result = new WitWorld(
                world.name(),
                world.types(),
                List.copyOf(imports.values()),
                world.exports(),
                List.of(),
                world.annotations());
        count(Weight.of(result));
        return result;
    }

    /**
     * Collects what an export needs: through exported interfaces as exports, through all others as imports. What an export
     * before it needed is known, and not gone through again.
     *
     * @return what is needed as an import, and was not known
     */
    private List<WitId> walk(WorldItem item, Set<WitId> exported, Set<WitId> asExport, Set<WitId> asImport) {
        List<WitId> added = new ArrayList<>();
        Deque<Iterator<WitId>> path = new ArrayDeque<>();
        path.push(dependencies(item).iterator());
        while (!path.isEmpty()) {
            if (!path.element().hasNext()) {
                path.pop();
                continue;
            }
            WitId needed = path.element().next();
            if (!exported.contains(needed)) {
                usedFirst(needed, asImport::contains, (id, _) -> {
                    asImport.add(id);
                    added.add(id);
                });
            } else if (asExport.add(needed)) {
                path.push(dependencies(new WorldItem.Interface(needed, Annotations.NONE)).iterator());
            }
        }
        return added;
    }

    /** Adds an interface to the imports, after those that it needs. */
    private void require(WitId id, Map<String, WorldItem> imports) {
        usedFirst(
                id,
                needed -> imports.containsKey(counted(new WorldItem.Interface(needed, Annotations.NONE))),
                (needed, definition) -> {
                    WorldItem.Interface item = new WorldItem.Interface(
                            needed, new Annotations("", definition.annotations().gate(), Optional.empty()));
                    imports.put(key(item), item);
                });
    }

    /** An interface whose uses are being followed. */
    private record Following(WitId id, WitInterface definition, Iterator<WitId> uses) {}

    /** Visits an interface after all those that it uses, without those that are known and what only these use. */
    private void usedFirst(WitId start, Predicate<WitId> known, BiConsumer<WitId, WitInterface> visit) {
        Deque<Following> path = new ArrayDeque<>();
        Set<WitId> following = new LinkedHashSet<>();
        if (!known.test(start)) {
            follow(start, path, following);
        }
        while (!path.isEmpty()) {
            Following last = path.element();
            if (last.uses().hasNext()) {
                WitId needed = last.uses().next();
                if (!known.test(needed)) {
                    follow(needed, path, following);
                }
            } else {
                path.pop();
                following.remove(last.id());
                visit.accept(last.id(), last.definition());
            }
        }
    }

    private void follow(WitId id, Deque<Following> path, Set<WitId> following) {
        if (!following.add(id)) {
            throw bad("interface '" + id + "' uses itself, by way of " + circle(following, id), "define the types in one of them");
        }
        WitInterface definition = interfaceAt(id);
        count(definition.types().size() + 1L);
        path.push(new Following(id, definition, uses(definition.types()).iterator()));
    }

    /** The names of a path from the one on to which it has come again. */
    private static String circle(Collection<WitId> path, WitId again) {
        List<WitId> circle = path.stream().dropWhile(id -> !id.equals(again)).toList();
        return circle.stream().limit(SHOWN).map(id -> "'" + id + "'").collect(Collectors.joining(", "))
                + (circle.size() > SHOWN ? ", …" : "");
    }

    private Set<WitId> dependencies(WorldItem item) {
        List<TypeDef> types =
                switch (item) {
                    case WorldItem.Interface named -> interfaceAt(named.id()).types();
                    case WorldItem.Implements named -> interfaceAt(named.id()).types();
                    case WorldItem.Inline inline -> inline.definition().types();
                    case WorldItem.Function function -> List.of();
                };
        count(types.size() + 1L);
        return uses(types);
    }

    private static Set<WitId> uses(List<TypeDef> types) {
        Set<WitId> from = new LinkedHashSet<>();
        for (TypeDef type : types) {
            if (type instanceof TypeDef.Use use) {
                from.add(use.from());
            }
        }
        return from;
    }

    /** A world whose includes are being taken in. */
    private record Merging(WitId id, WitWorld world, WorldUnion union, Iterator<WitWorld.Include> left) {}

    /** The world with the items of those it includes, which stand before its own. */
    private WitWorld merge(WitId id) {
        Deque<Merging> path = new ArrayDeque<>();
        Set<WitId> open = new LinkedHashSet<>();
        begin(id, path, open);
        while (!path.isEmpty()) {
            Merging last = path.element();
            if (last.left().hasNext()) {
                // Those that it includes are all there by the time that they are taken in.
                begin(last.left().next().world(), path, open);
                continue;
            }
            for (WitWorld.Include include : last.world().includes()) {
                WitWorld included = merged.get(include.world());
                count(weights.computeIfAbsent(include.world(), _ -> Weight.of(included)));
                last.union().include(included, include);
            }
            last.union().add(last.world());
            merged.put(last.id(), last.union().result(last.world().annotations()));
            path.pop();
            open.remove(last.id());
        }
        return merged.get(id);
    }

    private void begin(WitId id, Deque<Merging> path, Set<WitId> open) {
        if (merged.containsKey(id)) {
            return;
        }
        if (!open.add(id)) {
            throw bad("world '" + id + "' includes itself, by way of " + circle(open, id), "take one 'include' out");
        }
        WitWorld world = worldAt(id);
        if (world.includes().isEmpty()) {
            open.remove(id);
            merged.put(id, world);
        } else {
            path.push(new Merging(id, world, new WorldUnion(world.name()), world.includes().iterator()));
        }
    }

    private WitInterface interfaceAt(WitId id) {
        WitInterface known = interfaces.get(id);
        return known == null ? library.interfaceAt(id) : known;
    }

    private WitWorld worldAt(WitId id) {
        WitWorld known = worlds.get(id);
        return known == null ? library.worldAt(id) : known;
    }

    private void count(long more) {
        steps += more;
        if (steps > allowed) {
            throw bad("worlds that take more than " + allowed + " steps altogether to be written out, with all that they include"
                    + " and use", "include and use less, or under shorter names");
        }
    }

    private String counted(WorldItem item) {
        String key = key(item);
        count(Weight.of(key));
        return key;
    }

    private static String key(WorldItem item) {
        return item.externName().toString();
    }

    private static ArcellaException bad(String what, String remedy) {
        return new ArcellaException(WitError.WIT_RESOLVE, what, remedy);
    }

    /** The union of worlds: interfaces by name once, plain names never twice (WIT, "Name Conflicts and with"). */
    private static final class WorldUnion {
        private final String name;
        private final Map<String, TypeDef> types = new LinkedHashMap<>();
        private final Map<String, WorldItem> imports = new LinkedHashMap<>();
        private final Map<String, WorldItem> exports = new LinkedHashMap<>();

        WorldUnion(String name) {
            this.name = name;
        }

        void include(WitWorld other, WitWorld.Include include) {
            Map<String, String> renames = new LinkedHashMap<>();
            for (WitWorld.Rename rename : include.renames()) {
                if (renames.putIfAbsent(rename.from(), rename.to()) != null) {
                    throw bad("world '" + name + "' renames '" + rename.from() + "' twice", "keep one of them");
                }
            }
            Set<String> unused = new HashSet<>(renames.keySet());
            Gate gate = include.annotations().gate();
            for (TypeDef type : other.types()) {
                unused.remove(type.name());
                addType(Renamer.type(type, renames));
            }
            for (WorldItem item : other.imports()) {
                unused.remove(item.externName().toString());
                addItem(imports, Renamer.item(item, renames, gate), "import");
            }
            for (WorldItem item : other.exports()) {
                unused.remove(item.externName().toString());
                addItem(exports, Renamer.item(item, renames, gate), "export");
            }
            if (!unused.isEmpty()) {
                throw bad(
                        "world '" + include.world() + "' has no import or export of the plain name '"
                                + unused.iterator().next() + "' to rename in world '" + name + "'",
                        "take the name out of 'with'; names of interfaces cannot be changed");
            }
        }

        void add(WitWorld world) {
            world.types().forEach(this::addType);
            world.imports().forEach(item -> addItem(imports, item, "import"));
            world.exports().forEach(item -> addItem(exports, item, "export"));
        }

        WitWorld result(Annotations annotations) {
            return new WitWorld(
                    name,
                    new ArrayList<>(types.values()),
                    new ArrayList<>(imports.values()),
                    new ArrayList<>(exports.values()),
                    List.of(),
                    annotations);
        }

        private void addType(TypeDef type) {
            TypeDef earlier = types.putIfAbsent(Kebab.fold(type.name()), type);
            boolean same = earlier == null
                    || earlier instanceof TypeDef.Use one
                            && type instanceof TypeDef.Use two
                            && one.from().equals(two.from())
                            && one.original().equals(two.original())
                            && one.name().equals(two.name());
            if (!same) {
                throw conflict("type", type.name());
            }
        }

        private void addItem(Map<String, WorldItem> items, WorldItem item, String what) {
            WorldItem earlier = items.putIfAbsent(Kebab.fold(key(item)), item);
            if (earlier != null && !(item instanceof WorldItem.Interface)) {
                throw conflict(what, key(item));
            }
        }

        private ArcellaException conflict(String what, String label) {
            return bad(
                    what + " '" + label + "' comes twice into world '" + name + "'",
                    "rename one with 'include … with { " + label + " as other-name }'");
        }
    }
}
