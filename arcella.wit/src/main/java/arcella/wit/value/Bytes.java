package arcella.wit.value;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * The value of a {@code list<u8>}, of any length, held as the bytes themselves.
 *
 * <p>A class and no record, because a record could not keep its array to itself. Two are equal when their bytes are.
 * Immutable as long as the giver of {@link #wrap} keeps its promise.
 */
public final class Bytes implements WitValue {

    private static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] array;
    private final int from;
    private final int size;

    private Bytes(byte[] array) {
        this(array, 0, array.length);
    }

    private Bytes(byte[] array, int from, int size) {
        this.array = array;
        this.from = from;
        this.size = size;
    }

    /** The value with a copy of these bytes. */
    public static Bytes copyOf(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Bytes(bytes.clone());
    }

    /** The value with the bytes from {@code from} (inclusive) to {@code to} (exclusive), copied. */
    public static Bytes copyOf(byte[] bytes, int from, int to) {
        Objects.checkFromToIndex(from, to, bytes.length);
        return from == to ? EMPTY : new Bytes(Arrays.copyOfRange(bytes, from, to));
    }

    /** The value that takes over this array without copying it; the giver must not write to it afterwards. */
    public static Bytes wrap(byte[] bytes) {
        return new Bytes(Objects.requireNonNull(bytes, "bytes"));
    }

    /**
     * The value that takes over the bytes from {@code from} (inclusive) to {@code to} (exclusive) without copying them; the
     * giver must not write to them afterwards. It holds the whole array.
     */
    public static Bytes wrap(byte[] bytes, int from, int to) {
        Objects.checkFromToIndex(from, to, bytes.length);
        return new Bytes(bytes, from, to - from);
    }

    /** How many bytes there are. */
    public int size() {
        return size;
    }

    /** The byte at an index from 0, as a number from 0 to 255. */
    public int at(int index) {
        return array[from + Objects.checkIndex(index, size)] & 0xff;
    }

    /** A read-only view of the bytes, from position 0 to {@link #size()}; nothing is copied. */
    public ByteBuffer view() {
        return ByteBuffer.wrap(array, from, size).slice().asReadOnlyBuffer();
    }

    /** The bytes, copied. */
    public byte[] toArray() {
        return Arrays.copyOfRange(array, from, from + size);
    }

    /** Copies all bytes into {@code target}, from {@code offset} on. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(array, from, target, offset, size);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(array, from, from + size, that.array, that.from, that.from + that.size);
    }

    @Override
    public int hashCode() {
        return view().hashCode();
    }

    /** The size and the first bytes, for logs; not a format to parse. */
    @Override
    public String toString() {
        int shown = Math.min(size, 16);
        StringBuilder out = new StringBuilder("Bytes[size=").append(size).append(", hex=");
        for (int i = 0; i < shown; i++) {
            out.append(Character.forDigit(at(i) >> 4, 16)).append(Character.forDigit(at(i) & 15, 16));
        }
        return out.append(shown < size ? "...]" : "]").toString();
    }
}
