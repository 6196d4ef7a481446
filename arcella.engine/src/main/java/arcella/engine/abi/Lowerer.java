package arcella.engine.abi;

import java.util.List;
import java.util.Optional;

import arcella.engine.EngineError;
import arcella.engine.core.CoreMemory;
import arcella.engine.core.Trap;
import arcella.error.ArcellaException;
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
 * Writes values into a component instance ({@code CanonicalABI.md}, {@code store} and {@code lower_flat}).
 *
 * <p>As in {@link Lifter}, the shape of a value is walked once for both ways out: memory and flat slots. A value that
 * is not of its type is refused with a coded error; nothing of the guest has run then but {@code realloc}.
 *
 * <p>Used by one thread, for one call.
 */
public final class Lowerer {

    private final AbiContext context;

    /** Lowers in that context. */
    public Lowerer(AbiContext context) {
        this.context = context;
    }

    /**
     * Lowers parameters ({@code lower_flat_values} without an out-parameter): flat, or into space from {@code realloc}
     * if there are too many.
     *
     * @param maxFlat how many slots are passed flat at the most
     */
    public void parameters(int maxFlat, List<WitValue> values, List<ValueType> types, FlatWriter out) {
        if (Layout.flatCount(types) > maxFlat) {
            TupleType tuple = Layout.tuple(types);
            int pointer = context.needMemory()
                    .allocate("arguments", Layout.alignment(tuple), Layout.size(tuple));
            store(tuple, new WitValue.TupleOf(values), pointer);
            out.addInt(pointer);
            return;
        }
        for (int i = 0; i < types.size(); i++) {
            lower(types.get(i), values.get(i), new FlatSink(out));
        }
    }

    /**
     * Lowers results, flat, or to the address that the caller gave if there are too many.
     *
     * @param maxFlat how many slots are passed flat at the most
     * @param in where the address is read from
     */
    public void results(int maxFlat, List<WitValue> values, List<ValueType> types, FlatReader in, FlatWriter out) {
        if (Layout.flatCount(types) > maxFlat) {
            TupleType tuple = Layout.tuple(types);
            long pointer = in.nextUnsigned();
            context.needMemory().check("result", pointer, Layout.size(tuple), Layout.alignment(tuple));
            store(tuple, new WitValue.TupleOf(values), (int) pointer);
            return;
        }
        for (int i = 0; i < types.size(); i++) {
            lower(types.get(i), values.get(i), new FlatSink(out));
        }
    }

    /** Stores one value at a place that has been checked. */
    public void store(ValueType type, WitValue value, int pointer) {
        lower(type, value, new MemorySink(context.needMemory().core(), pointer));
    }

    /** Where leaves go. */
    private sealed interface Sink {

        void bits(int value, int bytes);

        void bits64(long value);

        void discriminant(int index, List<Optional<ValueType>> payloads);

        void endVariant(ValueType type, Optional<ValueType> payload);

        Sink part(ValueType type);
    }

    private record FlatSink(FlatWriter out) implements Sink {
        @Override
        public void bits(int value, int bytes) {
            out.addInt(value);
        }

        @Override
        public void bits64(long value) {
            out.addLong(value);
        }

        @Override
        public void discriminant(int index, List<Optional<ValueType>> payloads) {
            out.addInt(index);
        }

        @Override
        public void endVariant(ValueType type, Optional<ValueType> payload) {
            out.pad(Layout.flatCount(type) - 1 - payload.map(Layout::flatCount).orElse(0));
        }

        @Override
        public Sink part(ValueType type) {
            return this;
        }
    }

    private static final class MemorySink implements Sink {
        private final CoreMemory memory;
        private int at;

        MemorySink(CoreMemory memory, int at) {
            this.memory = memory;
            this.at = at;
        }

        @Override
        public void bits(int value, int bytes) {
            switch (bytes) {
                case 1 -> memory.writeByte(at, (byte) value);
                case 2 -> memory.writeShort(at, (short) value);
                default -> memory.writeInt(at, value);
            }
            at += bytes;
        }

        @Override
        public void bits64(long value) {
            memory.writeLong(at, value);
            at += 8;
        }

        @Override
        public void discriminant(int index, List<Optional<ValueType>> payloads) {
            int start = at;
            bits(index, Layout.discriminantSize(payloads.size()));
            at = start + Layout.payloadOffset(payloads);
        }

        @Override
        public void endVariant(ValueType type, Optional<ValueType> payload) {
            // Parts of memory are written at places of their own.
        }

        @Override
        public Sink part(ValueType type) {
            int place = (int) Layout.align(at, Layout.alignment(type));
            at = place + Layout.size(type);
            return new MemorySink(memory, place);
        }
    }

    private void lower(ValueType type, WitValue value, Sink out) {
        switch (type) {
            case PrimitiveType primitive -> primitive(primitive, value, out);
            case RecordType record -> {
                List<WitValue.Field> fields = expect(WitValue.RecordOf.class, type, value).fields();
                checkCount(type, record.fields().size(), fields.size());
                for (int i = 0; i < fields.size(); i++) {
                    RecordType.Field field = record.fields().get(i);
                    if (!field.name().equals(fields.get(i).name())) {
                        throw mismatch(type, value, "field '" + field.name() + "' stands where the value has '"
                                + fields.get(i).name() + "'");
                    }
                    lower(field.type(), fields.get(i).value(), out.part(field.type()));
                }
            }
            case TupleType tuple -> {
                List<WitValue> elements = expect(WitValue.TupleOf.class, type, value).elements();
                checkCount(type, tuple.elements().size(), elements.size());
                for (int i = 0; i < elements.size(); i++) {
                    lower(tuple.elements().get(i), elements.get(i), out.part(tuple.elements().get(i)));
                }
            }
            case VariantType variant -> {
                WitValue.VariantOf chosen = expect(WitValue.VariantOf.class, type, value);
                List<String> names = variant.cases().stream().map(VariantType.Case::name).toList();
                variant(type, value, index(type, value, names, chosen.name()), chosen.payload(), out);
            }
            case OptionType _ -> {
                Optional<WitValue> payload = expect(WitValue.OptionOf.class, type, value).payload();
                variant(type, value, payload.isPresent() ? 1 : 0, payload, out);
            }
            case ResultType _ -> {
                WitValue.ResultOf result = expect(WitValue.ResultOf.class, type, value);
                variant(type, value, result.isOk() ? 0 : 1, result.payload(), out);
            }
            case EnumType cases -> {
                String name = expect(WitValue.EnumOf.class, type, value).name();
                variant(type, value, index(type, value, cases.names(), name), Optional.empty(), out);
            }
            case FlagsType flags -> {
                int bits = 0;
                for (String name : expect(WitValue.FlagsOf.class, type, value).names()) {
                    bits |= 1 << index(type, value, flags.names(), name);
                }
                out.bits(bits, Layout.flagsSize(flags.names().size()));
            }
            case ListType list -> {
                int count = count(type, value);
                storeList(list.element(), value, count, out);
            }
            case MapType map -> {
                TupleType entry = new TupleType(List.of(map.key(), map.value()));
                if (value instanceof WitValue.ListOf(List<WitValue> raw)) {
                    storeList(entry, value, raw.size(), out);
                    break;
                }
                List<WitValue> pairs = expect(WitValue.MapOf.class, type, value).entries().entrySet().stream()
                        .<WitValue>map(e -> new WitValue.TupleOf(List.of(e.getKey(), e.getValue())))
                        .toList();
                storeList(entry, new WitValue.ListOf(pairs), pairs.size(), out);
            }
            case FixedListType list -> {
                checkCount(type, (int) list.length(), count(type, value));
                elements(list.element(), value, out);
            }
            case OwnType _, BorrowType _, StreamType _, FutureType _ ->
                out.bits(context.handles().lower(type, expect(WitValue.Handle.class, type, value)), 4);
        }
    }

    private void primitive(PrimitiveType type, WitValue value, Sink out) {
        Primitive primitive = type.primitive();
        switch (primitive) {
            case BOOL -> out.bits(expect(WitValue.Bool.class, type, value).value() ? 1 : 0, 1);
            case S8 -> out.bits(expect(WitValue.S8.class, type, value).value(), 1);
            case U8 -> out.bits(expect(WitValue.U8.class, type, value).value(), 1);
            case S16 -> out.bits(expect(WitValue.S16.class, type, value).value(), 2);
            case U16 -> out.bits(expect(WitValue.U16.class, type, value).value(), 2);
            case S32 -> out.bits(expect(WitValue.S32.class, type, value).value(), 4);
            case U32 -> out.bits((int) expect(WitValue.U32.class, type, value).value(), 4);
            case S64 -> out.bits64(expect(WitValue.S64.class, type, value).value());
            case U64 -> out.bits64(expect(WitValue.U64.class, type, value).value());
            case F32 -> out.bits(Float.floatToIntBits(expect(WitValue.F32.class, type, value).value()), 4);
            case F64 -> out.bits64(Double.doubleToLongBits(expect(WitValue.F64.class, type, value).value()));
            case CHAR -> out.bits(expect(WitValue.Char.class, type, value).codePoint(), 4);
            case STRING -> {
                String text = expect(WitValue.Text.class, type, value).value();
                context.budget().charge(2L * text.length());
                Strings.Stored stored = Strings.store(context.needMemory(), context.encoding(), text);
                out.bits(stored.pointer(), 4);
                out.bits(stored.length(), 4);
            }
            case ERROR_CONTEXT ->
                out.bits(context.handles().lower(type, expect(WitValue.Handle.class, type, value)), 4);
        }
    }

    private void variant(ValueType type, WitValue value, int index, Optional<WitValue> payload, Sink out) {
        List<Optional<ValueType>> payloads = Layout.payloads(type);
        Optional<ValueType> payloadType = payloads.get(index);
        if (payloadType.isPresent() != payload.isPresent()) {
            throw mismatch(type, value, payload.isPresent() ? "this case has no payload" : "this case has a payload");
        }
        out.discriminant(index, payloads);
        payloadType.ifPresent(p -> lower(p, payload.orElseThrow(), out.part(p)));
        out.endVariant(type, payloadType);
    }

    /** {@code store_list_into_range}: space for all elements at once, then each in its place. */
    private void storeList(ValueType element, WitValue value, int count, Sink out) {
        long bytes = (long) count * Layout.size(element);
        if (bytes > Lifter.MAX_LIST_BYTES) {
            throw tooLong(count);
        }
        context.budget().charge(bytes);
        AbiMemory memory = context.needMemory();
        int pointer = memory.allocate("list", Layout.alignment(element), bytes);
        elements(element, value, new MemorySink(memory.core(), pointer));
        out.bits(pointer, 4);
        out.bits(count, 4);
    }

    static Trap tooLong(long count) {
        return AbiTraps.trap("a list of " + count + " elements takes more than the " + Lifter.MAX_LIST_BYTES
                + " bytes that a list may have");
    }

    private void elements(ValueType element, WitValue value, Sink out) {
        if (value instanceof Bytes bytes) {
            if (!Layout.isOctet(element)) {
                if (bytes.size() == 0) {
                    return;
                }
                throw mismatch(element, value, "the list holds bytes");
            }
            if (out instanceof MemorySink memory) {
                memory.memory.write(memory.at, bytes.view());
            } else {
                for (int i = 0; i < bytes.size(); i++) {
                    out.bits(bytes.at(i), 1);
                }
            }
            return;
        }
        for (WitValue item : ((WitValue.ListOf) value).elements()) {
            lower(element, item, out.part(element));
        }
    }

    private static int count(ValueType type, WitValue value) {
        return switch (value) {
            case Bytes bytes -> bytes.size();
            case WitValue.ListOf(List<WitValue> elements) -> elements.size();
            default -> throw mismatch(type, value, "");
        };
    }

    private static int index(ValueType type, WitValue value, List<String> names, String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw mismatch(type, value, "'" + name + "' is none of " + names);
        }
        return index;
    }

    private static void checkCount(ValueType type, int wanted, int found) {
        if (wanted != found) {
            throw new ArcellaException(EngineError.BAD_CALL,
                    "a value of type " + type.kind() + " has " + found + " parts where the type has " + wanted,
                    "give a value of the function's type");
        }
    }

    private static <T extends WitValue> T expect(Class<T> wanted, ValueType type, WitValue value) {
        if (!wanted.isInstance(value)) {
            throw mismatch(type, value, "");
        }
        return wanted.cast(value);
    }

    private static ArcellaException mismatch(ValueType type, WitValue value, String detail) {
        return new ArcellaException(EngineError.BAD_CALL,
                "a value of kind " + value.getClass().getSimpleName() + " was given where the type is " + type.kind()
                        + (detail.isEmpty() ? "" : " (" + detail + ")"),
                "give a value of the function's type");
    }
}
