package arcella.wit.typed;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import arcella.wit.WitType;

/** Words for closed types, and what in them is no data. */
public final class TypeText {

    /** Deeper parts are left out where types have several: a closed type is small, its text need not be. */
    private static final int MOST_BRANCHES = 3;
    /** Deeper parts are left out where types have one. */
    private static final int MOST_DEPTH = 16;

    private TypeText() {}

    /**
     * A type in WIT's manner on one line, such as {@code list<record>}. Types that WIT gives names to stand as what they
     * are, and what lies deep is left out.
     */
    public static String brief(WitType type) {
        return brief(type, Map.of());
    }

    /**
     * As {@link #brief(WitType)}, with the names that types have where they stand.
     *
     * @param names compared by identity
     */
    public static String brief(WitType type, Map<WitType, String> names) {
        return new Brief(names, false).of(type, 0, 0);
    }

    /**
     * As {@link #brief(WitType)}, with the parts of types that WIT gives names to: {@code record { total: u32 }}. What lies
     * deep is left out here too.
     */
    public static String parts(WitType type) {
        return new Brief(Map.of(), true).of(type, 0, 0);
    }

    private record Brief(Map<WitType, String> names, boolean parts) {

        String of(WitType type, int branches, int depth) {
            String name = names.get(type);
            if (name != null && !(type instanceof WitType.Primitive)) {
                return name;
            }
            if (branches == MOST_BRANCHES || depth == MOST_DEPTH) {
                return "…";
            }
            return switch (type) {
                case WitType.Primitive primitive -> primitive.word();
                case WitType.ListType list -> "list<" + of(list.element(), branches, depth + 1)
                        + list.length().map(length -> ", " + length).orElse("") + ">";
                case WitType.MapType map -> "map<" + of(map.key(), branches + 1, depth + 1) + ", "
                        + of(map.value(), branches + 1, depth + 1) + ">";
                case WitType.OptionType option -> "option<" + of(option.payload(), branches, depth + 1) + ">";
                case WitType.ResultType result -> result(result, branches + 1, depth + 1);
                case WitType.TupleType tuple -> tuple.elements().stream()
                        .map(element -> of(element, branches + 1, depth + 1))
                        .collect(Collectors.joining(", ", "tuple<", ">"));
                case WitType.RecordType struct -> named("record", struct.fields().stream(),
                        field -> field.name() + ": " + of(field.type(), branches + 1, depth + 1));
                case WitType.VariantType variant -> named("variant", variant.cases().stream(),
                        one -> one.name() + one.payload().map(payload -> "(" + of(payload, branches + 1, depth + 1) + ")")
                                .orElse(""));
                case WitType.EnumType kind -> named("enum", kind.cases().stream(), WitType.Label::name);
                case WitType.FlagsType flags -> named("flags", flags.flags().stream(), WitType.Label::name);
                case WitType.Own own -> "own<" + own.label() + ">";
                case WitType.Borrow borrow -> "borrow<" + borrow.label() + ">";
                case WitType.StreamType stream -> "stream" + angle(stream.element(), branches, depth + 1);
                case WitType.FutureType future -> "future" + angle(future.payload(), branches, depth + 1);
                case WitType.Named named -> named.label();
            };
        }

        private <T> String named(String word, Stream<T> all, Function<T, String> text) {
            return parts ? all.map(text).collect(Collectors.joining(", ", word + " { ", " }")) : word;
        }

        private String result(WitType.ResultType type, int branches, int depth) {
            if (type.err().isEmpty()) {
                return "result" + angle(type.ok(), branches, depth);
            }
            return "result<" + type.ok().map(ok -> of(ok, branches, depth)).orElse("_") + ", "
                    + of(type.err().get(), branches, depth) + ">";
        }

        private String angle(Optional<WitType> inner, int branches, int depth) {
            return inner.map(type -> "<" + of(type, branches, depth) + ">").orElse("");
        }
    }

    /**
     * The first handle that a type contains: a resource, a stream, a future or an error context, none of which is data.
     *
     * @return its {@link #brief} words; empty if values of the type are data through and through
     */
    public static Optional<String> handleIn(WitType type) {
        return handleIn(type, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static Optional<String> handleIn(WitType type, Set<WitType> seen) {
        if (!seen.add(type)) {
            return Optional.empty();
        }
        return switch (type) {
            case WitType.Primitive primitive -> primitive == WitType.Primitive.ERROR_CONTEXT
                    ? Optional.of(brief(type)) : Optional.empty();
            case WitType.Own _, WitType.Borrow _, WitType.StreamType _, WitType.FutureType _ -> Optional.of(brief(type));
            case WitType.ListType list -> handleIn(list.element(), seen);
            case WitType.MapType map -> handleIn(map.value(), seen);
            case WitType.OptionType option -> handleIn(option.payload(), seen);
            case WitType.ResultType result -> first(some(result.ok(), result.err()), seen);
            case WitType.TupleType tuple -> first(tuple.elements(), seen);
            case WitType.RecordType struct -> first(struct.fields().stream().map(WitType.Field::type).toList(), seen);
            case WitType.VariantType variant ->
                first(variant.cases().stream().flatMap(one -> one.payload().stream()).toList(), seen);
            case WitType.EnumType _, WitType.FlagsType _, WitType.Named _ -> Optional.empty();
        };
    }

    private static List<WitType> some(Optional<WitType> one, Optional<WitType> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    private static Optional<String> first(List<WitType> types, Set<WitType> seen) {
        for (WitType type : types) {
            Optional<String> found = handleIn(type, seen);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
