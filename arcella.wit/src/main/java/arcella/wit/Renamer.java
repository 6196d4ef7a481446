package arcella.wit;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives the items of an included world other plain names. */
final class Renamer {

    private Renamer() {}

    /** The type with its new name, and with new names in what it mentions. */
    static TypeDef type(TypeDef type, Map<String, String> renames) {
        String name = renames.getOrDefault(type.name(), type.name());
        return switch (type) {
            case TypeDef.Use use -> new TypeDef.Use(name, use.from(), use.original(), use.annotations());
            case TypeDef.Value value ->
                new TypeDef.Value(name, mention(value.type(), renames), value.annotations());
            case TypeDef.Resource resource ->
                new TypeDef.Resource(
                        name,
                        resource.functions().stream()
                                .map(function -> function(function, function.name(), renames, function.annotations()))
                                .toList(),
                        resource.annotations());
        };
    }

    /** The item with its new name; where it has no gate of its own, it gets that of the include. */
    static WorldItem item(WorldItem item, Map<String, String> renames, Gate gate) {
        Annotations old = item.annotations();
        Annotations marks = old.gate().isOpen() ? new Annotations(old.docs(), gate, old.externalId()) : old;
        return switch (item) {
            case WorldItem.Interface named -> new WorldItem.Interface(named.id(), marks);
            case WorldItem.Implements named ->
                new WorldItem.Implements(renames.getOrDefault(named.name(), named.name()), named.id(), marks);
            case WorldItem.Inline inline -> {
                WitInterface body = inline.definition();
                yield new WorldItem.Inline(new WitInterface(
                        renames.getOrDefault(body.name(), body.name()), body.types(), body.functions(), marks));
            }
            case WorldItem.Function free -> {
                WitFunction body = free.function();
                yield new WorldItem.Function(
                        function(body, renames.getOrDefault(body.name(), body.name()), renames, marks));
            }
        };
    }

    private static WitFunction function(
            WitFunction old, String name, Map<String, String> renames, Annotations annotations) {
        List<WitFunction.Param> params = old.params().stream()
                .map(param -> new WitFunction.Param(param.name(), mention(param.type(), renames)))
                .toList();
        return new WitFunction(
                name, old.kind(), old.isAsync(), params, mention(old.result(), renames), annotations);
    }

    private static Optional<WitType> mention(Optional<WitType> type, Map<String, String> renames) {
        return type.map(present -> mention(present, renames));
    }

    private static WitType mention(WitType type, Map<String, String> renames) {
        if (renames.isEmpty()) {
            return type;
        }
        return switch (type) {
            case WitType.Primitive primitive -> primitive;
            case WitType.Named named -> new WitType.Named(renames.getOrDefault(named.label(), named.label()));
            case WitType.Own own -> new WitType.Own(renames.getOrDefault(own.label(), own.label()));
            case WitType.Borrow borrow ->
                new WitType.Borrow(renames.getOrDefault(borrow.label(), borrow.label()));
            case WitType.ListType list -> new WitType.ListType(mention(list.element(), renames), list.length());
            case WitType.MapType map -> new WitType.MapType(map.key(), mention(map.value(), renames));
            case WitType.OptionType option -> new WitType.OptionType(mention(option.payload(), renames));
            case WitType.ResultType result ->
                new WitType.ResultType(mention(result.ok(), renames), mention(result.err(), renames));
            case WitType.StreamType stream -> new WitType.StreamType(mention(stream.element(), renames));
            case WitType.FutureType future -> new WitType.FutureType(mention(future.payload(), renames));
            case WitType.TupleType tuple ->
                new WitType.TupleType(tuple.elements().stream()
                        .map(element -> mention(element, renames))
                        .toList());
            case WitType.RecordType record ->
                new WitType.RecordType(record.fields().stream()
                        .map(field -> new WitType.Field(field.name(), mention(field.type(), renames), field.docs()))
                        .toList());
            case WitType.VariantType variant ->
                new WitType.VariantType(variant.cases().stream()
                        .map(one -> new WitType.Case(one.name(), mention(one.payload(), renames), one.docs()))
                        .toList());
            case WitType.EnumType labels -> labels;
            case WitType.FlagsType flags -> flags;
        };
    }
}
