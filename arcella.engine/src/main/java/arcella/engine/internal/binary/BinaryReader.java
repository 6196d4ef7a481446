package arcella.engine.internal.binary;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;

/**
 * A position in a binary, and the number formats of WebAssembly (core specification, 5.2).
 *
 * <p>Nothing is read beyond the given end, over-long and over-large numbers are refused, and a count is checked against
 * the bytes that are left before anybody allocates for it.
 */
public final class BinaryReader {

    private final byte[] bytes;
    private final int end;
    private int position;

    /** Reads from {@code start} until before {@code end}. */
    public BinaryReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    /** Where the next byte is read. */
    public int position() {
        return position;
    }

    /** How many bytes are left. */
    public int left() {
        return end - position;
    }

    /** Whether something is left. */
    public boolean more() {
        return position < end;
    }

    /** Says what is wrong and where. */
    public static ArcellaException malformed(int offset, String what) {
        return new ArcellaException(EngineError.MALFORMED,
                "the module is damaged at offset " + offset + ": " + what, "get or build it again");
    }

    /** One byte, unsigned. */
    public int u8() {
        if (position >= end) {
            throw malformed(position, "unexpected end");
        }
        return bytes[position++] & 0xFF;
    }

    /** The next byte, unsigned, without moving on. */
    public int peek() {
        if (position >= end) {
            throw malformed(position, "unexpected end");
        }
        return bytes[position] & 0xFF;
    }

    /** An unsigned 32-bit number, at most 2^31-1 where it is an index, a size or a count. */
    public int index() {
        int at = position;
        long value = u32();
        if (value > Integer.MAX_VALUE) {
            throw malformed(at, "the number " + value + " is too large here");
        }
        return (int) value;
    }

    /** A number of items of at least one byte each, checked against what is left. */
    public int count(String what) {
        int at = position;
        long value = u32();
        if (value > left()) {
            throw malformed(at, value + " " + what + " are announced, but " + left() + " bytes are left");
        }
        return (int) value;
    }

    /** An unsigned LEB128 number of 32 bits. */
    public long u32() {
        int at = position;
        long result = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int b = u8();
            if (shift == 28 && (b & 0xF0) != 0) {
                throw malformed(at, "integer too large or representation too long");
            }
            result |= (long) (b & 0x7F) << shift;
            if ((b & 0x80) == 0) {
                return result;
            }
        }
        throw malformed(at, "integer representation too long");
    }

    /** A signed LEB128 number of {@code bits} (32, 33 or 64). */
    public long signed(int bits) {
        int at = position;
        long result = 0;
        int shift = 0;
        while (true) {
            int b = u8();
            int left = bits - shift;
            if (left < 7) {
                // The bits beyond the number's width must repeat its sign, and nothing may follow.
                int sign = b << 25 >> 25 >> left - 1;
                if ((b & 0x80) != 0 || sign != 0 && sign != -1) {
                    throw malformed(at, "integer too large or representation too long");
                }
            }
            result |= (long) (b & 0x7F) << shift;
            shift += 7;
            if ((b & 0x80) == 0) {
                return shift < 64 ? result << 64 - shift >> 64 - shift : result;
            }
            if (shift >= bits) {
                throw malformed(at, "integer representation too long");
            }
        }
    }

    /** Moves on. */
    public void skip(long count) {
        if (count < 0 || count > left()) {
            throw malformed(position, count + " bytes are announced, but " + left() + " are left");
        }
        position += (int) count;
    }

    /** A name in UTF-8 after its length. */
    public String name() {
        int length = count("bytes of a name");
        int at = position;
        skip(length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, length)).toString();
        } catch (CharacterCodingException e) {
            throw malformed(at, "malformed UTF-8 encoding");
        }
    }
}
