package arcella.wit;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import arcella.error.ArcellaException;
import arcella.wit.WitType.Borrow;
import arcella.wit.WitType.Case;
import arcella.wit.WitType.EnumType;
import arcella.wit.WitType.Field;
import arcella.wit.WitType.FlagsType;
import arcella.wit.WitType.FutureType;
import arcella.wit.WitType.ListType;
import arcella.wit.WitType.MapType;
import arcella.wit.WitType.Named;
import arcella.wit.WitType.OptionType;
import arcella.wit.WitType.Own;
import arcella.wit.WitType.Primitive;
import arcella.wit.WitType.RecordType;
import arcella.wit.WitType.ResultType;
import arcella.wit.WitType.StreamType;
import arcella.wit.WitType.TupleType;
import arcella.wit.WitType.VariantType;

/** Puts definitions in place of names. Each definition is closed once and then shared. For one thread, one use. */
final class TypeCloser {

    /** Deep enough for any type that a person writes, and far from the end of any stack. */
    private static final int MAX_DEPTH = 200;

    private final WitLibrary library;
    private final Map<TypeDef, WitType> closed = new IdentityHashMap<>();
    /** Lists are looked through for a name; here each name is looked up. */
    private final Map<List<TypeDef>, Map<String, TypeDef>> scopes = new IdentityHashMap<>();
    private final Map<WitId, List<TypeDef>> interfaces = new HashMap<>();
    private int depth;

    TypeCloser(WitLibrary library) {
        this.library = library;
    }

    WitType close(List<TypeDef> scope, WitType type) {
        if (++depth > MAX_DEPTH) {
            throw new ArcellaException(
                    WitError.WIT_RESOLVE,
                    "a type nested deeper than " + MAX_DEPTH + ", or in a circle",
                    "define it with fewer levels");
        }
        WitType result =
                switch (type) {
                    case Primitive primitive -> primitive;
                    case Own own -> own;
                    case Borrow borrow -> borrow;
                    case Named named -> named(scope, named.label());
                    case ListType list -> new ListType(close(scope, list.element()), list.length());
                    case MapType map -> new MapType(close(scope, map.key()), close(scope, map.value()));
                    case OptionType option -> new OptionType(close(scope, option.payload()));
                    case ResultType both -> new ResultType(close(scope, both.ok()), close(scope, both.err()));
                    case StreamType stream -> new StreamType(close(scope, stream.element()));
                    case FutureType future -> new FutureType(close(scope, future.payload()));
                    case TupleType tuple ->
                        new TupleType(tuple.elements().stream()
                                .map(element -> close(scope, element))
                                .toList());
                    case RecordType record ->
                        new RecordType(record.fields().stream()
                                .map(field -> new Field(field.name(), close(scope, field.type()), field.docs()))
                                .toList());
                    case VariantType variant ->
                        new VariantType(variant.cases().stream()
                                .map(one -> new Case(one.name(), close(scope, one.payload()), one.docs()))
                                .toList());
                    case EnumType labels -> labels;
                    case FlagsType flags -> flags;
                };
        depth--;
        return result;
    }

    private Optional<WitType> close(List<TypeDef> scope, Optional<WitType> type) {
        return type.map(present -> close(scope, present));
    }

    private WitType named(List<TypeDef> scope, String label) {
        List<TypeDef> where = scope;
        String name = label;
        Set<TypeDef> passed = Collections.newSetFromMap(new IdentityHashMap<>());
        while (true) {
            TypeDef definition = find(where, name);
            WitType earlier = closed.get(definition);
            if (earlier != null) {
                passed.forEach(use -> closed.put(use, earlier));
                return earlier;
            }
            switch (definition) {
                case TypeDef.Value value -> {
                    return close(passed, value, close(where, value.type()));
                }
                case TypeDef.Resource resource -> {
                    return close(passed, resource, new Own(resource.name()));
                }
                case TypeDef.Use use -> {
                    if (!passed.add(use)) {
                        throw new ArcellaException(
                                WitError.WIT_RESOLVE,
                                "type '" + label + "' leads in a circle of 'use' through '" + use.from() + "'",
                                "define it in one of the interfaces");
                    }
                    where = interfaces.computeIfAbsent(use.from(), id -> library.interfaceAt(id).types());
                    name = use.original();
                }
            }
        }
    }

    /** Each that led to the definition is known from now on. */
    private WitType close(Set<TypeDef> passed, TypeDef definition, WitType type) {
        closed.put(definition, type);
        passed.forEach(use -> closed.put(use, type));
        return type;
    }

    private TypeDef find(List<TypeDef> scope, String label) {
        TypeDef found = scopes.computeIfAbsent(scope, TypeCloser::byName).get(label);
        if (found != null) {
            return found;
        }
        throw new ArcellaException(
                WitError.WIT_RESOLVE, "there is no type '" + label + "'", "define it, or take it over with 'use'");
    }

    private static Map<String, TypeDef> byName(List<TypeDef> scope) {
        Map<String, TypeDef> byName = new HashMap<>();
        scope.forEach(type -> byName.putIfAbsent(type.name(), type));
        return byName;
    }
}
