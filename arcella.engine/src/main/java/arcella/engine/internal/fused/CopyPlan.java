package arcella.engine.internal.fused;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import arcella.engine.abi.ByteLimit;
import arcella.engine.abi.StringEncoding;
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

/**
 * How the values of one direction of a call get from one side to the other, found out once from their types. Immutable,
 * safe for use by many threads.
 */
public final class CopyPlan {

    private static final int MOST_BYTES = 1 << 30;

    private final StructCopier values;
    private final List<Route> routes;
    private final boolean throughMemory;

    /**
     * A handle type that occurs in the values, as each side knows it. The handles of a call name the routes by their
     * places in {@link CopyPlan#routes}.
     *
     * @param source an {@code own} or {@code borrow} type of the source
     * @param target the same type as the target has it
     */
    public record Route(ValueType source, ValueType target) {}

    private CopyPlan(StructCopier values, List<Route> routes, boolean throughMemory) {
        this.values = values;
        this.routes = List.copyOf(routes);
        this.throughMemory = throughMemory;
    }

    /**
     * Plans.
     *
     * @param source the values' types as the source has them
     * @param target the same as the target has them; they differ in resource types only
     * @param maxFlat how many slots are passed flat at the most
     * @return empty for values that this does not copy: streams, futures, error contexts, and lists of fixed length
     *     that no memory could hold
     */
    public static Optional<CopyPlan> of(List<ValueType> source, StringEncoding sourceEncoding, List<ValueType> target,
            StringEncoding targetEncoding, int maxFlat) {
        if (!java.util.stream.Stream.concat(source.stream(), target.stream()).allMatch(CopyPlan::isCopied)) {
            return Optional.empty();
        }
        Builder builder = new Builder(sourceEncoding, targetEncoding);
        StructCopier values = StructCopier.of(builder.all(source, target));
        return Optional.of(new CopyPlan(values, builder.routes, values.slots > maxFlat));
    }

    /** The handle types that occur, in no particular order. */
    public List<Route> routes() {
        return routes;
    }

    /** Whether the values stand in memory, since they are more than are passed flat. */
    public boolean throughMemory() {
        return throughMemory;
    }

    /** How many flat slots the values take, if they are passed flat. */
    public int flatSlots() {
        return values.slots;
    }

    /**
     * Starts to copy: checks everything on the source's side and takes its handles. Nothing of the target has run then.
     *
     * @param in the source's flat values, or the address of its values; more may stand behind them
     * @param out where the target's flat values go; one place for an address, if they stand in memory
     * @param valueBytes how much strings and lists may carry
     * @throws arcella.engine.core.Trap if the source broke a rule
     */
    public Copy check(Side source, Side target, long[] in, long[] out, HandlePassage handles, ByteLimit valueBytes) {
        Transfer transfer = new Transfer(source, target, in, out, handles, valueBytes);
        if (throughMemory) {
            transfer.checkSource("argument or result", in[0] & 0xffff_ffffL, values.size, values.alignment);
        }
        if (values.checked) {
            if (throughMemory) {
                values.check(transfer, (int) in[0]);
            } else {
                values.checkFlat(transfer, 0);
            }
        }
        return new Copy(values, transfer);
    }

    /** A copy under way, its source checked. Used by one thread, once. */
    public static final class Copy {

        private final StructCopier values;
        private final Transfer transfer;

        private Copy(StructCopier values, Transfer transfer) {
            this.values = values;
            this.transfer = transfer;
        }

        /** Copies slots to slots. */
        public void flat() {
            values.copyFlat(transfer, 0);
        }

        /** Copies from memory into space that the target's allocator gives, whose address goes out. */
        public void allocated() {
            int pointer = transfer.allocate("arguments", values.alignment, values.size);
            values.copy(transfer, (int) transfer.in[0], pointer);
            transfer.out[0] = Integer.toUnsignedLong(pointer);
        }

        /** Copies from memory to an address that the target named. */
        public void to(long pointer) {
            transfer.checkTarget("result", pointer, values.size, values.alignment);
            values.copy(transfer, (int) transfer.in[0], (int) pointer);
        }
    }

    private static boolean isCopied(ValueType type) {
        if (type.size(false) > MOST_BYTES) {
            return false;
        }
        return switch (type) {
            case PrimitiveType primitive -> primitive.primitive() != Primitive.ERROR_CONTEXT;
            case RecordType record -> record.fields().stream().allMatch(field -> isCopied(field.type()));
            case TupleType tuple -> tuple.elements().stream().allMatch(CopyPlan::isCopied);
            case VariantType variant -> variant.cases().stream()
                    .allMatch(c -> c.payload().map(CopyPlan::isCopied).orElse(true));
            case OptionType option -> isCopied(option.element());
            case ResultType result -> result.ok().map(CopyPlan::isCopied).orElse(true)
                    && result.error().map(CopyPlan::isCopied).orElse(true);
            case ListType list -> isCopied(list.element());
            case FixedListType list -> isCopied(list.element());
            case MapType map -> isCopied(map.key()) && isCopied(map.value());
            case EnumType _, FlagsType _, OwnType _, BorrowType _ -> true;
            case StreamType _, FutureType _ -> false;
        };
    }

    /** Builds copiers, walking both sides' types together. */
    private static final class Builder {

        private final StringEncoding source;
        private final StringEncoding target;
        private final List<Route> routes = new ArrayList<>();

        Builder(StringEncoding source, StringEncoding target) {
            this.source = source;
            this.target = target;
        }

        List<Copier> all(List<ValueType> from, List<ValueType> to) {
            List<Copier> copiers = new ArrayList<>();
            for (int i = 0; i < from.size(); i++) {
                copiers.add(one(from.get(i), to.get(i)));
            }
            return copiers;
        }

        private Copier one(ValueType from, ValueType to) {
            return switch (from) {
                case PrimitiveType primitive -> primitive(primitive.primitive());
                case RecordType _, TupleType _ -> StructCopier.of(all(Types.parts(from), Types.parts(to)));
                case VariantType _, OptionType _, ResultType _, EnumType _ -> variant(Types.payloads(from),
                        Types.payloads(to));
                case FlagsType flags -> ScalarCopier.flags(flags.names().size(), (int) flags.size(false));
                case ListType list -> new ListCopier(one(list.element(), ((ListType) to).element()));
                case MapType map -> new ListCopier(StructCopier.of(all(List.of(map.key(), map.value()),
                        List.of(((MapType) to).key(), ((MapType) to).value()))));
                case FixedListType list -> new FixedListCopier(one(list.element(), ((FixedListType) to).element()),
                        (int) list.length());
                case OwnType _, BorrowType _ -> {
                    routes.add(new Route(from, to));
                    yield new HandleCopier(routes.size() - 1);
                }
                case StreamType _, FutureType _ -> throw new IllegalArgumentException(from.kind());
            };
        }

        private Copier variant(List<Optional<ValueType>> from, List<Optional<ValueType>> to) {
            List<Optional<Copier>> payloads = new ArrayList<>();
            for (int i = 0; i < from.size(); i++) {
                payloads.add(from.get(i).isEmpty()
                        ? Optional.empty()
                        : Optional.of(one(from.get(i).get(), to.get(i).orElseThrow())));
            }
            return VariantCopier.of(payloads, Types.discriminantSize(payloads.size()));
        }

        private Copier primitive(Primitive primitive) {
            return switch (primitive) {
                case BOOL -> ScalarCopier.of(ScalarCopier.Kind.BOOL);
                case S8 -> ScalarCopier.of(ScalarCopier.Kind.S8);
                case U8 -> ScalarCopier.of(ScalarCopier.Kind.U8);
                case S16 -> ScalarCopier.of(ScalarCopier.Kind.S16);
                case U16 -> ScalarCopier.of(ScalarCopier.Kind.U16);
                case S32, U32 -> ScalarCopier.of(ScalarCopier.Kind.BITS32);
                case S64, U64 -> ScalarCopier.of(ScalarCopier.Kind.BITS64);
                case F32 -> ScalarCopier.of(ScalarCopier.Kind.F32);
                case F64 -> ScalarCopier.of(ScalarCopier.Kind.F64);
                case CHAR -> ScalarCopier.of(ScalarCopier.Kind.CHAR);
                case STRING -> new TextCopier(source, target);
                case ERROR_CONTEXT -> throw new IllegalArgumentException(primitive.toString());
            };
        }
    }
}
