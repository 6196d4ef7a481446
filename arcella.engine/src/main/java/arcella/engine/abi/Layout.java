package arcella.engine.abi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import arcella.wit.component.Primitive;
import arcella.wit.resolved.EnumType;
import arcella.wit.resolved.OptionType;
import arcella.wit.resolved.PrimitiveType;
import arcella.wit.resolved.RecordType;
import arcella.wit.resolved.ResultType;
import arcella.wit.resolved.TupleType;
import arcella.wit.resolved.ValueType;
import arcella.wit.resolved.VariantType;

/** Places of parts within values, for 32-bit memories ({@code CanonicalABI.md}, "Alignment", "Element Size"). */
public final class Layout {

    private Layout() {}

    /** Bytes in memory. */
    public static int size(ValueType type) {
        return (int) type.size(false);
    }

    /** The alignment in memory, in bytes. */
    public static int alignment(ValueType type) {
        return type.alignment(false);
    }

    static int flatCount(ValueType type) {
        return type.flatSize(false);
    }

    static long align(long at, int alignment) {
        return (at + alignment - 1) & -(long) alignment;
    }

    /** Whether it is {@code u8}, under whatever name. */
    static boolean isOctet(ValueType type) {
        return type instanceof PrimitiveType primitive && primitive.primitive() == Primitive.U8;
    }

    /** The types of a record's or tuple's parts. */
    static List<ValueType> parts(ValueType type) {
        return switch (type) {
            case RecordType record -> record.fields().stream().map(RecordType.Field::type).toList();
            case TupleType tuple -> tuple.elements();
            default -> throw new IllegalArgumentException(type.kind());
        };
    }

    /** The payloads of all cases of a variant, option, result or enum. */
    static List<Optional<ValueType>> payloads(ValueType type) {
        return switch (type) {
            case VariantType variant -> variant.cases().stream().map(VariantType.Case::payload).toList();
            case OptionType option -> List.of(Optional.empty(), Optional.of(option.element()));
            case ResultType result -> List.of(result.ok(), result.error());
            case EnumType cases -> {
                List<Optional<ValueType>> none = new ArrayList<>();
                cases.names().forEach(name -> none.add(Optional.empty()));
                yield none;
            }
            default -> throw new IllegalArgumentException(type.kind());
        };
    }

    /** Bytes of the discriminant of a variant with that many cases. */
    static int discriminantSize(int cases) {
        return cases <= 1 << 8 ? 1 : cases <= 1 << 16 ? 2 : 4;
    }

    /** Bytes of a flags value. */
    static int flagsSize(int count) {
        return count <= 8 ? 1 : count <= 16 ? 2 : 4;
    }

    /** Where the payload of a variant begins. */
    static int payloadOffset(List<Optional<ValueType>> payloads) {
        int alignment = 1;
        for (Optional<ValueType> payload : payloads) {
            alignment = Math.max(alignment, payload.map(Layout::alignment).orElse(1));
        }
        return (int) align(discriminantSize(payloads.size()), alignment);
    }

    /** The size and alignment of a tuple of these types, as parameters passed through memory. */
    static TupleType tuple(List<ValueType> types) {
        return new TupleType(types);
    }

    static int flatCount(List<ValueType> types) {
        int count = 0;
        for (ValueType type : types) {
            count += flatCount(type);
        }
        return count;
    }
}
