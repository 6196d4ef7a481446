package arcella.wit.semver;

import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import arcella.wit.Annotations;
import arcella.wit.PackageId;
import arcella.wit.WitId;
import arcella.wit.WitLibrary;
import arcella.wit.WitWorld;
import arcella.wit.WorldItem;
import arcella.wit.text.WitPrinter;

/** Compares elaborated worlds. For one comparison. */
final class WorldDiffer {

    private final WitLibrary before;
    private final WitLibrary after;
    private final WitDiff.Role role;
    private final Differ differ;
    /** Many worlds may import one interface, and many imports implement it: what changed in it is said where it comes first. */
    private final Map<Scope, Map<Scope, Map<Side, Seen>>> seen = new IdentityHashMap<>();

    /** Where two versions of an interface were compared, and what came of it. */
    private record Seen(String place, Bump bump) {}

    /** @param home the package of which two versions are compared */
    WorldDiffer(
            WitLibrary before, WitLibrary after, PackageId home, WitDiff.Role role, List<Change> changes) {
        this(before, after, role, new Differ(before, after, home, changes));
    }

    /** @param differ knows both libraries already */
    WorldDiffer(WitLibrary before, WitLibrary after, WitDiff.Role role, Differ differ) {
        this.before = before;
        this.after = after;
        this.role = role;
        this.differ = differ;
    }

    void compare(String place, WitWorld old, WitWorld recent) {
        boolean contract = role == WitDiff.Role.CONTRACT;
        Side imports = contract ? Side.OFFERED : Side.DEMANDED;
        Side exports = contract ? Side.DEMANDED : Side.OFFERED;
        Pair pair = differ.pair(
                Scope.of(before, "world", old.types(), List.of()), Scope.of(after, "world", recent.types(), List.of()));
        differ.types(place, imports, pair);
        items(place, "import", imports, pair, old.imports(), recent.imports());
        items(place, "export", exports, pair, old.exports(), recent.exports());
        differ.annotations(
                place,
                old.annotations(),
                recent.annotations(),
                () -> Differ.documented(old.annotations(), "world " + old.name()),
                () -> Differ.documented(recent.annotations(), "world " + recent.name()));
    }

    private void items(
            String place, String what, Side side, Pair pair, List<WorldItem> old, List<WorldItem> recent) {
        differ.match(
                place,
                side,
                what,
                keyed(old),
                keyed(recent),
                WorldItem::annotations,
                WorldDiffer::text,
                (one, two) -> item(place + ", " + what, side, pair, one, two));
    }

    private void item(String place, Side side, Pair pair, WorldItem old, WorldItem recent) {
        String inside = place + " '" + Place.cut(old.externName().toString()) + "'";
        if (old instanceof WorldItem.Function one && recent instanceof WorldItem.Function two) {
            differ.function(place, pair, one.function(), two.function());
            return;
        }
        if (old instanceof WorldItem.Function || recent instanceof WorldItem.Function) {
            differ.removed(inside, Bump.MAJOR, "the item", Annotations.NONE, text(old));
            differ.added(inside, Bump.MAJOR, "another kind of item", Annotations.NONE, text(recent));
            return;
        }
        contents(inside, side, old, recent);
        differ.annotations(
                inside,
                old.annotations(),
                recent.annotations(),
                () -> Differ.documented(old.annotations(), text(old)),
                () -> Differ.documented(recent.annotations(), text(recent)));
    }

    private void contents(String place, Side side, WorldItem old, WorldItem recent) {
        Scope was = scope(before, old);
        Scope is = scope(after, recent);
        Map<Side, Seen> known = seen.computeIfAbsent(was, first -> new IdentityHashMap<>())
                .computeIfAbsent(is, first -> new EnumMap<>(Side.class));
        Seen earlier = known.get(side);
        if (earlier == null) {
            int noted = differ.noted();
            differ.interfaces(place, side, was, is);
            known.put(side, new Seen(place, differ.bumpSince(noted)));
        } else if (earlier.bump != Bump.NONE) {
            differ.note(place, earlier.bump, "changed as " + earlier.place, text(old), text(recent));
        }
    }

    private Scope scope(WitLibrary library, WorldItem item) {
        return switch (item) {
            case WorldItem.Interface one -> scope(library, one.id());
            case WorldItem.Implements one -> scope(library, one.id());
            case WorldItem.Inline one -> Scope.of(library, "in place " + one.definition().name(), one.definition());
            case WorldItem.Function one -> throw new IllegalArgumentException(one.function().name());
        };
    }

    private Scope scope(WitLibrary library, WitId id) {
        return library == before ? differ.scope(id) : differ.recentScope(id);
    }

    private Map<String, WorldItem> keyed(List<WorldItem> items) {
        Map<String, WorldItem> keyed = new LinkedHashMap<>();
        for (WorldItem item : items) {
            keyed.put(
                    item instanceof WorldItem.Interface named
                            ? differ.key(named.id())
                            : item.externName().toString(),
                    item);
        }
        return keyed;
    }

    private static String text(WorldItem item) {
        return switch (item) {
            case WorldItem.Interface one -> one.id().toString();
            case WorldItem.Implements one -> one.name() + ": " + one.id();
            case WorldItem.Inline one -> WitPrinter.print(one.definition());
            case WorldItem.Function one -> WitPrinter.print(one.function());
        };
    }
}
