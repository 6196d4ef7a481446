package arcella.wit.component;

import java.util.Arrays;
import java.util.Objects;

/**
 * A view of some bytes of a larger binary, without a copy.
 *
 * <p>The array is shared with whoever made the slice and must not change afterwards; the slice itself never changes it.
 * Equal when the viewed bytes are equal.
 *
 * @param array the bytes viewed, not copied
 * @param offset the first byte viewed
 * @param length how many bytes are viewed
 */
public record ByteSlice(byte[] array, int offset, int length) {

    public ByteSlice {
        Objects.checkFromIndexSize(offset, length, array.length);
    }

    /** All bytes of {@code array}. */
    public static ByteSlice of(byte[] array) {
        return new ByteSlice(array, 0, array.length);
    }

    /** The byte at {@code index}, counted from the start of this slice. */
    public byte at(int index) {
        return array[offset + Objects.checkIndex(index, length)];
    }

    /** The part of this slice that starts {@code from} bytes into it. */
    public ByteSlice slice(int from, int size) {
        Objects.checkFromIndexSize(from, size, length);
        return new ByteSlice(array, offset + from, size);
    }

    /** A copy of the viewed bytes. */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ByteSlice that
                && Arrays.equals(array, offset, offset + length, that.array, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    @Override
    public String toString() {
        return "ByteSlice[" + offset + "+" + length + "]";
    }
}
