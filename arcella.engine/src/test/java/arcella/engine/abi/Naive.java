package arcella.engine.abi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The Canonical ABI once more, written down from the specification's reference text with nothing in common with the
 * engine's: types are {@link NaiveType}s of seven kinds, after despecialization, values are plain Java objects, and every
 * size is computed where it is needed. 32-bit memories; no handles.
 *
 * <p>Values: {@code Boolean}; {@code Long} for all integers, unsigned ones of 64 bits as their bits; {@code Integer} for the
 * bits of an {@code f32}, {@code Double} boxed by its bits as {@link Bits64}; {@link Scalar}, {@code String}; {@code List} for
 * lists and records; {@link Chosen} for variants; {@link Set32} for flags.
 */
final class Naive {

    /** The bits of an f64. */
    record Bits64(long bits) {}

    /** A char. */
    record Scalar(long codePoint) {}

    /** A case and its payload. */
    record Chosen(int index, @Nullable Object payload) {}

    /** The flags that are set, by position. */
    record Set32(int bits) {}

    /** What the reference calls a trap. */
    static final class NaiveTrap extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** More work than a test wants to do. */
    static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final long MOST_BYTES = (1L << 28) - 1;
    private static final long TAG = 1L << 31;

    final byte[] memory;
    private final StringEncoding encoding;
    private int free;
    private int steps = 400_000;

    /** @param free where space is given from, upwards, as the test's own {@code realloc} does */
    Naive(byte[] memory, StringEncoding encoding, int free) {
        this.memory = memory;
        this.encoding = encoding;
        this.free = free;
    }

    private static void trapIf(boolean condition) {
        if (condition) {
            throw new NaiveTrap();
        }
    }

    private int allocate(int alignment, long size) {
        while (free % alignment != 0) {
            free++;
        }
        int place = free;
        free += (int) size;
        return place;
    }

    // Loading

    private long loadInt(long at, int bytes) {
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = value * 256 + Byte.toUnsignedInt(memory[(int) at + i]);
        }
        return value;
    }

    private static long signed(long value, int bytes) {
        int unused = 64 - 8 * bytes;
        return value << unused >> unused;
    }

    Object load(NaiveType type, long at) {
        if (--steps < 0) {
            throw new TooMuch();
        }
        return switch (type) {
            case NaiveType.Plain plain -> plain(plain, loadInt(at, plain.bytes()));
            case NaiveType.Text text -> string(loadInt(at, 4), loadInt(at + 4, 4));
            case NaiveType.Sequence list -> range(list.element(), loadInt(at, 4), loadInt(at + 4, 4));
            case NaiveType.Repeated list -> {
                List<Object> elements = new ArrayList<>();
                for (int i = 0; i < list.count(); i++) {
                    elements.add(load(list.element(), at + i * list.element().size()));
                }
                yield elements;
            }
            case NaiveType.Fields record -> {
                List<Object> fields = new ArrayList<>();
                long place = at;
                for (NaiveType field : record.types()) {
                    place = NaiveType.align(place, field.alignment());
                    fields.add(load(field, place));
                    place += field.size();
                }
                yield fields;
            }
            case NaiveType.Cases variant -> {
                long index = loadInt(at, variant.discriminant());
                trapIf(index >= variant.types().size());
                NaiveType payload = variant.types().get((int) index).orElse(null);
                long place = NaiveType.align(at + variant.discriminant(), variant.caseAlignment());
                yield new Chosen((int) index, payload == null ? null : load(payload, place));
            }
            case NaiveType.Bits flags -> new Set32(mask((int) loadInt(at, (int) flags.size()), flags.count()));
        };
    }

    private static int mask(int bits, int count) {
        return count == 32 ? bits : bits & (1 << count) - 1;
    }

    private static Object plain(NaiveType.Plain type, long bits) {
        int bytes = type.bytes();
        return switch (type.kind()) {
            case BOOL -> bits != 0;
            case SIGNED -> signed(bits, bytes);
            case UNSIGNED -> bytes == 8 ? bits : bits & (1L << 8 * bytes) - 1;
            case FLOAT -> bytes == 4 ? nan32((int) bits) : new Bits64(nan64(bits));
            case CHAR -> {
                trapIf(bits < 0 || bits >= 0x110000 || bits >= 0xd800 && bits <= 0xdfff);
                yield new Scalar(bits);
            }
        };
    }

    private static Object nan32(int bits) {
        return (bits & 0x7fffffff) > 0x7f800000 ? (Object) 0x7fc00000 : (Object) bits;
    }

    private static long nan64(long bits) {
        return (bits & Long.MAX_VALUE) > 0x7ff0000000000000L ? 0x7ff8000000000000L : bits;
    }

    private Object string(long pointer, long tagged) {
        boolean wide = encoding == StringEncoding.UTF16 || encoding == StringEncoding.LATIN1_UTF16 && (tagged & TAG) != 0;
        long units = encoding == StringEncoding.LATIN1_UTF16 ? tagged & ~TAG : tagged;
        long bytes = wide ? 2 * units : units;
        Charset charset = wide ? StandardCharsets.UTF_16LE
                : encoding == StringEncoding.UTF8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        trapIf(bytes > MOST_BYTES);
        trapIf(encoding != StringEncoding.UTF8 && pointer % 2 != 0);
        trapIf(pointer + bytes > memory.length);
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(memory, (int) pointer, (int) bytes)).toString();
        } catch (CharacterCodingException bad) {
            throw new NaiveTrap();
        }
    }

    private Object range(NaiveType element, long pointer, long length) {
        trapIf(length * element.size() > MOST_BYTES);
        trapIf(pointer % element.alignment() != 0);
        trapIf(pointer + length * element.size() > memory.length);
        List<Object> elements = new ArrayList<>();
        for (long i = 0; i < length; i++) {
            elements.add(load(element, pointer + i * element.size()));
        }
        return elements;
    }

    // Storing

    private void storeInt(long value, long at, int bytes) {
        for (int i = 0; i < bytes; i++) {
            memory[(int) at + i] = (byte) (value >>> 8 * i);
        }
    }

    void store(NaiveType type, Object value, long at) {
        switch (type) {
            case NaiveType.Plain plain -> storeInt(bits(value), at, plain.bytes());
            case NaiveType.Text text -> storePair(putString((String) value), at);
            case NaiveType.Sequence list -> storePair(putList(list.element(), (List<?>) value), at);
            case NaiveType.Repeated list -> {
                for (int i = 0; i < list.count(); i++) {
                    store(list.element(), ((List<?>) value).get(i), at + i * list.element().size());
                }
            }
            case NaiveType.Fields record -> {
                long place = at;
                for (int i = 0; i < record.types().size(); i++) {
                    NaiveType field = record.types().get(i);
                    place = NaiveType.align(place, field.alignment());
                    store(field, ((List<?>) value).get(i), place);
                    place += field.size();
                }
            }
            case NaiveType.Cases variant -> {
                Chosen chosen = (Chosen) value;
                storeInt(chosen.index(), at, variant.discriminant());
                variant.types().get(chosen.index()).ifPresent(payload -> store(payload, Objects.requireNonNull(
                        chosen.payload()), NaiveType.align(at + variant.discriminant(), variant.caseAlignment())));
            }
            case NaiveType.Bits flags -> storeInt(((Set32) value).bits(), at, (int) flags.size());
        }
    }

    private void storePair(long[] pair, long at) {
        storeInt(pair[0], at, 4);
        storeInt(pair[1], at + 4, 4);
    }

    private static long bits(Object value) {
        return switch (value) {
            case Boolean truth -> truth ? 1 : 0;
            case Long number -> number;
            case Integer f32 -> Integer.toUnsignedLong(f32);
            case Bits64 f64 -> f64.bits();
            case Scalar scalar -> scalar.codePoint();
            default -> throw new IllegalArgumentException(value.toString());
        };
    }

    private long[] putString(String text) {
        boolean latin = text.chars().allMatch(c -> c < 256);
        boolean wide = encoding == StringEncoding.UTF16 || encoding == StringEncoding.LATIN1_UTF16 && !latin;
        byte[] bytes = text.getBytes(wide ? StandardCharsets.UTF_16LE
                : encoding == StringEncoding.UTF8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        int pointer = allocate(encoding == StringEncoding.UTF8 ? 1 : 2, bytes.length);
        System.arraycopy(bytes, 0, memory, pointer, bytes.length);
        long units = wide ? bytes.length / 2 : bytes.length;
        return new long[] {pointer, encoding == StringEncoding.LATIN1_UTF16 && wide ? units | TAG : units};
    }

    private long[] putList(NaiveType element, List<?> values) {
        int pointer = allocate((int) element.alignment(), values.size() * element.size());
        for (int i = 0; i < values.size(); i++) {
            store(element, values.get(i), pointer + i * element.size());
        }
        return new long[] {pointer, values.size()};
    }

    // Flat

    /** Slots as the engine passes them: raw bits, 32-bit ones with a zero upper half. */
    List<Long> lowerFlat(NaiveType type, Object value) {
        List<Long> flat = new ArrayList<>();
        switch (type) {
            case NaiveType.Plain plain -> flat.add(plain.bytes() == 8 ? bits(value) : bits(value) & 0xffff_ffffL);
            case NaiveType.Text text -> Arrays.stream(putString((String) value)).forEach(flat::add);
            case NaiveType.Sequence list ->
                Arrays.stream(putList(list.element(), (List<?>) value)).forEach(flat::add);
            case NaiveType.Repeated list -> ((List<?>) value).forEach(one -> flat.addAll(lowerFlat(list.element(), one)));
            case NaiveType.Fields record -> {
                for (int i = 0; i < record.types().size(); i++) {
                    flat.addAll(lowerFlat(record.types().get(i), ((List<?>) value).get(i)));
                }
            }
            case NaiveType.Cases variant -> {
                Chosen chosen = (Chosen) value;
                flat.add((long) chosen.index());
                variant.types().get(chosen.index()).ifPresent(payload ->
                        flat.addAll(lowerFlat(payload, Objects.requireNonNull(chosen.payload()))));
                while (flat.size() < variant.flat().size()) {
                    flat.add(0L);
                }
            }
            case NaiveType.Bits flags -> flat.add(Integer.toUnsignedLong(((Set32) value).bits()));
        }
        return flat;
    }

    /** Takes slots from the front of a list. */
    Object liftFlat(NaiveType type, List<Long> slots) {
        return switch (type) {
            case NaiveType.Plain plain -> {
                long slot = slots.removeFirst();
                yield plain(plain, plain.bytes() == 8 ? slot : slot & 0xffff_ffffL);
            }
            case NaiveType.Text text -> string(slots.removeFirst() & 0xffff_ffffL, slots.removeFirst() & 0xffff_ffffL);
            case NaiveType.Sequence list ->
                range(list.element(), slots.removeFirst() & 0xffff_ffffL, slots.removeFirst() & 0xffff_ffffL);
            case NaiveType.Repeated list -> {
                List<Object> elements = new ArrayList<>();
                for (int i = 0; i < list.count(); i++) {
                    elements.add(liftFlat(list.element(), slots));
                }
                yield elements;
            }
            case NaiveType.Fields record -> {
                List<Object> fields = new ArrayList<>();
                record.types().forEach(field -> fields.add(liftFlat(field, slots)));
                yield fields;
            }
            case NaiveType.Cases variant -> {
                List<Long> own = new ArrayList<>(slots.subList(0, variant.flat().size()));
                slots.subList(0, variant.flat().size()).clear();
                long index = own.removeFirst() & 0xffff_ffffL;
                trapIf(index >= variant.types().size());
                NaiveType payload = variant.types().get((int) index).orElse(null);
                yield new Chosen((int) index, payload == null ? null : liftFlat(payload, own));
            }
            case NaiveType.Bits flags -> new Set32(mask((int) (long) slots.removeFirst(), flags.count()));
        };
    }

    /** Parameters or results: flat, or the address of a tuple. */
    List<Object> liftValues(int most, List<NaiveType> types, List<Long> slots) {
        NaiveType.Fields tuple = new NaiveType.Fields(types);
        if (tuple.flat().size() > most) {
            long pointer = slots.removeFirst() & 0xffff_ffffL;
            trapIf(pointer % tuple.alignment() != 0);
            trapIf(pointer + tuple.size() > memory.length);
            List<Object> values = new ArrayList<>();
            ((List<?>) load(tuple, pointer)).forEach(values::add);
            return values;
        }
        List<Object> values = new ArrayList<>();
        types.forEach(type -> values.add(liftFlat(type, slots)));
        return values;
    }

    List<Long> lowerValues(int most, List<NaiveType> types, List<Object> values) {
        NaiveType.Fields tuple = new NaiveType.Fields(types);
        if (tuple.flat().size() > most) {
            int pointer = allocate((int) tuple.alignment(), tuple.size());
            store(tuple, values, pointer);
            return List.of((long) pointer);
        }
        return lowerFlat(tuple, values);
    }
}
