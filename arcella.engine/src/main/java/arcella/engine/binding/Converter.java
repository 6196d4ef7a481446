package arcella.engine.binding;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;
import arcella.wit.component.Primitive;
import arcella.wit.value.Bytes;
import arcella.wit.value.WitValue;

/**
 * Turns Java objects into values and back, by shape. The reference of the generated adapters, and their stand-in where
 * there are none.
 *
 * @param loans takes what ends with the call
 */
record Converter(Loans loans) {

    /** A Java object as a value. */
    WitValue lower(Shape shape, @Nullable Object object) {
        if (object == null) {
            throw bad(shape, "null");
        }
        return switch (shape) {
            case Shape.Scalar scalar -> scalar(scalar, object);
            case Shape.Text _ -> text(shape, (String) object);
            case Shape.Product product -> product(product, object);
            case Shape.Choice choice -> {
                Shape.Case chosen = choice.cases().stream().filter(c -> c.type() == object.getClass()).findFirst()
                        .orElseThrow(() -> bad(shape, object));
                yield new WitValue.VariantOf(chosen.name(), chosen.payload().map(part ->
                        lower(part.shape(), Calls.unchecked(part.accessor(), object))));
            }
            case Shape.Enumeration names -> new WitValue.EnumOf(
                    names.wit().names().get(names.constants().indexOf((Enum<?>) object)));
            case Shape.Flags flags -> {
                Set<String> set = new LinkedHashSet<>();
                for (int i = 0; i < flags.constants().size(); i++) {
                    if (((Set<?>) object).contains(flags.constants().get(i))) {
                        set.add(flags.wit().names().get(i));
                    }
                }
                yield new WitValue.FlagsOf(set);
            }
            case Shape.Maybe maybe -> new WitValue.OptionOf(((Optional<?>) object).map(o -> lower(maybe.element(), o)));
            case Shape.Either either -> switch ((WitResult<?, ?>) object) {
                case WitResult.Ok<?, ?>(var value) ->
                    new WitValue.ResultOf(true, either.ok().map(payload -> lower(payload, value)));
                case WitResult.Err<?, ?>(var error) ->
                    new WitValue.ResultOf(false, either.error().map(payload -> lower(payload, error)));
            };
            case Shape.Array array -> {
                checkLength(shape, array.length(), Array.getLength(object));
                if (array.element().wit().primitive() == Primitive.U8) {
                    yield Bytes.wrap(((byte[]) object).clone());
                }
                List<WitValue> elements = new ArrayList<>();
                for (int i = 0; i < Array.getLength(object); i++) {
                    elements.add(scalar(array.element(), Array.get(object, i)));
                }
                yield new WitValue.ListOf(elements);
            }
            case Shape.Sequence sequence -> {
                List<?> list = (List<?>) object;
                checkLength(shape, sequence.length(), list.size());
                List<WitValue> elements = new ArrayList<>(list.size());
                list.forEach(element -> elements.add(lower(sequence.element(), element)));
                yield isOctet(sequence.element()) ? bytes(elements) : new WitValue.ListOf(elements);
            }
            case Shape.Mapping mapping -> {
                Map<WitValue, WitValue> entries = new LinkedHashMap<>();
                ((Map<?, ?>) object).forEach((key, value) ->
                        entries.put(lower(mapping.key(), key), lower(mapping.value(), value)));
                yield new WitValue.MapOf(entries);
            }
            case Shape.Resource resource -> resource.binding().lower(object, resource.owned(), loans);
        };
    }

    private static boolean isOctet(Shape shape) {
        return shape instanceof Shape.Scalar(var wit) && wit.primitive() == Primitive.U8;
    }

    private static Bytes bytes(List<WitValue> elements) {
        byte[] bytes = new byte[elements.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ((WitValue.U8) elements.get(i)).value();
        }
        return Bytes.wrap(bytes);
    }

    private static void checkLength(Shape shape, OptionalInt wanted, int found) {
        if (wanted.isPresent() && wanted.getAsInt() != found) {
            throw bad(shape, "a list of " + found + " elements");
        }
    }

    private WitValue product(Shape.Product product, Object object) {
        List<WitValue> values = product.parts().stream()
                .map(part -> lower(part.shape(), Calls.unchecked(part.accessor(), object))).toList();
        if (product.parts().getFirst().name().isEmpty()) {
            return new WitValue.TupleOf(values);
        }
        List<WitValue.Field> fields = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            fields.add(new WitValue.Field(product.parts().get(i).name(), values.get(i)));
        }
        return new WitValue.RecordOf(fields);
    }

    private static WitValue text(Shape shape, String text) {
        try {
            return new WitValue.Text(text);
        } catch (IllegalArgumentException e) {
            throw bad(shape, e.getMessage());
        }
    }

    private static WitValue scalar(Shape.Scalar scalar, Object object) {
        try {
            return switch (scalar.wit().primitive()) {
                case BOOL -> new WitValue.Bool((Boolean) object);
                case S8 -> new WitValue.S8((Byte) object);
                case U8 -> new WitValue.U8(object instanceof Byte octet ? (short) (octet & 0xff) : (Short) object);
                case S16 -> new WitValue.S16((Short) object);
                case U16 -> new WitValue.U16((Integer) object);
                case S32 -> new WitValue.S32((Integer) object);
                case U32 -> new WitValue.U32((Long) object);
                case S64 -> new WitValue.S64((Long) object);
                case U64 -> new WitValue.U64((Long) object);
                case F32 -> new WitValue.F32((Float) object);
                case F64 -> new WitValue.F64((Double) object);
                case CHAR -> new WitValue.Char((Integer) object);
                case STRING, ERROR_CONTEXT -> throw new IllegalStateException("no scalar");
            };
        } catch (IllegalArgumentException e) {
            throw bad(scalar, object);
        }
    }

    static ArcellaException bad(Shape shape, @Nullable Object object) {
        return new ArcellaException(EngineError.BAD_CALL,
                "Java gave " + object + " where the type is " + Words.of(shape.wit()), "give a value of that type");
    }

    /** A value as a Java object. */
    Object lift(Shape shape, WitValue value) {
        return switch (shape) {
            case Shape.Scalar _ -> scalar(value);
            case Shape.Text _ -> ((WitValue.Text) value).value();
            case Shape.Product product -> {
                List<WitValue> values = value instanceof WitValue.RecordOf(var fields)
                        ? fields.stream().map(WitValue.Field::value).toList() : ((WitValue.TupleOf) value).elements();
                @Nullable Object[] parts = new Object[values.size()];
                for (int i = 0; i < parts.length; i++) {
                    parts[i] = lift(product.parts().get(i).shape(), values.get(i));
                }
                yield Calls.spread(product.constructor(), parts);
            }
            case Shape.Choice choice -> {
                WitValue.VariantOf variant = (WitValue.VariantOf) value;
                Shape.Case chosen = choice.cases().stream().filter(c -> c.name().equals(variant.name())).findFirst()
                        .orElseThrow();
                yield chosen.payload()
                        .map(part -> Calls.spread(chosen.constructor(),
                                lift(part.shape(), variant.payload().orElseThrow())))
                        .orElseGet(() -> Calls.spread(chosen.constructor()));
            }
            case Shape.Enumeration names ->
                names.constants().get(names.wit().names().indexOf(((WitValue.EnumOf) value).name()));
            case Shape.Flags flags -> flags(flags, ((WitValue.FlagsOf) value).names());
            case Shape.Maybe maybe -> ((WitValue.OptionOf) value).payload().map(v -> lift(maybe.element(), v));
            case Shape.Either either -> {
                WitValue.ResultOf result = (WitValue.ResultOf) value;
                yield result.isOk()
                        ? WitResult.ok(payload(either.ok(), result.payload()))
                        : WitResult.err(payload(either.error(), result.payload()));
            }
            case Shape.Array array -> array(array, value);
            case Shape.Sequence sequence -> value instanceof Bytes bytes
                    ? octets(bytes)
                    : ((WitValue.ListOf) value).elements().stream().map(v -> lift(sequence.element(), v)).toList();
            case Shape.Mapping mapping -> {
                Map<Object, Object> map = new LinkedHashMap<>();
                ((WitValue.MapOf) value).entries().forEach((key, entry) ->
                        map.put(lift(mapping.key(), key), lift(mapping.value(), entry)));
                yield map;
            }
            case Shape.Resource resource -> resource.binding().lift((WitValue.Handle) value, resource.owned(), loans);
        };
    }

    /** A payload, {@link Unit} where there is none. */
    Object payload(Optional<Shape> shape, Optional<WitValue> value) {
        return shape.map(s -> lift(s, value.orElseThrow())).orElse(Unit.UNIT);
    }

    private static List<Short> octets(Bytes bytes) {
        List<Short> octets = new ArrayList<>(bytes.size());
        for (int i = 0; i < bytes.size(); i++) {
            octets.add((short) bytes.at(i));
        }
        return octets;
    }

    private static Object array(Shape.Array shape, WitValue value) {
        if (value instanceof Bytes bytes) {
            return bytes.toArray();
        }
        List<WitValue> elements = ((WitValue.ListOf) value).elements();
        Object array = Array.newInstance(shape.component(), elements.size());
        for (int i = 0; i < elements.size(); i++) {
            Array.set(array, i, scalar(elements.get(i)));
        }
        return array;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Set<?> flags(Shape.Flags shape, Set<String> names) {
        EnumSet set = EnumSet.noneOf((Class) shape.type());
        for (int i = 0; i < shape.constants().size(); i++) {
            if (names.contains(shape.wit().names().get(i))) {
                set.add(shape.constants().get(i));
            }
        }
        return set;
    }

    private static Object scalar(WitValue value) {
        return switch (value) {
            case WitValue.Bool(var v) -> v;
            case WitValue.S8(var v) -> v;
            case WitValue.U8(var v) -> v;
            case WitValue.S16(var v) -> v;
            case WitValue.U16(var v) -> v;
            case WitValue.S32(var v) -> v;
            case WitValue.U32(var v) -> v;
            case WitValue.S64(var v) -> v;
            case WitValue.U64(var v) -> v;
            case WitValue.F32(var v) -> v;
            case WitValue.F64(var v) -> v;
            case WitValue.Char(var v) -> v;
            default -> throw new IllegalArgumentException(value.getClass().getName());
        };
    }
}
