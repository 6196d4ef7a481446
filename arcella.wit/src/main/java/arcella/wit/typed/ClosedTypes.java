package arcella.wit.typed;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import arcella.wit.Kebab;
import arcella.wit.WitFunction;
import arcella.wit.WitType;
import arcella.wit.WitType.Primitive;
import arcella.wit.resolved.BorrowType;
import arcella.wit.resolved.EnumType;
import arcella.wit.resolved.FixedListType;
import arcella.wit.resolved.FlagsType;
import arcella.wit.resolved.FuncType;
import arcella.wit.resolved.FutureType;
import arcella.wit.resolved.ListType;
import arcella.wit.resolved.MapType;
import arcella.wit.resolved.OptionType;
import arcella.wit.resolved.OwnType;
import arcella.wit.resolved.PrimitiveType;
import arcella.wit.resolved.RecordType;
import arcella.wit.resolved.ResourceType;
import arcella.wit.resolved.ResultType;
import arcella.wit.resolved.StreamType;
import arcella.wit.resolved.TupleType;
import arcella.wit.resolved.ValueType;
import arcella.wit.resolved.VariantType;

/**
 * Turns the types of one component into closed {@link WitType}s. Parts that the component shares stay shared, so that
 * the result is as small as the component. One thread at a time; what it gives is immutable.
 */
public final class ClosedTypes {

    private final Map<ValueType, WitType> known = new IdentityHashMap<>();
    private final Map<FuncType, List<WitFunction.Param>> knownParams = new IdentityHashMap<>();

    /** Knows no type yet. */
    public ClosedTypes() {}

    /** The parameters of a function. Functions of one type share them. */
    public List<WitFunction.Param> params(FuncType type) {
        List<WitFunction.Param> found = knownParams.get(type);
        if (found == null) {
            List<WitFunction.Param> made = new ArrayList<>(type.params().size());
            type.params().forEach(param -> made.add(new WitFunction.Param(param.name(), close(param.type()))));
            // An immutable list of this kind is not copied again by those who keep it.
            found = List.copyOf(made);
            knownParams.put(type, found);
        }
        return found;
    }

    /** The result of a function, if it has one. */
    public Optional<WitType> result(FuncType type) {
        return type.result().map(this::close);
    }

    /** One type. */
    public WitType close(ValueType type) {
        WitType found = known.get(type);
        if (found == null) {
            found = make(type);
            known.put(type, found);
        }
        return found;
    }

    private WitType make(ValueType type) {
        return switch (type) {
            case PrimitiveType primitive -> Primitive.valueOf(primitive.primitive().name());
            case ListType list -> WitType.ListType.of(close(list.element()));
            // Nobody can hold a value of more elements than an int counts.
            case FixedListType list -> new WitType.ListType(close(list.element()),
                    Optional.of((int) Math.min(Integer.MAX_VALUE, list.length())));
            case MapType map -> new WitType.MapType(close(map.key()), close(map.value()));
            case OptionType option -> new WitType.OptionType(close(option.element()));
            case ResultType result -> new WitType.ResultType(result.ok().map(this::close), result.error().map(this::close));
            case TupleType tuple -> new WitType.TupleType(tuple.elements().stream().map(this::close).toList());
            case RecordType struct -> new WitType.RecordType(struct.fields().stream()
                    .map(field -> new WitType.Field(field.name(), close(field.type()), "")).toList());
            case VariantType variant -> new WitType.VariantType(variant.cases().stream()
                    .map(one -> new WitType.Case(one.name(), one.payload().map(this::close), "")).toList());
            case EnumType labels -> new WitType.EnumType(labels(labels.names()));
            case FlagsType labels -> new WitType.FlagsType(labels(labels.names()));
            case OwnType own -> new WitType.Own(label(own.resource()));
            case BorrowType borrow -> new WitType.Borrow(label(borrow.resource()));
            case StreamType stream -> new WitType.StreamType(stream.element().map(this::close));
            case FutureType future -> new WitType.FutureType(future.element().map(this::close));
        };
    }

    private static List<WitType.Label> labels(List<String> names) {
        return names.stream().map(name -> new WitType.Label(name, "")).toList();
    }

    /** Resources need no name in a component; those without one that WIT could write are called so. */
    private static String label(ResourceType resource) {
        String label = resource.id().label();
        return Kebab.isLabel(label) ? label : "resource";
    }
}
