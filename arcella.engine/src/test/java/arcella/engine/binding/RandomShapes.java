package arcella.engine.binding;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

import arcella.wit.component.Primitive;
import arcella.wit.resolved.EnumType;
import arcella.wit.resolved.FlagsType;
import arcella.wit.resolved.ListType;
import arcella.wit.resolved.OptionType;
import arcella.wit.resolved.PrimitiveType;
import arcella.wit.resolved.RecordType;
import arcella.wit.resolved.ResultType;
import arcella.wit.resolved.TupleType;
import arcella.wit.resolved.ValueType;
import arcella.wit.resolved.VariantType;

/** Random WIT types with Java types that fit them. */
final class RandomShapes {

    private static final Primitive[] PRIMITIVES = {
        Primitive.BOOL, Primitive.S8, Primitive.U8, Primitive.S16, Primitive.U16, Primitive.S32, Primitive.U32,
        Primitive.S64, Primitive.U64, Primitive.F32, Primitive.F64, Primitive.CHAR, Primitive.STRING
    };

    record P1<A>(A f0) {}

    record P2<A, B>(A f0, B f1) {}

    record P3<A, B, C>(A f0, B f1, C f2) {}

    record P4<A, B, C, D>(A f0, B f1, C f2, D f3) {}

    record Plain(byte f0, short f1, int f2, long f3, float f4, double f5, boolean f6, int f7, String f8, byte[] f9) {}

    sealed interface Mix {
        record Octet(short value) implements Mix {}

        record Single(float value) implements Mix {}

        record Wide(double value) implements Mix {}

        record Words(List<String> value) implements Mix {}

        record Pair(P2<Long, Float> value) implements Mix {}

        record None() implements Mix {}
    }

    sealed interface Narrow {
        record Left(float value) implements Narrow {}

        record Right(int value) implements Narrow {}
    }

    enum Three { A, B, C }

    enum Nine { N8, N7, N6, N5, N4, N3, N2, N1, N0 }

    enum Twenty { T0, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17, T18, T19 }

    /** A type on both sides. */
    record Typed(ValueType wit, JavaType java) {}

    private final Random random;

    RandomShapes(Random random) {
        this.random = random;
    }

    private static PrimitiveType primitive(Primitive primitive) {
        return PrimitiveType.of(primitive);
    }

    private static ValueType plain() {
        List<RecordType.Field> fields = new ArrayList<>();
        for (Primitive primitive : List.of(Primitive.S8, Primitive.U8, Primitive.CHAR, Primitive.U32, Primitive.F32,
                Primitive.F64, Primitive.BOOL, Primitive.U16, Primitive.STRING)) {
            fields.add(new RecordType.Field("f" + fields.size(), primitive(primitive)));
        }
        fields.add(new RecordType.Field("f9", new ListType(primitive(Primitive.U8))));
        return new RecordType(fields);
    }

    private static ValueType mix() {
        return new VariantType(List.of(
                new VariantType.Case("octet", Optional.of(primitive(Primitive.U8))),
                new VariantType.Case("single", Optional.of(primitive(Primitive.F32))),
                new VariantType.Case("wide", Optional.of(primitive(Primitive.F64))),
                new VariantType.Case("words", Optional.of(new ListType(primitive(Primitive.STRING)))),
                new VariantType.Case("pair", Optional.of(
                        new TupleType(List.of(primitive(Primitive.S64), primitive(Primitive.F32))))),
                new VariantType.Case("none", Optional.empty())));
    }

    private static ValueType narrow() {
        return new VariantType(List.of(
                new VariantType.Case("left", Optional.of(primitive(Primitive.F32))),
                new VariantType.Case("right", Optional.of(primitive(Primitive.S32)))));
    }

    Typed type(int depth) {
        return switch (depth == 0 ? random.nextInt(8) : random.nextInt(14)) {
            case 0, 1, 2 -> {
                Primitive primitive = PRIMITIVES[random.nextInt(PRIMITIVES.length)];
                yield new Typed(primitive(primitive), JavaType.of(ShapeBuilder.carrier(primitive)));
            }
            case 3 -> array();
            case 4 -> names();
            case 5 -> new Typed(mix(), JavaType.of(Mix.class));
            case 6 -> new Typed(plain(), JavaType.of(Plain.class));
            case 7 -> new Typed(narrow(), JavaType.of(Narrow.class));
            case 8, 9 -> product(types(1 + random.nextInt(4), depth - 1));
            case 10 -> {
                Typed element = type(depth - 1);
                yield new Typed(new OptionType(element.wit()), generic(Optional.class, element));
            }
            case 11 -> {
                Optional<Typed> ok = random.nextInt(3) == 0 ? Optional.empty() : Optional.of(type(depth - 1));
                Optional<Typed> error = random.nextInt(3) == 0 ? Optional.empty() : Optional.of(type(depth - 1));
                Typed unit = new Typed(primitive(Primitive.BOOL), JavaType.of(Unit.class));
                yield new Typed(new ResultType(ok.map(Typed::wit), error.map(Typed::wit)),
                        generic(WitResult.class, ok.orElse(unit), error.orElse(unit)));
            }
            default -> {
                Typed element = type(depth - 1);
                yield new Typed(new ListType(element.wit()), generic(List.class, element));
            }
        };
    }

    List<Typed> types(int count, int depth) {
        return IntStream.range(0, count).mapToObj(i -> type(depth)).toList();
    }

    private Typed array() {
        Primitive primitive = PRIMITIVES[random.nextInt(PRIMITIVES.length - 1)];
        Class<?> component = primitive == Primitive.U8 ? byte.class : ShapeBuilder.carrier(primitive);
        return new Typed(new ListType(primitive(primitive)), JavaType.of(component.arrayType()));
    }

    private Typed names() {
        Class<?> type = switch (random.nextInt(3)) {
            case 0 -> Three.class;
            case 1 -> Nine.class;
            default -> Twenty.class;
        };
        List<String> names = java.util.Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name().toLowerCase(java.util.Locale.ROOT)).sorted().toList();
        return random.nextBoolean()
                ? new Typed(new EnumType(names), JavaType.of(type))
                : new Typed(new FlagsType(names), new JavaType(EnumSet.class, List.of(JavaType.of(type))));
    }

    private Typed product(List<Typed> parts) {
        Class<?> type = switch (parts.size()) {
            case 1 -> P1.class;
            case 2 -> P2.class;
            case 3 -> P3.class;
            default -> P4.class;
        };
        ValueType wit = random.nextBoolean()
                ? new TupleType(parts.stream().map(Typed::wit).toList())
                : new RecordType(IntStream.range(0, parts.size())
                        .mapToObj(i -> new RecordType.Field("f" + i, parts.get(i).wit())).toList());
        return new Typed(wit, generic(type, parts.toArray(Typed[]::new)));
    }

    private static JavaType generic(Class<?> type, Typed... arguments) {
        return new JavaType(type, java.util.Arrays.stream(arguments).map(Typed::java)
                .map(java -> java.raw().isPrimitive() ? JavaType.of(ShapeBuilder.boxed(java.raw())) : java).toList());
    }
}
