package arcella.engine.internal.binary;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing binary. Not thread-safe. */
public final class BinaryWriter {

    private byte[] bytes;
    private int size;

    /** Starts empty, with room for {@code expected} bytes. */
    public BinaryWriter(int expected) {
        bytes = new byte[Math.max(16, expected)];
    }

    /** How many bytes there are. */
    public int size() {
        return size;
    }

    /** A copy of what was written. */
    public byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, size + (size >> 1)));
        }
    }

    /** One byte. */
    public BinaryWriter u8(int value) {
        room(1);
        bytes[size++] = (byte) value;
        return this;
    }

    /** Bytes as they are. */
    public BinaryWriter raw(byte[] source, int start, int end) {
        room(end - start);
        System.arraycopy(source, start, bytes, size, end - start);
        size += end - start;
        return this;
    }

    /** What another writer holds. */
    public BinaryWriter raw(BinaryWriter other) {
        return raw(other.bytes, 0, other.size);
    }

    /** The length of what another writer holds, and that. */
    public BinaryWriter sized(BinaryWriter other) {
        return u32(other.size).raw(other);
    }

    /** An unsigned LEB128 number, as short as it can be. */
    public BinaryWriter u32(long value) {
        long rest = value;
        while (rest > 0x7F) {
            u8((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        return u8((int) rest);
    }

    /** A signed LEB128 number, as short as it can be. */
    public BinaryWriter signed(long value) {
        long rest = value;
        while (rest < -64 || rest > 63) {
            u8((int) (rest & 0x7F | 0x80));
            rest >>= 7;
        }
        return u8((int) (rest & 0x7F));
    }

    /** A name after its length. */
    public BinaryWriter name(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        return u32(utf8.length).raw(utf8, 0, utf8.length);
    }
}
