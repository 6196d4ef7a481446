package arcella.engine.component;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
import arcella.wit.value.WitValue;

/** Exchanges the handles in values for others; what holds none stays the very object that it is. */
final class HandleMapping {

    private HandleMapping() {}

    /** What becomes of a handle. */
    @FunctionalInterface
    interface Exchange {
        WitValue.Handle of(ValueType type, WitValue.Handle handle);
    }

    static List<WitValue> all(List<? extends ValueType> types, List<WitValue> values, Exchange exchange) {
        List<WitValue> mapped = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            mapped.add(one(types.get(i), values.get(i), exchange));
        }
        return mapped;
    }

    static WitValue one(ValueType type, WitValue value, Exchange exchange) {
        if (!type.mentionsResources() && !(type instanceof StreamType) && !(type instanceof FutureType)) {
            return value;
        }
        return switch (type) {
            case OwnType _, BorrowType _, StreamType _, FutureType _ -> exchange.of(type, (WitValue.Handle) value);
            case PrimitiveType _, EnumType _, FlagsType _ -> value;
            case ListType list -> elements(list.element(), value, exchange);
            case FixedListType list -> elements(list.element(), value, exchange);
            case MapType map -> {
                Map<WitValue, WitValue> entries = new LinkedHashMap<>();
                ((WitValue.MapOf) value).entries().forEach((key, entry) ->
                        entries.put(key, one(map.value(), entry, exchange)));
                yield new WitValue.MapOf(entries);
            }
            case OptionType option -> new WitValue.OptionOf(
                    payload(Optional.of(option.element()), ((WitValue.OptionOf) value).payload(), exchange));
            case ResultType result -> {
                WitValue.ResultOf given = (WitValue.ResultOf) value;
                yield new WitValue.ResultOf(given.isOk(),
                        payload(given.isOk() ? result.ok() : result.error(), given.payload(), exchange));
            }
            case TupleType tuple -> new WitValue.TupleOf(
                    all(tuple.elements(), ((WitValue.TupleOf) value).elements(), exchange));
            case RecordType struct -> {
                List<WitValue.Field> given = ((WitValue.RecordOf) value).fields();
                List<WitValue.Field> fields = new ArrayList<>(given.size());
                for (int i = 0; i < given.size(); i++) {
                    fields.add(new WitValue.Field(given.get(i).name(),
                            one(struct.fields().get(i).type(), given.get(i).value(), exchange)));
                }
                yield new WitValue.RecordOf(fields);
            }
            case VariantType variant -> {
                WitValue.VariantOf given = (WitValue.VariantOf) value;
                Optional<ValueType> payload = variant.cases().stream()
                        .filter(one -> one.name().equals(given.name())).findFirst().flatMap(VariantType.Case::payload);
                yield new WitValue.VariantOf(given.name(), payload(payload, given.payload(), exchange));
            }
        };
    }

    private static WitValue elements(ValueType element, WitValue value, Exchange exchange) {
        return new WitValue.ListOf(
                ((WitValue.ListOf) value).elements().stream().map(one -> one(element, one, exchange)).toList());
    }

    private static Optional<WitValue> payload(Optional<ValueType> type, Optional<WitValue> value, Exchange exchange) {
        return value.map(given -> one(type.orElseThrow(), given, exchange));
    }
}
