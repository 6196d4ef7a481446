package arcella.worker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import arcella.wit.value.Bytes;
import arcella.wit.value.WitValue;

/** Handles in values of functions, found without their types. Stateless. */
public final class Handles {

    private Handles() {}

    /** Whether there are any. */
    public static boolean in(List<WitValue> values) {
        for (WitValue value : values) {
            if (in(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean in(Optional<WitValue> value) {
        return value.isPresent() && in(value.get());
    }

    private static boolean in(WitValue value) {
        return switch (value) {
            case WitValue.Handle _ -> true;
            case WitValue.ListOf(var elements) -> in(elements);
            case WitValue.TupleOf(var elements) -> in(elements);
            case WitValue.RecordOf(var fields) -> fields.stream().anyMatch(field -> in(field.value()));
            case WitValue.VariantOf(_, var payload) -> in(payload);
            case WitValue.OptionOf(var payload) -> in(payload);
            case WitValue.ResultOf(_, var payload) -> in(payload);
            case WitValue.MapOf(var entries) -> entries.values().stream().anyMatch(Handles::in);
            case Bytes _, WitValue.Bool _, WitValue.S8 _, WitValue.U8 _, WitValue.S16 _, WitValue.U16 _, WitValue.S32 _,
                    WitValue.U32 _, WitValue.S64 _, WitValue.U64 _, WitValue.F32 _, WitValue.F64 _, WitValue.Char _,
                    WitValue.Text _, WitValue.EnumOf _, WitValue.FlagsOf _ -> false;
        };
    }

    /** The value with its handles exchanged for others. */
    public static WitValue map(WitValue value, UnaryOperator<WitValue.Handle> exchange) {
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
