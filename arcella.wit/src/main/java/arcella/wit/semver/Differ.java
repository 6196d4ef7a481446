package arcella.wit.semver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

import arcella.wit.Annotations;
import arcella.wit.PackageId;
import arcella.wit.TypeDef;
import arcella.wit.WitFunction;
import arcella.wit.WitId;
import arcella.wit.WitLibrary;
import arcella.wit.WitType;
import arcella.wit.text.WitPrinter;

/** Compares interfaces, types and functions, and notes what changed. For one comparison. */
final class Differ {

    private final WitLibrary before;
    private final WitLibrary after;
    private final List<Change> changes;
    private final TypeIdentity identity;

    /** @param home the package of which two versions are compared */
    Differ(WitLibrary before, WitLibrary after, PackageId home, List<Change> changes) {
        this.identity = new TypeIdentity(home.unversioned());
        this.before = before;
        this.after = after;
        this.changes = changes;
    }

    /** The name under which an interface is matched. */
    String key(WitId id) {
        return identity.key(id);
    }

    /** The items of an interface of the old library. */
    Scope scope(WitId id) {
        return identity.scope(before, id);
    }

    /** The items of an interface of the new library. */
    Scope recentScope(WitId id) {
        return identity.scope(after, id);
    }

    /** How many changes were noted so far. */
    int noted() {
        return changes.size();
    }

    /** What the changes deserve that were noted since there were so many. */
    Bump bumpSince(int noted) {
        return new Difference(changes.subList(noted, changes.size())).bump();
    }

    void interfaces(String place, Side side, Scope old, Scope recent) {
        Pair pair = new Pair(old, recent, identity);
        types(place, side, pair);
        match(
                place,
                side,
                "function",
                named(old.functions(), WitFunction::name),
                named(recent.functions(), WitFunction::name),
                WitFunction::annotations,
                WitPrinter::print,
                (one, two) -> function(place, pair, one, two));
    }

    /** Two scopes to compare in. */
    Pair pair(Scope old, Scope recent) {
        return new Pair(old, recent, identity);
    }

    void types(String place, Side side, Pair pair) {
        match(
                place,
                side,
                "type",
                named(pair.old().types(), TypeDef::name),
                named(pair.recent().types(), TypeDef::name),
                TypeDef::annotations,
                WitPrinter::print,
                (one, two) -> type(place, side, pair, one, two));
    }

    /** Notes a change of the gates or documentation of something that is on both sides. */
    void annotations(String place, Annotations old, Annotations recent, Supplier<String> textBefore, Supplier<String> textAfter) {
        if (old.equals(recent)) {
            return;
        }
        String before = textBefore.get();
        String after = textAfter.get();
        boolean deprecated = old.gate().deprecated().isEmpty() && recent.gate().deprecated().isPresent();
        boolean external = !old.externalId().equals(recent.externalId());
        if (external) {
            note(place, Bump.MAJOR, "the external id changed", before, after);
        } else if (deprecated) {
            note(place, Bump.MINOR, "deprecated", before, after);
        } else {
            note(place, Bump.PATCH, "documentation or gates changed", before, after);
        }
    }

    void added(String place, Bump bump, String what, Annotations annotations, String text) {
        boolean stable = annotations.gate().unstable().isEmpty();
        changes.add(new Change(
                place,
                stable ? bump : Bump.PATCH,
                what + " added" + (stable ? "" : ", unstable yet"),
                Optional.empty(),
                Optional.of(text)));
    }

    void removed(String place, Bump bump, String what, Annotations annotations, String text) {
        boolean stable = annotations.gate().unstable().isEmpty();
        changes.add(new Change(
                place,
                stable ? bump : Bump.PATCH,
                what + " removed" + (stable ? "" : ", which was unstable"),
                Optional.of(text),
                Optional.empty()));
    }

    /** Pairs items by name, notes those on one side only, and hands on those on both. */
    <T> void match(
            String place,
            Side side,
            String what,
            Map<String, T> old,
            Map<String, T> recent,
            Function<T, Annotations> annotations,
            Function<T, String> text,
            BiConsumer<T, T> both) {
        old.forEach((name, one) -> {
            T two = recent.get(name);
            if (two == null) {
                removed(place, side.removed(), what, annotations.apply(one), text.apply(one));
                return;
            }
            boolean wasStable = annotations.apply(one).gate().unstable().isEmpty();
            boolean isStable = annotations.apply(two).gate().unstable().isEmpty();
            if (wasStable && isStable) {
                both.accept(one, two);
            } else if (wasStable) {
                note(place, side.removed(), what + " '" + name + "' became unstable", text.apply(one), text.apply(two));
            } else if (isStable) {
                note(place, side.added(), what + " '" + name + "' became stable", text.apply(one), text.apply(two));
            } else if (!text.apply(one).equals(text.apply(two))) {
                note(place, Bump.PATCH, what + " '" + name + "', unstable, changed", text.apply(one), text.apply(two));
            }
        });
        recent.forEach((name, two) -> {
            if (!old.containsKey(name)) {
                added(place, side.added(), what, annotations.apply(two), text.apply(two));
            }
        });
    }

    static <T> Map<String, T> named(List<T> items, Function<T, String> name) {
        Map<String, T> map = new LinkedHashMap<>();
        items.forEach(item -> map.put(name.apply(item), item));
        return map;
    }

    private void type(String place, Side side, Pair pair, TypeDef one, TypeDef two) {
        // Most are the same on both sides, and nobody reads the text of those.
        Supplier<String> textBefore = () -> WitPrinter.print(one);
        Supplier<String> textAfter = () -> WitPrinter.print(two);
        if (one instanceof TypeDef.Resource was && two instanceof TypeDef.Resource is) {
            annotations(place, one.annotations(), two.annotations(), textBefore, textAfter);
            String inside = Place.inside(place, "resource", one.name());
            match(
                    inside,
                    side,
                    "function",
                    named(was.functions(), Differ::member),
                    named(is.functions(), Differ::member),
                    WitFunction::annotations,
                    WitPrinter::print,
                    (f, g) -> function(inside, pair, f, g));
            return;
        }
        if (!pair.sameDefinition(one, two)) {
            note(place, Bump.MAJOR, "type '" + one.name() + "' changed", textBefore.get(), textAfter.get());
        } else {
            annotations(place, one.annotations(), two.annotations(), textBefore, textAfter);
            if (one.annotations().equals(two.annotations()) && !docsOf(one).equals(docsOf(two))) {
                note(place, Bump.PATCH, "documentation or gates changed", textBefore.get(), textAfter.get());
            }
        }
    }

    /** Without the resource's name, which may be long. */
    private static String member(WitFunction function) {
        return switch (function.kind()) {
            case FREE -> function.name();
            case CONSTRUCTOR -> "[constructor]";
            case METHOD -> "[method]" + function.name();
            case STATIC -> "[static]" + function.name();
        };
    }

    /** The definition as text if its parts have documentation, which its identity leaves out. */
    private static String docsOf(TypeDef type) {
        StringBuilder docs = new StringBuilder();
        if (type instanceof TypeDef.Value value) {
            switch (value.type()) {
                case WitType.RecordType record -> record.fields().forEach(one -> docs.append(one.docs()).append('\n'));
                case WitType.VariantType variant -> variant.cases().forEach(one -> docs.append(one.docs()).append('\n'));
                case WitType.EnumType labels -> labels.cases().forEach(one -> docs.append(one.docs()).append('\n'));
                case WitType.FlagsType flags -> flags.flags().forEach(one -> docs.append(one.docs()).append('\n'));
                case WitType.Primitive other -> {}
                case WitType.Mention other -> {}
                case WitType.ListType other -> {}
                case WitType.MapType other -> {}
                case WitType.OptionType other -> {}
                case WitType.ResultType other -> {}
                case WitType.TupleType other -> {}
                case WitType.StreamType other -> {}
                case WitType.FutureType other -> {}
            }
        }
        return docs.toString().isBlank() ? "" : docs.toString();
    }

    void function(String place, Pair pair, WitFunction one, WitFunction two) {
        boolean same = one.isAsync() == two.isAsync()
                && one.kind() == two.kind()
                && names(one).equals(names(two))
                && one.result().isPresent() == two.result().isPresent()
                && pair.same(types(one), types(two));
        if (!same) {
            note(place, Bump.MAJOR, "function '" + one.name() + "' changed", WitPrinter.print(one), WitPrinter.print(two));
        } else {
            annotations(
                    Place.inside(place, "function", one.name()),
                    one.annotations(),
                    two.annotations(),
                    () -> documented(one.annotations(), WitPrinter.print(one)),
                    () -> documented(two.annotations(), WitPrinter.print(two)));
        }
    }

    private static List<String> names(WitFunction function) {
        return function.params().stream().map(WitFunction.Param::name).toList();
    }

    private static List<WitType> types(WitFunction function) {
        List<WitType> types = new ArrayList<>(function.params().stream().map(WitFunction.Param::type).toList());
        function.result().ifPresent(types::add);
        return types;
    }

    static String documented(Annotations annotations, String text) {
        StringBuilder out = new StringBuilder();
        annotations.docs().lines().forEach(line -> out.append("/// ").append(line).append('\n'));
        annotations.gate().since().ifPresent(version -> out.append("@since(version = ").append(version).append(")\n"));
        annotations.gate().deprecated()
                .ifPresent(version -> out.append("@deprecated(version = ").append(version).append(")\n"));
        return out.append(text).toString();
    }

    void note(String place, Bump bump, String reason, String before, String after) {
        changes.add(new Change(place, bump, reason, Optional.of(before), Optional.of(after)));
    }
}
