package arcella.wit.resolved;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import arcella.wit.component.CoreValType.Num;

/**
 * A type that values can have, with what the Canonical ABI derives from it. Sizes, alignments and flattening are those of
 * the specification's {@code elem_size}, {@code alignment} and {@code flatten_type}.
 */
public abstract sealed class ValueType extends DefType
        permits PrimitiveType, RecordType, VariantType, ListType, FixedListType, TupleType, FlagsType, EnumType, OptionType,
                ResultType, OwnType, BorrowType, StreamType, FutureType, MapType {

    /**
     * Where flattenings are cut: one more than the Canonical ABI ever passes flat ({@code MAX_FLAT_PARAMS} is 16), so that a
     * list of this length says "too many".
     */
    public static final int FLAT_LIMIT = 17;

    private final Shape shape;
    private final @Nullable ValueType original;
    private final ValueType definition;

    ValueType(Shape shape) {
        super(shape.parts());
        this.shape = shape;
        this.original = null;
        this.definition = this;
    }

    /** Another name of a type. */
    ValueType(ValueType original) {
        super(original.shape.parts());
        this.shape = original.shape;
        this.original = original;
        this.definition = original.definition;
    }

    final Shape shape() {
        return shape;
    }

    /** Bytes that a value takes in a memory. */
    public final long size(boolean is64) {
        return is64 ? shape.size64() : shape.size32();
    }

    /** What a value's address in a memory is a multiple of: 1, 2, 4 or 8. */
    public final int alignment(boolean is64) {
        return is64 ? shape.align64() : shape.align32();
    }

    /** The core values that a value is passed as; never longer than {@link #FLAT_LIMIT}, which stands for "too many". Made at each call. */
    public final List<Num> flat(boolean is64) {
        return Flattening.list(is64 ? shape.flat64() : shape.flat32());
    }

    /** How many core values those are. */
    public final int flatSize(boolean is64) {
        return Flattening.size(is64 ? shape.flat64() : shape.flat32());
    }

    /** Whether reading or writing a value needs a memory: a string, list or map occurs in it outside streams and futures. */
    public final boolean containsPointers() {
        return shape.pointers();
    }

    /** Whether a borrowed handle occurs in it. */
    public final boolean containsBorrow() {
        return shape.borrows();
    }

    @Override
    public final Optional<ValueType> original() {
        return Optional.ofNullable(original);
    }

    /** What all names of this type go back to: the original's original, and so on; this type if it has none. */
    public final ValueType definition() {
        return definition;
    }

    @Override
    public abstract ValueType renamed();
}
