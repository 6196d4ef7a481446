package arcella.engine.component;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;
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
import arcella.wit.resolved.ResourceType;
import arcella.wit.resolved.ResultType;
import arcella.wit.resolved.StreamType;
import arcella.wit.resolved.TupleType;
import arcella.wit.resolved.ValueType;
import arcella.wit.resolved.VariantType;
import arcella.wit.value.WitValue;

/**
 * Exchanges the handles in values for others; what holds none stays the very object that it is. Values need not be of the
 * types: where that keeps a handle from being found they are refused, and all else of them is for others to look at.
 */
final class HandleMapping {

    private HandleMapping() {}

    /** What becomes of a handle. */
    @FunctionalInterface
    interface Exchange {
        WitValue.Handle of(ValueType type, WitValue.Handle handle);
    }

    /** As {@link #one}, for as many values as there are types. */
    static List<WitValue> all(List<? extends ValueType> types, List<WitValue> values, Exchange exchange) {
        List<WitValue> mapped = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            mapped.add(one(types.get(i), values.get(i), exchange));
        }
        return mapped;
    }

    /**
     * Exchanges the handles in one value.
     *
     * @throws ArcellaException with {@code BAD_CALL} if the value is not made as its type is
     */
    static WitValue one(ValueType type, WitValue value, Exchange exchange) {
        if (!type.mentionsResources() && !(type instanceof StreamType) && !(type instanceof FutureType)) {
            return value;
        }
        return switch (type) {
            case OwnType _, BorrowType _, StreamType _, FutureType _ ->
                exchange.of(type, expect(WitValue.Handle.class, type, value));
            case PrimitiveType _, EnumType _, FlagsType _ -> value;
            case ListType list -> elements(type, list.element(), value, exchange);
            case FixedListType list -> elements(type, list.element(), value, exchange);
            case MapType map -> {
                Map<WitValue, WitValue> entries = new LinkedHashMap<>();
                expect(WitValue.MapOf.class, type, value).entries().forEach((key, entry) ->
                        entries.put(key, one(map.value(), entry, exchange)));
                yield new WitValue.MapOf(entries);
            }
            case OptionType option -> new WitValue.OptionOf(payload(type, Optional.of(option.element()),
                    expect(WitValue.OptionOf.class, type, value).payload(), exchange));
            case ResultType result -> {
                WitValue.ResultOf given = expect(WitValue.ResultOf.class, type, value);
                yield new WitValue.ResultOf(given.isOk(),
                        payload(type, given.isOk() ? result.ok() : result.error(), given.payload(), exchange));
            }
            case TupleType tuple -> {
                List<WitValue> given = expect(WitValue.TupleOf.class, type, value).elements();
                checkCount(type, tuple.elements().size(), given.size());
                yield new WitValue.TupleOf(all(tuple.elements(), given, exchange));
            }
            case RecordType struct -> {
                List<WitValue.Field> given = expect(WitValue.RecordOf.class, type, value).fields();
                checkCount(type, struct.fields().size(), given.size());
                List<WitValue.Field> fields = new ArrayList<>(given.size());
                for (int i = 0; i < given.size(); i++) {
                    fields.add(new WitValue.Field(given.get(i).name(),
                            one(struct.fields().get(i).type(), given.get(i).value(), exchange)));
                }
                yield new WitValue.RecordOf(fields);
            }
            case VariantType variant -> {
                WitValue.VariantOf given = expect(WitValue.VariantOf.class, type, value);
                Optional<ValueType> payload = variant.cases().stream()
                        .filter(one -> one.name().equals(given.name())).findFirst().flatMap(VariantType.Case::payload);
                yield new WitValue.VariantOf(given.name(), payload(type, payload, given.payload(), exchange));
            }
        };
    }

    private static WitValue elements(ValueType type, ValueType element, WitValue value, Exchange exchange) {
        return new WitValue.ListOf(expect(WitValue.ListOf.class, type, value).elements().stream()
                .map(one -> one(element, one, exchange)).toList());
    }

    private static Optional<WitValue> payload(
            ValueType type, Optional<ValueType> payload, Optional<WitValue> value, Exchange exchange) {
        if (value.isPresent() && payload.isEmpty()) {
            throw mismatch("a payload was given where a value of type " + type.kind() + " has none");
        }
        return value.map(given -> one(payload.orElseThrow(), given, exchange));
    }

    private static void checkCount(ValueType type, int wanted, int found) {
        if (wanted != found) {
            throw mismatch("a value of type " + type.kind() + " has " + found + " parts where the type has " + wanted);
        }
    }

    private static <T extends WitValue> T expect(Class<T> wanted, ValueType type, WitValue value) {
        if (!wanted.isInstance(value)) {
            throw mismatch("a value of kind " + value.getClass().getSimpleName() + " was given where the type is "
                    + type.kind());
        }
        return wanted.cast(value);
    }

    private static ArcellaException mismatch(String what) {
        return new ArcellaException(EngineError.BAD_CALL, what, "give a value of the function's type");
    }

    /** Finds the resources whose handles occur in values of a type. */
    static void resources(ValueType type, Consumer<ResourceType> found) {
        resources(type, Collections.newSetFromMap(new IdentityHashMap<>()), found);
    }

    /** Each type is looked into once: a small component can write down a large type. */
    private static void resources(ValueType type, Set<ValueType> seen, Consumer<ResourceType> found) {
        if (!type.mentionsResources() || !seen.add(type)) {
            return;
        }
        switch (type) {
            case OwnType own -> found.accept(own.resource());
            case BorrowType borrow -> found.accept(borrow.resource());
            case PrimitiveType _, EnumType _, FlagsType _ -> { }
            case ListType list -> resources(list.element(), seen, found);
            case FixedListType list -> resources(list.element(), seen, found);
            case MapType map -> resources(map.value(), seen, found);
            case OptionType option -> resources(option.element(), seen, found);
            case ResultType result -> {
                result.ok().ifPresent(ok -> resources(ok, seen, found));
                result.error().ifPresent(error -> resources(error, seen, found));
            }
            case TupleType tuple -> tuple.elements().forEach(element -> resources(element, seen, found));
            case RecordType struct -> struct.fields().forEach(field -> resources(field.type(), seen, found));
            case VariantType variant -> variant.cases().forEach(one ->
                    one.payload().ifPresent(payload -> resources(payload, seen, found)));
            case StreamType stream -> stream.element().ifPresent(element -> resources(element, seen, found));
            case FutureType future -> future.element().ifPresent(element -> resources(element, seen, found));
        }
    }
}
