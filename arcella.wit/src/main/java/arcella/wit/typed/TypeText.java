package arcella.wit.typed;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import arcella.wit.WitFunction;
import arcella.wit.WitType;

/** Words for closed types, and what in them is no data. */
public final class TypeText {

    /** Longer words are cut: types without names are shared by those that mention them, and names can be long. */
    public static final int MOST_LETTERS = 1_000;

    private TypeText() {}

    /**
     * A type in WIT's manner on one line, such as {@code list<record>}. Types that WIT gives names to stand as what they
     * are, and what lies deep is left out, as is what comes behind {@value #MOST_LETTERS} letters.
     */
    public static String brief(WitType type) {
        return brief(type, MOST_LETTERS);
    }

    /**
     * As {@link #brief(WitType)}, and shorter.
     *
     * @param letters how many there may be of it
     */
    public static String brief(WitType type, int letters) {
        return new Brief(Map.of(), false, letters).type(type, 0, 0).toString();
    }

    /** As {@link #brief}, with the parts of types that WIT gives names to: {@code record { total: u32 }}. */
    public static String parts(WitType type) {
        return new Brief(Map.of(), true, MOST_LETTERS).type(type, 0, 0).toString();
    }

    /**
     * The type of a function: {@code func(a: u8) -> string}, with the words of {@link #brief}.
     *
     * @param names the names that types have where it stands, compared by identity
     * @param letters how many there may be of it
     */
    public static String signature(
            List<WitFunction.Param> params, List<WitType> results, Map<WitType, String> names, int letters) {
        return new Brief(names, false, letters).signature(params, results).toString();
    }

    /** The type of a function with the words of {@link #parts}. */
    public static String signatureOfParts(List<WitFunction.Param> params, List<WitType> results) {
        return new Brief(Map.of(), true, MOST_LETTERS).signature(params, results).toString();
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
