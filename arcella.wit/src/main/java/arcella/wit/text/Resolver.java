package arcella.wit.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import arcella.wit.Allowance;
import arcella.wit.PackageId;
import arcella.wit.WitError;
import arcella.wit.WitId;
import arcella.wit.WitInterface;
import arcella.wit.WitLibrary;
import arcella.wit.WitPackage;
import arcella.wit.WitWorld;

/**
 * Turns parsed packages into a library: orders packages and interfaces so that each stands after those it uses, makes
 * out the names in that order, and checks that every world can be elaborated.
 */
final class Resolver {

    /** How much of a circle a message names. */
    private static final int SHOWN = 5;

    /** An interface as parsed, where it stands, and what it uses. */
    private record Pending(Draft draft, Scope scope, Ast.Interface item, Map<WitId, Span> uses) {}

    private final Map<PackageId, Draft> packages = new LinkedHashMap<>();
    private final List<Draft> again = new ArrayList<>();
    private final Mentions mentions;
    private final Allowance letters;

    private Resolver(List<Draft> drafts, Mentions mentions, long letters) {
        this.mentions = mentions;
        this.letters = new Allowance(letters, "the names of interfaces and worlds are too long for being named so often",
                "since a short path stands for the whole name with package and version", "give them shorter names");
        for (Draft draft : drafts) {
            Draft earlier = packages.putIfAbsent(draft.id(), draft);
            if (earlier != null) {
                if (earlier.span().source().equals(draft.span().source())) {
                    throw WitTextException.at(
                            WitError.WIT_RESOLVE,
                            draft.span(),
                            "package '" + draft.id() + "' stands twice in this file",
                            "put both together");
                }
                again.add(draft);
            }
        }
    }

    /**
     * The library of all these packages. One that stands there more than once must say the same each time.
     *
     * @param letters how many there are in all files
     */
    static WitLibrary resolve(List<Draft> drafts, Mentions mentions, long letters) {
        return new Resolver(drafts, mentions, letters).library();
    }

    private WitLibrary library() {
        List<PackageId> order = Topology.sort(packages.keySet(), id -> packagesUsed(draft(id)).keySet(), circle -> {
            PackageId last = circle.getLast();
            Span place = packagesUsed(draft(last)).get(circle.getFirst());
            return WitTextException.at(
                    WitError.WIT_RESOLVE,
                    place == null ? draft(last).span() : place,
                    "packages use each other in a circle: " + written(circle),
                    "put what they share into a package of its own");
        });
        packages.values().forEach(draft -> new GateChecker(draft).check());
        Map<WitId, BodyBuilder.Built> built = new HashMap<>();
        interfaces(packages.values(), built);
        Map<PackageId, WitPackage> result = new LinkedHashMap<>();
        for (PackageId id : order) {
            result.put(id, assemble(draft(id), built));
        }
        for (Draft draft : again) {
            Map<WitId, BodyBuilder.Built> others = new HashMap<>();
            draft.items().keySet().forEach(name -> {
                WitId id = new WitId(draft.id(), name);
                BodyBuilder.Built other = built.remove(id);
                if (other != null) {
                    others.put(id, other);
                }
            });
            interfaces(List.of(draft), built);
            boolean same = assemble(draft, built).equals(result.get(draft.id()));
            draft.items().keySet().forEach(name -> built.remove(new WitId(draft.id(), name)));
            built.putAll(others);
            if (!same) {
                Span other = draft(draft.id()).span();
                throw WitTextException.at(
                        WitError.WIT_RESOLVE,
                        draft.span(),
                        "package '" + draft.id() + "' is defined differently in "
                                + other.source().name(),
                        "make both the same, or keep one of them");
            }
        }
        WitLibrary library = new WitLibrary(result);
        library.elaborateAll((world, failure) -> {
            Ast.Item item = draft(world.owner()).items().get(world.name());
            if (item instanceof Ast.World place) {
                throw WitTextException.at(place.id().span(), failure);
            }
            throw failure;
        });
        return library;
    }

    private Draft draft(PackageId id) {
        Draft draft = packages.get(id);
        if (draft == null) {
            throw new IllegalStateException("no package " + id);
        }
        return draft;
    }

    /** Adds the interfaces of these packages to those that are built already. */
    private void interfaces(Collection<Draft> drafts, Map<WitId, BodyBuilder.Built> built) {
        Map<WitId, Pending> pending = new LinkedHashMap<>();
        for (Draft draft : drafts) {
            for (Ast.Block block : draft.blocks()) {
                Scope scope = new Scope(packages, draft, block, letters);
                for (Ast.Item item : block.items()) {
                    if (item instanceof Ast.Interface one) {
                        BodyBuilder.refuseExternalId(one.annotations(), one.id().span(), "an interface");
                        pending.put(
                                new WitId(draft.id(), one.id().name()),
                                new Pending(draft, scope, one, uses(scope, one.members())));
                    } else if (item instanceof Ast.World world) {
                        BodyBuilder.refuseExternalId(world.annotations(), world.id().span(), "a world");
                    }
                }
            }
        }
        List<WitId> order = Topology.sort(
                pending.keySet(),
                id -> pending.containsKey(id) ? pending.get(id).uses().keySet() : Set.of(),
                circle -> WitTextException.at(
                        WitError.WIT_RESOLVE,
                        pending.get(circle.getLast()).uses().get(circle.getFirst()),
                        "interfaces use each other in a circle: " + written(circle),
                        "put what they share into an interface of its own"));
        for (WitId id : order) {
            Pending next = pending.get(id);
            if (next != null) {
                Ast.Interface item = next.item();
                built.put(
                        id,
                        new BodyBuilder(next.scope(), mentions, built)
                                .buildInterface(item.id(), item.annotations(), item.members()));
            }
        }
    }

    private WitPackage assemble(Draft draft, Map<WitId, BodyBuilder.Built> built) {
        List<WitInterface> interfaces = new ArrayList<>();
        List<WitWorld> worlds = new ArrayList<>();
        for (Ast.Block block : draft.blocks()) {
            Scope scope = new Scope(packages, draft, block, letters);
            for (Ast.Item item : block.items()) {
                switch (item) {
                    case Ast.Interface one ->
                        interfaces.add(built.get(new WitId(draft.id(), one.id().name()))
                                .definition());
                    case Ast.World world -> worlds.add(new WorldBuilder(scope, mentions, built).build(world));
                    // Looking it up is a check: it must name an interface, used or not.
                    case Ast.TopUse use -> scope.interfaceAt(use.path());
                }
            }
        }
        return Tokens.located(draft.span(), () -> new WitPackage(draft.id(), draft.docs(), interfaces, worlds));
    }

    private static Map<WitId, Span> uses(Scope scope, List<Ast.Member> members) {
        Map<WitId, Span> uses = new LinkedHashMap<>();
        for (Ast.Member member : members) {
            if (member instanceof Ast.Use use) {
                uses.putIfAbsent(scope.interfaceAt(use.path()), use.path().span());
            }
        }
        return uses;
    }

    /** The packages that a package names anywhere, and one place where it does. */
    private Map<PackageId, Span> packagesUsed(Draft draft) {
        List<Ast.Path> paths = new ArrayList<>();
        for (Ast.Block block : draft.blocks()) {
            for (Ast.Item item : block.items()) {
                switch (item) {
                    case Ast.TopUse use -> paths.add(use.path());
                    case Ast.Interface one -> collect(one.members(), paths);
                    case Ast.World one -> collect(one.members(), paths);
                }
            }
        }
        Map<PackageId, Span> used = new LinkedHashMap<>();
        for (Ast.Path path : paths) {
            path.owner()
                    .filter(id -> packages.containsKey(id) && !id.equals(draft.id()))
                    .ifPresent(id -> used.putIfAbsent(id, path.span()));
        }
        return used;
    }

    private static void collect(List<Ast.Member> members, List<Ast.Path> paths) {
        for (Ast.Member member : members) {
            switch (member) {
                case Ast.Use use -> paths.add(use.path());
                case Ast.Include include -> paths.add(include.path());
                case Ast.Extern extern -> {
                    switch (extern.kind()) {
                        case Ast.ByPath one -> paths.add(one.path());
                        case Ast.ByName one -> paths.add(one.path());
                        case Ast.InPlace one -> collect(one.members(), paths);
                        case Ast.Plain plain -> {}
                    }
                }
                case Ast.Type type -> {}
                case Ast.Resource resource -> {}
                case Ast.Function function -> {}
            }
        }
    }

    private static String written(List<?> circle) {
        return circle.stream().limit(SHOWN).map(Object::toString).collect(Collectors.joining(", "))
                + (circle.size() > SHOWN ? ", …" : "");
    }
}
