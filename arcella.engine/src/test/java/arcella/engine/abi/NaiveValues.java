package arcella.engine.abi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

import arcella.wit.resolved.EnumType;
import arcella.wit.resolved.FixedListType;
import arcella.wit.resolved.FlagsType;
import arcella.wit.resolved.ListType;
import arcella.wit.resolved.MapType;
import arcella.wit.resolved.OptionType;
import arcella.wit.resolved.RecordType;
import arcella.wit.resolved.ResultType;
import arcella.wit.resolved.TupleType;
import arcella.wit.resolved.ValueType;
import arcella.wit.resolved.VariantType;
import arcella.wit.value.Bytes;
import arcella.wit.value.WitValue;

/** The engine's values as {@link Naive} has them. */
final class NaiveValues {

    private NaiveValues() {}

    static Object of(ValueType type, WitValue value) {
        return switch (value) {
            case WitValue.Bool one -> one.value();
            case WitValue.S8 one -> (long) one.value();
            case WitValue.U8 one -> (long) one.value();
            case WitValue.S16 one -> (long) one.value();
            case WitValue.U16 one -> (long) one.value();
            case WitValue.S32 one -> (long) one.value();
            case WitValue.U32 one -> one.value();
            case WitValue.S64 one -> one.value();
            case WitValue.U64 one -> one.value();
            case WitValue.F32 one -> Float.floatToRawIntBits(one.value());
            case WitValue.F64 one -> new Naive.Bits64(Double.doubleToRawLongBits(one.value()));
            case WitValue.Char one -> new Naive.Scalar(one.codePoint());
            case WitValue.Text one -> one.value();
            case Bytes bytes -> IntStream.range(0, bytes.size())
                    .mapToObj(i -> (Object) (long) (bytes.at(i) & 0xff)).toList();
            case WitValue.ListOf list -> elements(type, list.elements());
            case WitValue.MapOf map -> {
                List<Object> pairs = new ArrayList<>();
                MapType of = (MapType) type;
                map.entries().forEach((k, v) -> pairs.add(List.of(of(of.key(), k), of(of.value(), v))));
                yield pairs;
            }
            case WitValue.TupleOf tuple -> {
                List<ValueType> types = ((TupleType) type).elements();
                yield IntStream.range(0, types.size()).mapToObj(i -> of(types.get(i), tuple.elements().get(i))).toList();
            }
            case WitValue.RecordOf record -> {
                List<RecordType.Field> fields = ((RecordType) type).fields();
                yield IntStream.range(0, fields.size())
                        .mapToObj(i -> of(fields.get(i).type(), record.fields().get(i).value())).toList();
            }
            case WitValue.VariantOf chosen -> {
                List<VariantType.Case> cases = ((VariantType) type).cases();
                int index = IntStream.range(0, cases.size()).filter(i -> cases.get(i).name().equals(chosen.name()))
                        .findFirst().orElseThrow();
                yield chosen(index, cases.get(index).payload(), chosen.payload());
            }
            case WitValue.EnumOf chosen -> chosen(((EnumType) type).names().indexOf(chosen.name()), Optional.empty(),
                    Optional.empty());
            case WitValue.OptionOf option -> chosen(option.payload().isPresent() ? 1 : 0,
                    Optional.of(((OptionType) type).element()), option.payload());
            case WitValue.ResultOf result -> chosen(result.isOk() ? 0 : 1,
                    result.isOk() ? ((ResultType) type).ok() : ((ResultType) type).error(), result.payload());
            case WitValue.FlagsOf flags -> {
                int bits = 0;
                for (String name : flags.names()) {
                    bits |= 1 << ((FlagsType) type).names().indexOf(name);
                }
                yield new Naive.Set32(bits);
            }
            case WitValue.Handle handle -> throw new IllegalArgumentException("no data");
        };
    }

    private static List<Object> elements(ValueType type, List<WitValue> values) {
        Function<WitValue, Object> element = value -> switch (type) {
            case ListType list -> of(list.element(), value);
            case FixedListType list -> of(list.element(), value);
            case MapType map -> of(new TupleType(List.of(map.key(), map.value())), value);
            default -> throw new IllegalArgumentException(type.kind());
        };
        return values.stream().map(element).toList();
    }

    private static Naive.Chosen chosen(int index, Optional<ValueType> type, Optional<WitValue> payload) {
        return new Naive.Chosen(index, payload.map(value -> of(type.orElseThrow(), value)).orElse(null));
    }
}
