package arcella.runtime.internal.wiring;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

import arcella.wit.value.Bytes;
import arcella.wit.value.WitValue;

/** Exchanges the handles in values for others. */
final class Handles {

    private Handles() {}

    static WitValue map(WitValue value, UnaryOperator<WitValue.Handle> exchange) {
        return switch (value) {
            case WitValue.Handle handle -> exchange.apply(handle);
            case WitValue.ListOf(var elements) ->
                new WitValue.ListOf(elements.stream().map(one -> map(one, exchange)).toList());
            case WitValue.TupleOf(var elements) ->
                new WitValue.TupleOf(elements.stream().map(one -> map(one, exchange)).toList());
            case WitValue.RecordOf(var fields) -> new WitValue.RecordOf(fields.stream()
                    .map(field -> new WitValue.Field(field.name(), map(field.value(), exchange))).toList());
            case WitValue.VariantOf(var name, var payload) ->
                new WitValue.VariantOf(name, payload.map(one -> map(one, exchange)));
            case WitValue.OptionOf(var payload) -> new WitValue.OptionOf(payload.map(one -> map(one, exchange)));
            case WitValue.ResultOf(var ok, var payload) ->
                new WitValue.ResultOf(ok, payload.map(one -> map(one, exchange)));
            case WitValue.MapOf(var entries) -> {
                Map<WitValue, WitValue> mapped = new LinkedHashMap<>();
                entries.forEach((key, entry) -> mapped.put(key, map(entry, exchange)));
                yield new WitValue.MapOf(mapped);
            }
            case Bytes _, WitValue.Bool _, WitValue.S8 _, WitValue.U8 _, WitValue.S16 _, WitValue.U16 _, WitValue.S32 _,
                    WitValue.U32 _, WitValue.S64 _, WitValue.U64 _, WitValue.F32 _, WitValue.F64 _, WitValue.Char _,
                    WitValue.Text _, WitValue.EnumOf _, WitValue.FlagsOf _ -> value;
        };
    }
}
