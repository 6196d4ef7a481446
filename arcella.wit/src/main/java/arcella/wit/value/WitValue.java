package arcella.wit.value;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A value of a WIT type. There is one record per kind of type (Component Model, "type definitions"), and the values
 * themselves are untyped: they know their shape and their labels, and what type they belong to is said elsewhere.
 *
 * <p>Equal means the same value: floating-point numbers compare by {@link Double#compare}, so NaN equals NaN and zero
 * differs from minus zero; flags and map entries compare without regard to order. The value of a {@code list<u8>} is
 * always a {@link Bytes}, the empty one included, and never a {@link ListOf}.
 *
 * <p>Labels (of fields, cases and flags) are strings in the spelling of the type.
 *
 * <p>Immutable, hence safe to hand between threads. The constructors refuse values out of range with an
 * {@link IllegalArgumentException}: they are for code that has checked its input.
 */
public sealed interface WitValue permits
        Bytes, WitValue.Bool, WitValue.S8, WitValue.U8, WitValue.S16, WitValue.U16, WitValue.S32,
        WitValue.U32, WitValue.S64, WitValue.U64, WitValue.F32, WitValue.F64, WitValue.Char, WitValue.Text,
        WitValue.ListOf, WitValue.MapOf, WitValue.RecordOf, WitValue.TupleOf, WitValue.VariantOf,
        WitValue.EnumOf, WitValue.FlagsOf, WitValue.OptionOf, WitValue.ResultOf, WitValue.Handle {

    /** A {@code bool}. */
    record Bool(boolean value) implements WitValue {}

    /** An {@code s8}. */
    record S8(byte value) implements WitValue {}

    /** A {@code u8}, 0 to 255. */
    record U8(short value) implements WitValue {
        /** Refuses what is out of range. */
        public U8 {
            if (value < 0 || value > 0xff) {
                throw new IllegalArgumentException("not a u8: " + value);
            }
        }
    }

    /** An {@code s16}. */
    record S16(short value) implements WitValue {}

    /** A {@code u16}, 0 to 65535. */
    record U16(int value) implements WitValue {
        /** Refuses what is out of range. */
        public U16 {
            if (value < 0 || value > 0xffff) {
                throw new IllegalArgumentException("not a u16: " + value);
            }
        }
    }

    /** An {@code s32}. */
    record S32(int value) implements WitValue {}

    /** A {@code u32}, 0 to 4294967295. */
    record U32(long value) implements WitValue {
        /** Refuses what is out of range. */
        public U32 {
            if (value < 0 || value > 0xffff_ffffL) {
                throw new IllegalArgumentException("not a u32: " + value);
            }
        }
    }

    /** An {@code s64}. */
    record S64(long value) implements WitValue, Comparable<S64> {
        /** By number. Maps whose keys were chosen to have one hash code need an order to stay fast. */
        @Override
        public int compareTo(S64 that) {
            return Long.compare(value, that.value);
        }
    }

    /** A {@code u64}; its 64 bits, to be read as unsigned ({@link Long#toUnsignedString(long)}). */
    record U64(long value) implements WitValue, Comparable<U64> {
        /** By number, without sign. Maps whose keys were chosen to have one hash code need an order to stay fast. */
        @Override
        public int compareTo(U64 that) {
            return Long.compareUnsigned(value, that.value);
        }
    }

    /** An {@code f32}. */
    record F32(float value) implements WitValue {}

    /** An {@code f64}. */
    record F64(double value) implements WitValue {}

    /** A {@code char}: a Unicode scalar value, hence no surrogate. */
    record Char(int codePoint) implements WitValue {
        /** Refuses what is no Unicode scalar value. */
        public Char {
            if (!Character.isValidCodePoint(codePoint) || codePoint >= 0xd800 && codePoint <= 0xdfff) {
                throw new IllegalArgumentException("not a Unicode scalar value: 0x" + Integer.toHexString(codePoint));
            }
        }
    }

    /** A {@code string}: Unicode scalar values, hence no lone surrogate. */
    record Text(String value) implements WitValue, Comparable<Text> {
        /** Refuses a string with a lone surrogate. */
        public Text {
            Surrogates.refuseLone(value);
        }

        /** As strings. Maps whose keys were chosen to have one hash code need an order to stay fast. */
        @Override
        public int compareTo(Text that) {
            return value.compareTo(that.value);
        }
    }

    /**
     * A {@code list} of any length, fixed or not, of anything but {@code u8}.
     *
     * @param elements the elements, all of one kind
     */
    record ListOf(List<WitValue> elements) implements WitValue {
        /** Copies the list and refuses bytes, which {@link Bytes} holds. */
        public ListOf {
            elements = List.copyOf(elements);
            if (!elements.isEmpty() && elements.getFirst() instanceof U8) {
                throw new IllegalArgumentException("a list of u8 is a Bytes");
            }
        }
    }

    /**
     * A {@code map}; where the wire form has a key twice, the last entry counts. The entries come in the order given,
     * which does not count in comparing.
     */
    record MapOf(Map<WitValue, WitValue> entries) implements WitValue {
        /** Copies the map in its order. */
        public MapOf {
            entries = ordered(entries);
        }
    }

    /** One field of a {@link RecordOf}. */
    record Field(String name, WitValue value) {
        /** Refuses nulls. */
        public Field {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(value, "value");
        }
    }

    /** A {@code record}: all its fields, in the order of the type. */
    record RecordOf(List<Field> fields) implements WitValue {
        /** Copies the fields. */
        public RecordOf {
            fields = List.copyOf(fields);
        }

        /** The value of the field of this name, if there is one. */
        public Optional<WitValue> field(String name) {
            for (Field field : fields) {
                if (field.name().equals(name)) {
                    return Optional.of(field.value());
                }
            }
            return Optional.empty();
        }
    }

    /** A {@code tuple}: its elements in order. */
    record TupleOf(List<WitValue> elements) implements WitValue {
        /** Copies the elements. */
        public TupleOf {
            elements = List.copyOf(elements);
        }
    }

    /** A {@code variant}: the name of its case, and the payload if the case has one. */
    record VariantOf(String name, Optional<WitValue> payload) implements WitValue {
        /** Refuses nulls. */
        public VariantOf {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(payload, "payload");
        }
    }

    /** An {@code enum}: the name of its case. */
    record EnumOf(String name) implements WitValue {
        /** Refuses null. */
        public EnumOf {
            Objects.requireNonNull(name, "name");
        }
    }

    /** A {@code flags}: the names of those that are set, in the order given, which does not count in comparing. */
    record FlagsOf(Set<String> names) implements WitValue {
        /** Copies the names in their order. */
        public FlagsOf {
            names = names.isEmpty() ? Set.of() : inOrder(names);
        }

        private static Set<String> inOrder(Set<String> names) {
            LinkedHashSet<String> copy = LinkedHashSet.newLinkedHashSet(names.size());
            for (String name : names) {
                copy.add(Objects.requireNonNull(name, "name"));
            }
            return Collections.unmodifiableSequencedSet(copy);
        }
    }

    /** An {@code option}: {@code some} with its payload, or {@code none}. */
    record OptionOf(Optional<WitValue> payload) implements WitValue {
        private static final OptionOf NONE = new OptionOf(Optional.empty());

        /** Refuses null. */
        public OptionOf {
            Objects.requireNonNull(payload, "payload");
        }

        /** {@code none}. */
        public static OptionOf none() {
            return NONE;
        }

        /** {@code some(payload)}. */
        public static OptionOf some(WitValue payload) {
            return new OptionOf(Optional.of(payload));
        }
    }

    /**
     * A {@code result}.
     *
     * @param isOk whether it is {@code ok}; else it is {@code err}
     * @param payload the payload, if the type has one on that side
     */
    record ResultOf(boolean isOk, Optional<WitValue> payload) implements WitValue {
        /** Refuses null. */
        public ResultOf {
            Objects.requireNonNull(payload, "payload");
        }

        /** {@code ok} without payload. */
        public static ResultOf ok() {
            return new ResultOf(true, Optional.empty());
        }

        /** {@code ok(payload)}. */
        public static ResultOf ok(WitValue payload) {
            return new ResultOf(true, Optional.of(payload));
        }

        /** {@code err} without payload. */
        public static ResultOf err() {
            return new ResultOf(false, Optional.empty());
        }

        /** {@code err(payload)}. */
        public static ResultOf err(WitValue payload) {
            return new ResultOf(false, Optional.of(payload));
        }
    }

    /** What a {@link Handle} points to. */
    enum HandleKind {
        /** An owned resource: who holds the handle must drop it. */
        OWN,
        /** A resource lent for the time of one call. */
        BORROW,
        /** The readable end of a stream. */
        STREAM,
        /** The readable end of a future. */
        FUTURE,
        /** An {@code error-context}. */
        ERROR_CONTEXT
    }

    /**
     * A value that is no data: a resource, a stream, a future or an error context.
     *
     * @param kind what it points to
     * @param id the number under which the giver of this value knows the thing; it means nothing elsewhere
     */
    record Handle(HandleKind kind, long id) implements WitValue {
        /** Refuses null. */
        public Handle {
            Objects.requireNonNull(kind, "kind");
        }
    }

    private static Map<WitValue, WitValue> ordered(Map<WitValue, WitValue> entries) {
        LinkedHashMap<WitValue, WitValue> copy = new LinkedHashMap<>(entries.size() * 2);
        entries.forEach((key, value) ->
                copy.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value")));
        return Collections.unmodifiableSequencedMap(copy);
    }
}
