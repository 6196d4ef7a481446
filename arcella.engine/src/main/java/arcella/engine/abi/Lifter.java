package arcella.engine.abi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import arcella.engine.core.CoreMemory;
import arcella.wit.component.Primitive;
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
import arcella.wit.value.Bytes;
import arcella.wit.value.WitValue;

/**
 * Reads values out of a component instance ({@code CanonicalABI.md}, {@code load} and {@code lift_flat}).
 *
 * <p>The two ways in, memory and flat slots, meet in {@link Source}: the shape of a value is walked once, whichever way
 * its leaves come. Memory ranges are checked where a pointer comes in, so that the walk below never leaves them.
 *
 * <p>Used by one thread, for one call.
 */
public final class Lifter {

    /** The most bytes of one list ({@code MAX_LIST_BYTE_LENGTH}). */
    static final long MAX_LIST_BYTES = (1L << 28) - 1;

    /** What a Java object of a value costs at the least. */
    private static final int OBJECT = 24;

    private final AbiContext context;

    /** Lifts in that context. */
    public Lifter(AbiContext context) {
        this.context = context;
    }

    /**
     * Lifts parameters or results ({@code lift_flat_values}): flat, or through memory if there are too many.
     *
     * @param maxFlat how many slots are passed flat at the most
     */
    public List<WitValue> values(int maxFlat, FlatReader in, List<ValueType> types) {
        if (Layout.flatCount(types) > maxFlat) {
            TupleType tuple = Layout.tuple(types);
            long pointer = in.nextUnsigned();
            context.needMemory().check("argument or result", pointer, Layout.size(tuple), Layout.alignment(tuple));
            return ((WitValue.TupleOf) load(tuple, (int) pointer)).elements();
        }
        List<WitValue> values = new ArrayList<>(types.size());
        for (ValueType type : types) {
            values.add(flat(type, in));
        }
        return values;
    }

    /** Lifts one value from flat slots. */
    WitValue flat(ValueType type, FlatReader in) {
        return lift(type, new FlatSource(in));
    }

    /** Loads one value from a place that has been checked. */
    WitValue load(ValueType type, int pointer) {
        return lift(type, new MemorySource(context.needMemory().core(), pointer));
    }

    /** Where leaves come from. A source stands at one value and is moved from part to part. */
    private sealed interface Source {

        int bits(int bytes);

        long bits64();

        long unsigned();

        /** The discriminant of a variant, and the source then stands at the payload. */
        int discriminant(ValueType type, List<Optional<ValueType>> payloads);

        /** Behind a variant whose payload of that type has been read from here. */
        void endVariant(ValueType type, Optional<ValueType> payload);

        /** Moves to the place of a part of that type. */
        Source part(ValueType type);
    }

    private record FlatSource(FlatReader in) implements Source {
        @Override
        public int bits(int bytes) {
            return in.nextInt();
        }

        @Override
        public long bits64() {
            return in.nextLong();
        }

        @Override
        public long unsigned() {
            return in.nextUnsigned();
        }

        @Override
        public int discriminant(ValueType type, List<Optional<ValueType>> payloads) {
            return in.nextInt();
        }

        @Override
        public void endVariant(ValueType type, Optional<ValueType> payload) {
            in.skip(Layout.flatCount(type) - 1 - payload.map(Layout::flatCount).orElse(0));
        }

        @Override
        public Source part(ValueType type) {
            return this;
        }
    }

    private static final class MemorySource implements Source {
        private final CoreMemory memory;
        private int at;

        MemorySource(CoreMemory memory, int at) {
            this.memory = memory;
            this.at = at;
        }

        @Override
        public int bits(int bytes) {
            int value = switch (bytes) {
                case 1 -> memory.readByte(at) & 0xff;
                case 2 -> memory.readShort(at) & 0xffff;
                default -> memory.readInt(at);
            };
            at += bytes;
            return value;
        }

        @Override
        public long bits64() {
            long value = memory.readLong(at);
            at += 8;
            return value;
        }

        @Override
        public long unsigned() {
            return Integer.toUnsignedLong(bits(4));
        }

        @Override
        public int discriminant(ValueType type, List<Optional<ValueType>> payloads) {
            int start = at;
            int value = bits(Layout.discriminantSize(payloads.size()));
            at = start + Layout.payloadOffset(payloads);
            return value;
        }

        @Override
        public void endVariant(ValueType type, Optional<ValueType> payload) {
            // Parts of memory are read from places of their own.
        }

        @Override
        public Source part(ValueType type) {
            int place = (int) Layout.align(at, Layout.alignment(type));
            at = place + Layout.size(type);
            return new MemorySource(memory, place);
        }
    }

    private WitValue lift(ValueType type, Source in) {
        context.budget().charge(OBJECT);
        return switch (type) {
            case PrimitiveType primitive -> primitive(primitive, in);
            case RecordType record -> {
                List<WitValue.Field> fields = new ArrayList<>(record.fields().size());
                for (RecordType.Field field : record.fields()) {
                    fields.add(new WitValue.Field(field.name(), lift(field.type(), in.part(field.type()))));
                }
                yield new WitValue.RecordOf(fields);
            }
            case TupleType tuple -> {
                List<WitValue> elements = new ArrayList<>(tuple.elements().size());
                for (ValueType element : tuple.elements()) {
                    elements.add(lift(element, in.part(element)));
                }
                yield new WitValue.TupleOf(elements);
            }
            case VariantType variant -> {
                int index = caseIndex(type, Layout.payloads(type), in);
                VariantType.Case chosen = variant.cases().get(index);
                yield new WitValue.VariantOf(chosen.name(), payload(type, chosen.payload(), in));
            }
            case OptionType option -> {
                int index = caseIndex(type, Layout.payloads(type), in);
                yield new WitValue.OptionOf(
                        payload(type, index == 1 ? Optional.of(option.element()) : Optional.empty(), in));
            }
            case ResultType result -> {
                boolean ok = caseIndex(type, Layout.payloads(type), in) == 0;
                yield new WitValue.ResultOf(ok, payload(type, ok ? result.ok() : result.error(), in));
            }
            case EnumType cases -> new WitValue.EnumOf(
                    cases.names().get(caseIndex(type, Layout.payloads(type), in)));
            case FlagsType flags -> flags(flags, in);
            case ListType list -> list(list.element(), in.unsigned(), in.unsigned());
            case MapType map -> map(map, in.unsigned(), in.unsigned());
            case FixedListType list -> elements(list.element(), (int) list.length(), in);
            case OwnType _, BorrowType _, StreamType _, FutureType _ -> context.handles().lift(type, in.bits(4));
        };
    }

    private WitValue primitive(PrimitiveType type, Source in) {
        Primitive primitive = type.primitive();
        return switch (primitive) {
            case BOOL -> new WitValue.Bool(in.bits(1) != 0);
            case S8 -> new WitValue.S8((byte) in.bits(1));
            case U8 -> new WitValue.U8((short) (in.bits(1) & 0xff));
            case S16 -> new WitValue.S16((short) in.bits(2));
            case U16 -> new WitValue.U16(in.bits(2) & 0xffff);
            case S32 -> new WitValue.S32(in.bits(4));
            case U32 -> new WitValue.U32(Integer.toUnsignedLong(in.bits(4)));
            case S64 -> new WitValue.S64(in.bits64());
            case U64 -> new WitValue.U64(in.bits64());
            case F32 -> new WitValue.F32(canonical(Float.intBitsToFloat(in.bits(4))));
            case F64 -> new WitValue.F64(canonical(Double.longBitsToDouble(in.bits64())));
            case CHAR -> new WitValue.Char(scalar(in.bits(4)));
            case STRING -> string(in.unsigned(), in.unsigned());
            case ERROR_CONTEXT -> context.handles().lift(type, in.bits(4));
        };
    }

    /** Every NaN becomes the canonical one, as the specification asks. */
    private static float canonical(float value) {
        return Float.isNaN(value) ? Float.NaN : value;
    }

    private static double canonical(double value) {
        return Double.isNaN(value) ? Double.NaN : value;
    }

    static int scalar(int value) {
        if (Integer.compareUnsigned(value, 0x110000) >= 0 || value >= 0xd800 && value <= 0xdfff) {
            throw AbiTraps.trap("invalid `char` bit pattern 0x" + Integer.toHexString(value));
        }
        return value;
    }

    /** So many elements from a range of memory that has been checked ({@code load_list_from_valid_range}). */
    public List<WitValue> elements(ValueType element, long pointer, int count) {
        context.budget().charge((long) count * Layout.size(element));
        MemorySource in = new MemorySource(context.needMemory().core(), (int) pointer);
        List<WitValue> values = new ArrayList<>(Math.min(count, 1 << 16));
        for (int i = 0; i < count; i++) {
            values.add(lift(element, in.part(element)));
        }
        return values;
    }

    /** A string from memory ({@code load_string_from_range}). */
    public WitValue string(long pointer, long taggedUnits) {
        return new WitValue.Text(Strings.load(context.needMemory(), context.encoding(), pointer, taggedUnits,
                context.budget()));
    }

    private static int caseIndex(ValueType type, List<Optional<ValueType>> payloads, Source in) {
        int index = in.discriminant(type, payloads);
        if (Integer.compareUnsigned(index, payloads.size()) >= 0) {
            throw AbiTraps.trap("invalid variant discriminant " + Integer.toUnsignedString(index) + " of "
                    + payloads.size() + " cases");
        }
        return index;
    }

    private Optional<WitValue> payload(ValueType type, Optional<ValueType> payload, Source in) {
        Optional<WitValue> value = payload.map(p -> lift(p, in.part(p)));
        in.endVariant(type, payload);
        return value;
    }

    private static WitValue flags(FlagsType flags, Source in) {
        int bits = in.bits(Layout.flagsSize(flags.names().size()));
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < flags.names().size(); i++) {
            if ((bits >>> i & 1) != 0) {
                names.add(flags.names().get(i));
            }
        }
        return new WitValue.FlagsOf(names);
    }

    /** Checks a list's range and gives a source at its first element ({@code load_list_from_range}). */
    private MemorySource range(ValueType element, long pointer, long length) {
        long bytes = length * Layout.size(element);
        if (bytes > MAX_LIST_BYTES) {
            throw Lowerer.tooLong(length);
        }
        AbiMemory memory = context.needMemory();
        memory.check("list", pointer, bytes, Layout.alignment(element));
        context.budget().charge(bytes);
        return new MemorySource(memory.core(), (int) pointer);
    }

    private WitValue list(ValueType element, long pointer, long length) {
        return elements(element, (int) Math.min(length, Integer.MAX_VALUE), range(element, pointer, length));
    }

    private WitValue elements(ValueType element, int length, Source in) {
        if (Layout.isOctet(element)) {
            byte[] bytes = new byte[length];
            if (in instanceof MemorySource memory) {
                memory.memory.read(memory.at, bytes, 0, length);
            } else {
                for (int i = 0; i < length; i++) {
                    bytes[i] = (byte) in.bits(1);
                }
            }
            return Bytes.wrap(bytes);
        }
        List<WitValue> values = new ArrayList<>(Math.min(length, 1 << 16));
        for (int i = 0; i < length; i++) {
            values.add(lift(element, in.part(element)));
        }
        return new WitValue.ListOf(values);
    }

    private WitValue map(MapType map, long pointer, long length) {
        TupleType entry = new TupleType(List.of(map.key(), map.value()));
        MemorySource in = range(entry, pointer, length);
        if (context.rawMaps()) {
            return elements(entry, (int) length, in);
        }
        Map<WitValue, WitValue> entries = new LinkedHashMap<>();
        for (long i = 0; i < length; i++) {
            List<WitValue> pair = ((WitValue.TupleOf) lift(entry, in.part(entry))).elements();
            entries.put(pair.getFirst(), pair.getLast());
        }
        return new WitValue.MapOf(entries);
    }
}
