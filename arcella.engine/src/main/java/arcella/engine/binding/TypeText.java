package arcella.engine.binding;

import java.util.stream.Collectors;

import arcella.wit.resolved.BorrowType;
import arcella.wit.resolved.EnumType;
import arcella.wit.resolved.FixedListType;
import arcella.wit.resolved.FlagsType;
import arcella.wit.resolved.FutureType;
import arcella.wit.resolved.ListType;
import arcella.wit.resolved.MapType;
import arcella.wit.resolved.OptionType;
import arcella.wit.resolved.OwnType;
import arcella.wit.resolved.PrimitiveType;
import arcella.wit.resolved.RecordType;
import arcella.wit.resolved.ResultType;
import arcella.wit.resolved.StreamType;
import arcella.wit.resolved.TupleType;
import arcella.wit.resolved.ValueType;
import arcella.wit.resolved.VariantType;

/** Types in messages: as WIT writes them, with the names of parts and without the parts of parts. */
final class TypeText {

    private TypeText() {}

    static String of(ValueType type) {
        return switch (type) {
            case PrimitiveType primitive -> primitive.primitive().text();
            case RecordType record -> "record { " + record.fields().stream()
                    .map(field -> field.name() + ": " + brief(field.type())).collect(Collectors.joining(", ")) + " }";
            case VariantType variant -> "variant { " + variant.cases().stream()
                    .map(c -> c.name() + c.payload().map(p -> "(" + brief(p) + ")").orElse(""))
                    .collect(Collectors.joining(", ")) + " }";
            case EnumType names -> "enum { " + String.join(", ", names.names()) + " }";
            case FlagsType flags -> "flags { " + String.join(", ", flags.names()) + " }";
            case TupleType tuple -> "tuple<" + tuple.elements().stream().map(TypeText::brief)
                    .collect(Collectors.joining(", ")) + ">";
            case ListType list -> "list<" + brief(list.element()) + ">";
            case FixedListType list -> "list<" + brief(list.element()) + ", " + list.length() + ">";
            case MapType map -> "map<" + brief(map.key()) + ", " + brief(map.value()) + ">";
            case OptionType option -> "option<" + brief(option.element()) + ">";
            case ResultType result -> "result<" + result.ok().map(TypeText::brief).orElse("_") + ", "
                    + result.error().map(TypeText::brief).orElse("_") + ">";
            case OwnType own -> own.resource().id().label();
            case BorrowType borrow -> "borrow<" + borrow.resource().id().label() + ">";
            case StreamType _, FutureType _ -> type.kind();
        };
    }

    /** What has names of its own by its kind only. */
    private static String brief(ValueType type) {
        return switch (type) {
            case RecordType _, VariantType _, EnumType _, FlagsType _ -> type.kind();
            default -> of(type);
        };
    }
}
