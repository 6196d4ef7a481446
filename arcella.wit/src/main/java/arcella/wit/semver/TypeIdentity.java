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

    private final Map<List<Object>, Integer> numbers = new HashMap<>();
    private final Map<TypeDef, Integer> definitions = new IdentityHashMap<>();
    private final Map<WitLibrary, Map<WitId, Scope>> scopes = new IdentityHashMap<>();
    /** A package looks through all its items for a name; here each is looked up. */
    private final Map<WitLibrary, Map<WitId, WitInterface>> interfaces = new IdentityHashMap<>();
    private final PackageId home;
    private int depth;

    /** @param home the package of which two versions are compared, without a version */
    TypeIdentity(PackageId home) {
        this.home = home;
    }

    PackageId home() {
        return home;
    }

    /** The number of a type that is mentioned in this scope. */
    int of(Scope scope, WitType type) {
        if (++depth > MAX_DEPTH) {
            throw new ArcellaException(
                    WitError.WIT_RESOLVE,
                    "a type nested deeper than " + MAX_DEPTH + ", or in a circle",
                    "define it with fewer levels");
        }
        List<Object> key = new ArrayList<>();
        switch (type) {
            case WitType.Primitive primitive -> key.add(primitive);
            case WitType.Named named -> {
                int number = named(scope, named.label());
                depth--;
                return number;
            }
            case WitType.Own own -> key.addAll(List.of("own", named(scope, own.label())));
            case WitType.Borrow borrow -> key.addAll(List.of("borrow", named(scope, borrow.label())));
            case WitType.ListType list -> key.addAll(List.of("list", of(scope, list.element()), list.length()));
            case WitType.MapType map -> key.addAll(List.of("map", of(scope, map.key()), of(scope, map.value())));
            case WitType.OptionType option -> key.addAll(List.of("option", of(scope, option.payload())));
            case WitType.ResultType result ->
                key.addAll(List.of("result", of(scope, result.ok()), of(scope, result.err())));
            case WitType.StreamType stream -> key.addAll(List.of("stream", of(scope, stream.element())));
            case WitType.FutureType future -> key.addAll(List.of("future", of(scope, future.payload())));
            case WitType.TupleType tuple -> {
                key.add("tuple");
                tuple.elements().forEach(element -> key.add(of(scope, element)));
            }
            case WitType.RecordType record -> {
                key.add("record");
                record.fields().forEach(field -> {
                    key.add(field.name());
                    key.add(of(scope, field.type()));
                });
            }
            case WitType.VariantType variant -> {
                key.add("variant");
                variant.cases().forEach(one -> {
                    key.add(one.name());
                    key.add(of(scope, one.payload()));
                });
            }
            case WitType.EnumType labels -> {
                key.add("enum");
                labels.cases().forEach(label -> key.add(label.name()));
            }
            case WitType.FlagsType flags -> {
                key.add("flags");
                flags.flags().forEach(label -> key.add(label.name()));
            }
        }
        depth--;
        return number(key);
    }

    Optional<Integer> of(Scope scope, Optional<WitType> type) {
        return type.map(present -> of(scope, present));
    }

    /** The number of the type or resource of this name. */
    int named(Scope scope, String name) {
        Scope where = scope;
        String label = name;
        for (int steps = 0; steps < MAX_DEPTH; steps++) {
            String wanted = label;
            TypeDef definition = where.type(label).orElseThrow(() -> new ArcellaException(
                    WitError.WIT_RESOLVE, "there is no type '" + wanted + "'", "define it, or take it over with 'use'"));
            switch (definition) {
                case TypeDef.Resource resource -> {
                    return number(List.of("resource", where.owner(), resource.name()));
                }
                case TypeDef.Value value -> {
                    Integer known = definitions.get(value);
                    if (known == null) {
                        known = of(where, value.type());
                        definitions.put(value, known);
                    }
                    return known;
                }
                case TypeDef.Use use -> {
                    where = scope(where.library(), use.from());
                    label = use.original();
                }
            }
        }
        throw new ArcellaException(
                WitError.WIT_RESOLVE, "type '" + name + "' leads in a circle of 'use'", "define it in one of them");
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

    private int number(List<Object> key) {
        Integer next = numbers.size();
        Integer known = numbers.putIfAbsent(List.copyOf(key), next);
        return known == null ? next : known;
    }
}
