package arcella.engine.abi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import arcella.wit.component.Primitive;
import arcella.wit.resolved.EnumType;
import arcella.wit.resolved.FixedListType;
import arcella.wit.resolved.FlagsType;
import arcella.wit.resolved.ListType;
import arcella.wit.resolved.MapType;
import arcella.wit.resolved.OptionType;
import arcella.wit.resolved.PrimitiveType;
import arcella.wit.resolved.RecordType;
import arcella.wit.resolved.ResultType;
import arcella.wit.resolved.TupleType;
import arcella.wit.resolved.ValueType;
import arcella.wit.resolved.VariantType;

/** Types after despecialization, with sizes, alignments and flattening for 32-bit memories computed each time anew. */
sealed interface NaiveType {

    /** What is kept in one integer or float. */
    record Plain(Kind kind, int bytes) implements NaiveType {
        enum Kind { BOOL, SIGNED, UNSIGNED, FLOAT, CHAR }
    }

    /** A string. */
    record Text() implements NaiveType {}

    /** A list behind a pointer. */
    record Sequence(NaiveType element) implements NaiveType {}

    /** A list in place. */
    record Repeated(NaiveType element, int count) implements NaiveType {}

    /** A record. */
    record Fields(List<NaiveType> types) implements NaiveType {}

    /** A variant. */
    record Cases(List<Optional<NaiveType>> types) implements NaiveType {

        int discriminant() {
            return types.size() <= 256 ? 1 : types.size() <= 65_536 ? 2 : 4;
        }

        long caseAlignment() {
            return types.stream().flatMap(Optional::stream).mapToLong(NaiveType::alignment).max().orElse(1);
        }
    }

    /** Flags. */
    record Bits(int count) implements NaiveType {}

    static long align(long at, long alignment) {
        return (at + alignment - 1) / alignment * alignment;
    }

    default long alignment() {
        return switch (this) {
            case Plain plain -> plain.bytes();
            case Text text -> 4;
            case Sequence list -> 4;
            case Repeated list -> list.element().alignment();
            case Fields record -> record.types().stream().mapToLong(NaiveType::alignment).max().orElse(1);
            case Cases variant -> Math.max(variant.discriminant(), variant.caseAlignment());
            case Bits flags -> flags.size();
        };
    }

    default long size() {
        return switch (this) {
            case Plain plain -> plain.bytes();
            case Text text -> 8;
            case Sequence list -> 8;
            case Repeated list -> list.count() * list.element().size();
            case Fields record -> {
                long size = 0;
                for (NaiveType field : record.types()) {
                    size = align(size, field.alignment()) + field.size();
                }
                yield align(size, alignment());
            }
            case Cases variant -> {
                long largest = variant.types().stream().flatMap(Optional::stream).mapToLong(NaiveType::size).max().orElse(0);
                yield align(align(variant.discriminant(), variant.caseAlignment()) + largest, alignment());
            }
            case Bits flags -> flags.count() <= 8 ? 1 : flags.count() <= 16 ? 2 : 4;
        };
    }

    /** Core types by name. */
    default List<String> flat() {
        return switch (this) {
            case Plain plain -> List.of((plain.kind() == Plain.Kind.FLOAT ? "f" : "i") + (plain.bytes() == 8 ? 64 : 32));
            case Text text -> List.of("i32", "i32");
            case Sequence list -> List.of("i32", "i32");
            case Repeated list -> {
                List<String> flat = new ArrayList<>();
                for (int i = 0; i < list.count(); i++) {
                    flat.addAll(list.element().flat());
                }
                yield flat;
            }
            case Fields record -> record.types().stream().flatMap(type -> type.flat().stream()).toList();
            case Cases variant -> {
                List<String> flat = new ArrayList<>(List.of("i32"));
                for (Optional<NaiveType> payload : variant.types()) {
                    List<String> more = payload.map(NaiveType::flat).orElse(List.of());
                    for (int i = 0; i < more.size(); i++) {
                        if (i + 1 == flat.size()) {
                            flat.add(more.get(i));
                        } else {
                            flat.set(i + 1, join(flat.get(i + 1), more.get(i)));
                        }
                    }
                }
                yield flat;
            }
            case Bits flags -> List.of("i32");
        };
    }

    private static String join(String one, String other) {
        if (one.equals(other)) {
            return one;
        }
        return one.endsWith("32") && other.endsWith("32") ? "i32" : "i64";
    }

    /** Whether a string occurs anywhere in it. */
    default boolean hasText() {
        return switch (this) {
            case Plain plain -> false;
            case Text text -> true;
            case Sequence list -> list.element().hasText();
            case Repeated list -> list.element().hasText();
            case Fields record -> record.types().stream().anyMatch(NaiveType::hasText);
            case Cases variant -> variant.types().stream().flatMap(Optional::stream).anyMatch(NaiveType::hasText);
            case Bits flags -> false;
        };
    }

    static NaiveType of(ValueType type) {
        return switch (type) {
            case PrimitiveType primitive -> of(primitive.primitive());
            case RecordType record -> new Fields(record.fields().stream().map(field -> of(field.type())).toList());
            case TupleType tuple -> new Fields(tuple.elements().stream().map(NaiveType::of).toList());
            case VariantType variant ->
                new Cases(variant.cases().stream().map(one -> one.payload().map(NaiveType::of)).toList());
            case EnumType labels -> new Cases(labels.names().stream().map(name -> Optional.<NaiveType>empty()).toList());
            case OptionType option -> new Cases(List.of(Optional.empty(), Optional.of(of(option.element()))));
            case ResultType result -> new Cases(List.of(result.ok().map(NaiveType::of), result.error().map(NaiveType::of)));
            case FlagsType flags -> new Bits(flags.names().size());
            case ListType list -> new Sequence(of(list.element()));
            case FixedListType list -> new Repeated(of(list.element()), (int) list.length());
            case MapType map -> new Sequence(new Fields(List.of(of(map.key()), of(map.value()))));
            default -> throw new IllegalArgumentException(type.kind());
        };
    }

    private static NaiveType of(Primitive primitive) {
        return switch (primitive) {
            case BOOL -> new Plain(Plain.Kind.BOOL, 1);
            case S8 -> new Plain(Plain.Kind.SIGNED, 1);
            case U8 -> new Plain(Plain.Kind.UNSIGNED, 1);
            case S16 -> new Plain(Plain.Kind.SIGNED, 2);
            case U16 -> new Plain(Plain.Kind.UNSIGNED, 2);
            case S32 -> new Plain(Plain.Kind.SIGNED, 4);
            case U32 -> new Plain(Plain.Kind.UNSIGNED, 4);
            case S64 -> new Plain(Plain.Kind.SIGNED, 8);
            case U64 -> new Plain(Plain.Kind.UNSIGNED, 8);
            case F32 -> new Plain(Plain.Kind.FLOAT, 4);
            case F64 -> new Plain(Plain.Kind.FLOAT, 8);
            case CHAR -> new Plain(Plain.Kind.CHAR, 4);
            case STRING -> new Text();
            case ERROR_CONTEXT -> throw new IllegalArgumentException("no data");
        };
    }
}
