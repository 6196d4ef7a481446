package arcella.engine.component;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import arcella.wit.component.Primitive;
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

/**
 * What a channel carries, in a form that two components can compare: the structure of the type, with the resources that
 * it means at run time. Types that one instance sees under a name of its own are the same if they have the same
 * structure.
 *
 * @param structure equal for equal types
 * @param plain whether it is nothing or a number
 */
record ChannelType(List<Object> structure, boolean plain) {

    static ChannelType of(Optional<ValueType> element, Environment environment) {
        List<Object> structure = new ArrayList<>();
        element.ifPresent(type -> add(type, environment, structure));
        return new ChannelType(List.copyOf(structure), element.map(ChannelType::isNumber).orElse(true));
    }

    private static boolean isNumber(ValueType type) {
        return type instanceof PrimitiveType primitive && switch (primitive.primitive()) {
            case U8, U16, U32, U64, S8, S16, S32, S64, F32, F64 -> true;
            case BOOL, CHAR, STRING, ERROR_CONTEXT -> false;
        };
    }

    private static void add(ValueType type, Environment environment, List<Object> to) {
        to.add(type.kind());
        switch (type) {
            case PrimitiveType primitive -> to.add(primitive.primitive());
            case RecordType rec -> rec.fields().forEach(field -> {
                to.add(field.name());
                add(field.type(), environment, to);
            });
            case TupleType tuple -> {
                to.add(tuple.elements().size());
                tuple.elements().forEach(element -> add(element, environment, to));
            }
            case VariantType variant -> variant.cases().forEach(one -> {
                to.add(one.name());
                add(one.payload(), environment, to);
            });
            case OptionType option -> add(option.element(), environment, to);
            case ResultType result -> {
                add(result.ok(), environment, to);
                add(result.error(), environment, to);
            }
            case EnumType cases -> to.addAll(cases.names());
            case FlagsType flags -> to.addAll(flags.names());
            case ListType list -> add(list.element(), environment, to);
            case MapType map -> {
                add(map.key(), environment, to);
                add(map.value(), environment, to);
            }
            case FixedListType list -> {
                to.add(list.length());
                add(list.element(), environment, to);
            }
            case OwnType own -> to.add(environment.tag(own.resource().id()));
            case BorrowType borrow -> to.add(environment.tag(borrow.resource().id()));
            case StreamType stream -> add(stream.element(), environment, to);
            case FutureType future -> add(future.element(), environment, to);
        }
        to.add(End.MARK);
    }

    private static void add(Optional<ValueType> type, Environment environment, List<Object> to) {
        type.ifPresentOrElse(present -> add(present, environment, to), () -> to.add(End.MARK));
    }

    /** Where a type, or one that is absent, ends. */
    private enum End { MARK }
}
