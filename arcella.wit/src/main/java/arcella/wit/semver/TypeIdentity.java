package arcella.wit.semver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import arcella.error.ArcellaException;
import arcella.wit.PackageId;
import arcella.wit.TypeDef;
import arcella.wit.WitError;
import arcella.wit.WitId;
import arcella.wit.WitInterface;
import arcella.wit.WitLibrary;
import arcella.wit.WitType;

/**
 * Gives every type a number such that two types have the same number exactly when they are the same.
 *
 * <p>Each shape is looked up by the numbers of its parts, and each definition is numbered once; so the work grows with
 * the text of the types, not with their trees, which may be far larger.
 */
final class TypeIdentity {

    private static final int MAX_DEPTH = 200;

    /** By text, of which many with one hash code are still found fast: they have an order. */
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<WitLibrary, Map<WitId, Scope>> scopes = new IdentityHashMap<>();
    /** A package looks through all its items for a name; here each is looked up. */
    private final Map<WitLibrary, Map<WitId, WitInterface>> interfaces = new IdentityHashMap<>();
    private final PackageId home;
    private int depth;

    /** @param home the package of which two versions are compared, without a version */
    TypeIdentity(PackageId home) {
        this.home = home;
    }

    /** The number of a type that is mentioned in this scope. */
    int of(Scope scope, WitType type) {
        if (++depth > MAX_DEPTH) {
            throw new ArcellaException(
                    WitError.WIT_RESOLVE,
                    "a type nested deeper than " + MAX_DEPTH + ", or in a circle",
                    "define it with fewer levels");
        }
        StringBuilder key = new StringBuilder();
        switch (type) {
            case WitType.Primitive primitive -> key.append(primitive.word());
            case WitType.Named named -> {
                int number = named(scope, named.label());
                depth--;
                return number;
            }
            case WitType.Own own -> key.append("own ").append(named(scope, own.label()));
            case WitType.Borrow borrow -> key.append("borrow ").append(named(scope, borrow.label()));
            case WitType.ListType list ->
                key.append("list ").append(of(scope, list.element())).append(list.length().map(length -> " " + length).orElse(""));
            case WitType.MapType map -> key.append("map ").append(of(scope, map.key())).append(' ').append(of(scope, map.value()));
            case WitType.OptionType option -> key.append("option ").append(of(scope, option.payload()));
            case WitType.ResultType result ->
                key.append("result ").append(of(scope, result.ok())).append(' ').append(of(scope, result.err()));
            case WitType.StreamType stream -> key.append("stream ").append(of(scope, stream.element()));
            case WitType.FutureType future -> key.append("future ").append(of(scope, future.payload()));
            case WitType.TupleType tuple -> {
                key.append("tuple");
                tuple.elements().forEach(element -> key.append(' ').append(of(scope, element)));
            }
            case WitType.RecordType record -> {
                key.append("record");
                record.fields().forEach(field ->
                        key.append(' ').append(field.name()).append(' ').append(of(scope, field.type())));
            }
            case WitType.VariantType variant -> {
                key.append("variant");
                variant.cases().forEach(one ->
                        key.append(' ').append(one.name()).append(' ').append(of(scope, one.payload())));
            }
            case WitType.EnumType labels -> labels(key.append("enum"), labels.cases());
            case WitType.FlagsType flags -> labels(key.append("flags"), flags.flags());
        }
        depth--;
        return number(key.toString());
    }

    /** A number, or a sign that there is no type. */
    private String of(Scope scope, Optional<WitType> type) {
        return type.map(present -> Integer.toString(of(scope, present))).orElse("_");
    }

    private static void labels(StringBuilder key, List<WitType.Label> labels) {
        labels.forEach(label -> key.append(' ').append(label.name()));
    }

    /** The number of the type or resource of this name. */
    int named(Scope scope, String name) {
        Integer known = scope.numbers().get(name);
        if (known == null) {
            known = scope.type(name).orElse(null) instanceof TypeDef.Use use ? used(scope, use) : defined(scope, name);
            scope.numbers().put(name, known);
        }
        return known;
    }

    /** What a name of another interface means, which may be taken over from yet another. */
    private int used(Scope scope, TypeDef.Use first) {
        TypeDef.Use use = first;
        Scope where = scope(scope.library(), use.from());
        List<Map<String, Integer>> passed = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        while (passed.size() < MAX_DEPTH && !where.numbers().containsKey(use.original())
                && where.type(use.original()).orElse(null) instanceof TypeDef.Use next) {
            passed.add(where.numbers());
            labels.add(use.original());
            use = next;
            where = scope(where.library(), use.from());
        }
        if (passed.size() == MAX_DEPTH) {
            throw new ArcellaException(WitError.WIT_RESOLVE,
                    "type '" + first.name() + "' leads in a circle of 'use'", "define it in one of them");
        }
        int number = named(where, use.original());
        for (int i = 0; i < passed.size(); i++) {
            passed.get(i).put(labels.get(i), number);
        }
        return number;
    }

    private int defined(Scope scope, String name) {
        TypeDef definition = scope.type(name).orElseThrow(() -> new ArcellaException(
                WitError.WIT_RESOLVE, "there is no type '" + name + "'", "define it, or take it over with 'use'"));
        return switch (definition) {
            case TypeDef.Resource resource -> number("resource " + owner(scope) + " " + resource.name());
            case TypeDef.Value value -> of(scope, value.type());
            case TypeDef.Use use -> used(scope, use);
        };
    }

    /** Owners may have long names, and many resources. */
    private int owner(Scope scope) {
        // No type has this name.
        return scope.numbers().computeIfAbsent("", none -> number("owner " + scope.owner()));
    }

    /** The items of an interface. */
    Scope scope(WitLibrary library, WitId id) {
        return scopes.computeIfAbsent(library, key -> new HashMap<>())
                .computeIfAbsent(id, key -> {
                    WitInterface item = interfaces.computeIfAbsent(library, TypeIdentity::interfaces).get(id);
                    return Scope.of(library, key(id), item == null ? library.interfaceAt(id) : item);
                });
    }

    private static Map<WitId, WitInterface> interfaces(WitLibrary library) {
        Map<WitId, WitInterface> all = new HashMap<>();
        library.packages().values()
                .forEach(one -> one.interfaces().forEach(item -> all.put(one.id().item(item.name()), item)));
        return all;
    }

    /** The name of an interface in which versions of one track are the same, as all those of the home package are. */
    String key(WitId id) {
        if (id.owner().unversioned().equals(home)) {
            return id.unversioned().toString();
        }
        return id.unversioned() + id.owner().version().map(version -> "@" + version.track()).orElse("");
    }

    private int number(String key) {
        Integer next = numbers.size();
        Integer known = numbers.putIfAbsent(key, next);
        return known == null ? next : known;
    }
}
