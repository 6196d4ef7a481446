package arcella.engine.abi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import arcella.wit.component.Primitive;
import arcella.wit.resolved.EnumType;
import arcella.wit.resolved.FixedListType;
import arcella.wit.resolved.FlagsType;
import arcella.wit.resolved.ListType;
import arcella.wit.resolved.MapType;
import arcella.wit.resolved.OptionType;
import arcella.wit.resolved.PrimitiveType;
import arcella.wit.resolved.RecordType;
import arcella.wit.resolved.ResultType;
import arcella.wit.resolved.TupleType;
import arcella.wit.resolved.ValueType;
import arcella.wit.resolved.VariantType;
import arcella.wit.value.Bytes;
import arcella.wit.value.WitValue;

/** Random value types without handles, and random values of them. */
public final class Samples {

    private static final Primitive[] PRIMITIVES = {
        Primitive.BOOL, Primitive.S8, Primitive.U8, Primitive.S16, Primitive.U16, Primitive.S32, Primitive.U32,
        Primitive.S64, Primitive.U64, Primitive.F32, Primitive.F64, Primitive.CHAR, Primitive.STRING
    };

    private final Random random;

    /** Draws from that. */
    public Samples(Random random) {
        this.random = random;
    }

    /** A type at most that deep. */
    public ValueType type(int depth) {
        int kind = depth == 0 ? 0 : random.nextInt(12);
        return switch (kind) {
            case 0, 1 -> PrimitiveType.of(PRIMITIVES[random.nextInt(PRIMITIVES.length)]);
            case 2 -> new RecordType(IntStream.range(0, 1 + random.nextInt(5))
                    .mapToObj(i -> new RecordType.Field("f" + i, type(depth - 1))).toList());
            case 3 -> new TupleType(types(1 + random.nextInt(4), depth));
            case 4 -> new VariantType(IntStream.range(0, 1 + random.nextInt(random.nextInt(10) == 0 ? 300 : 5))
                    .mapToObj(i -> new VariantType.Case("c" + i,
                            i < 5 && random.nextBoolean() ? Optional.of(type(depth - 1)) : Optional.empty()))
                    .toList());
            case 5 -> new OptionType(type(depth - 1));
            case 6 -> new ResultType(maybe(depth), maybe(depth));
            case 7 -> new EnumType(names("e", 1 + random.nextInt(random.nextInt(10) == 0 ? 400 : 5)));
            case 8 -> new FlagsType(names("b", 1 + random.nextInt(32)));
            case 9 -> new ListType(type(depth - 1));
            case 10 -> new FixedListType(type(depth - 1), 1 + random.nextInt(4));
            default -> new MapType(PrimitiveType.of(random.nextBoolean() ? Primitive.STRING : Primitive.U16),
                    type(depth - 1));
        };
    }

    /** Several types, each less deep than that. */
    public List<ValueType> types(int count, int depth) {
        return IntStream.range(0, count).mapToObj(i -> type(depth - 1)).toList();
    }

    private Optional<ValueType> maybe(int depth) {
        return random.nextBoolean() ? Optional.of(type(depth - 1)) : Optional.empty();
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    /** A random value of a type. */
    public WitValue value(ValueType type) {
        return switch (type) {
            case PrimitiveType primitive -> primitive(primitive.primitive());
            case RecordType record -> new WitValue.RecordOf(record.fields().stream()
                    .map(f -> new WitValue.Field(f.name(), value(f.type()))).toList());
            case TupleType tuple -> new WitValue.TupleOf(tuple.elements().stream().map(this::value).toList());
            case VariantType variant -> {
                VariantType.Case chosen = variant.cases().get(random.nextInt(variant.cases().size()));
                yield new WitValue.VariantOf(chosen.name(), chosen.payload().map(this::value));
            }
            case OptionType option -> random.nextBoolean()
                    ? WitValue.OptionOf.none()
                    : WitValue.OptionOf.some(value(option.element()));
            case ResultType result -> {
                boolean ok = random.nextBoolean();
                yield new WitValue.ResultOf(ok, (ok ? result.ok() : result.error()).map(this::value));
            }
            case EnumType cases -> new WitValue.EnumOf(cases.names().get(random.nextInt(cases.names().size())));
            case FlagsType flags -> {
                Set<String> set = new LinkedHashSet<>();
                flags.names().stream().filter(name -> random.nextBoolean()).forEach(set::add);
                yield new WitValue.FlagsOf(set);
            }
            case ListType list -> list(list.element(), random.nextInt(4));
            case FixedListType list -> list(list.element(), (int) list.length());
            case MapType map -> {
                Map<WitValue, WitValue> entries = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    entries.put(value(map.key()), value(map.value()));
                }
                yield new WitValue.MapOf(entries);
            }
            default -> throw new IllegalArgumentException(type.kind());
        };
    }

    private WitValue list(ValueType element, int length) {
        if (element == PrimitiveType.of(Primitive.U8)) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return Bytes.wrap(bytes);
        }
        List<WitValue> elements = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            elements.add(value(element));
        }
        return new WitValue.ListOf(elements);
    }

    private WitValue primitive(Primitive primitive) {
        return switch (primitive) {
            case BOOL -> new WitValue.Bool(random.nextBoolean());
            case S8 -> new WitValue.S8((byte) random.nextInt());
            case U8 -> new WitValue.U8((short) random.nextInt(256));
            case S16 -> new WitValue.S16((short) random.nextInt());
            case U16 -> new WitValue.U16(random.nextInt(65536));
            case S32 -> new WitValue.S32(random.nextInt());
            case U32 -> new WitValue.U32(Integer.toUnsignedLong(random.nextInt()));
            case S64 -> new WitValue.S64(random.nextLong());
            case U64 -> new WitValue.U64(random.nextLong());
            case F32 -> new WitValue.F32(random.nextInt(9) == 0 ? Float.NaN : random.nextFloat() * 100 - 50);
            case F64 -> new WitValue.F64(random.nextInt(9) == 0 ? Double.NaN : random.nextDouble() * 100 - 50);
            case CHAR -> new WitValue.Char(character(random.nextInt(4)));
            case STRING -> {
                StringBuilder text = new StringBuilder();
                int widest = random.nextInt(4);
                for (int i = random.nextInt(6); i > 0; i--) {
                    text.appendCodePoint(character(random.nextInt(widest + 1)));
                }
                yield new WitValue.Text(text.toString());
            }
            case ERROR_CONTEXT -> throw new IllegalArgumentException("no data");
        };
    }

    private int character(int width) {
        return switch (width) {
            case 0 -> 1 + random.nextInt(127);
            case 1 -> 128 + random.nextInt(128);
            case 2 -> 0x100 + random.nextInt(0xd700);
            default -> 0x10000 + random.nextInt(0x10000);
        };
    }
}
