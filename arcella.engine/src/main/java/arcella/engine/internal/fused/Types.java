package arcella.engine.internal.fused;

import java.util.List;
import java.util.Optional;

import arcella.wit.resolved.EnumType;
import arcella.wit.resolved.OptionType;
import arcella.wit.resolved.RecordType;
import arcella.wit.resolved.ResultType;
import arcella.wit.resolved.TupleType;
import arcella.wit.resolved.ValueType;
import arcella.wit.resolved.VariantType;

/** Parts of types ({@code CanonicalABI.md}, "Despecialization"). */
final class Types {

    private Types() {}

    static List<ValueType> parts(ValueType type) {
        return switch (type) {
            case RecordType record -> record.fields().stream().map(RecordType.Field::type).toList();
            case TupleType tuple -> tuple.elements();
            default -> throw new IllegalArgumentException(type.kind());
        };
    }

    static List<Optional<ValueType>> payloads(ValueType type) {
        return switch (type) {
            case VariantType variant -> variant.cases().stream().map(VariantType.Case::payload).toList();
            case OptionType option -> List.of(Optional.empty(), Optional.of(option.element()));
            case ResultType result -> List.of(result.ok(), result.error());
            case EnumType cases -> cases.names().stream().map(name -> Optional.<ValueType>empty()).toList();
            default -> throw new IllegalArgumentException(type.kind());
        };
    }

    /** Bytes of the discriminant of a variant with that many cases. */
    static int discriminantSize(int cases) {
        return cases <= 1 << 8 ? 1 : cases <= 1 << 16 ? 2 : 4;
    }
}
