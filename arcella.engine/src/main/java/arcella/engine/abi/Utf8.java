package arcella.engine.abi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * UTF-8 between arrays, strict both ways. The JDK's own code asks for every byte and every character singly, twice over:
 * once for the length and once for the text. Here a character is one load or store of four bytes wherever there is room.
 */
final class Utf8 {

    /** Bytes that one UTF-16 code unit can take. */
    static final int BYTES_PER_UNIT = 3;

    /** What an array to encode into needs behind the text: the last character too is stored as four bytes. */
    static final int SLACK = 4;

    /** Instead of a length: the input is not well-formed. */
    static final int MALFORMED = -1;

    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private Utf8() {}

    /** How many ASCII bytes a range begins with. */
    static int ascii(byte[] bytes, int from, int length) {
        int i = 0;
        while (i <= length - Long.BYTES && ((long) LONG.get(bytes, from + i) & HIGH_BITS) == 0) {
            i += Long.BYTES;
        }
        while (i < length && bytes[from + i] >= 0) {
            i++;
        }
        return i;
    }

    /** How many ASCII characters a text begins with. */
    static int ascii(char[] text, int length) {
        int i = 0;
        while (i <= length - 4 && (text[i] | text[i + 1] | text[i + 2] | text[i + 3]) < 0x80) {
            i += 4;
        }
        while (i < length && text[i] < 0x80) {
            i++;
        }
        return i;
    }

    /**
     * Decodes.
     *
     * @param from holds the bytes
     * @param start where they begin
     * @param end where they end
     * @param to takes the code units: room for as many as there are bytes is enough
     * @param at where they go
     * @return where they end, or {@link #MALFORMED}
     */
    static int decode(byte[] from, int start, int end, char[] to, int at) {
        int i = start;
        int out = at;
        while (i < end) {
            int word = end - i >= Integer.BYTES ? (int) INT.get(from, i) : padded(from, i, end);
            if ((word & 0x80) == 0) {
                to[out++] = (char) (word & 0x7f);
                i++;
            } else if ((word & 0xc0e0) == 0x80c0) {
                int unit = (word & 0x1f) << 6 | word >> 8 & 0x3f;
                if (unit < 0x80) {
                    return MALFORMED;
                }
                to[out++] = (char) unit;
                i += 2;
            } else if ((word & 0xc0c0f0) == 0x8080e0) {
                int unit = (word & 0xf) << 12 | word >> 2 & 0xfc0 | word >> 16 & 0x3f;
                if (unit < 0x800 || isSurrogate(unit)) {
                    return MALFORMED;
                }
                to[out++] = (char) unit;
                i += 3;
            } else if ((word & 0xc0c0c0f8) == 0x808080f0) {
                int point = (word & 7) << 18 | word << 4 & 0x3f000 | word >> 10 & 0xfc0 | word >> 24 & 0x3f;
                if (!Character.isSupplementaryCodePoint(point)) {
                    return MALFORMED;
                }
                to[out++] = Character.highSurrogate(point);
                to[out++] = Character.lowSurrogate(point);
                i += 4;
            } else {
                return MALFORMED;
            }
        }
        return out;
    }

    /** The last three bytes at the most, and behind them zeros, which continue no character. */
    private static int padded(byte[] from, int at, int end) {
        int word = 0;
        for (int i = end - 1; i >= at; i--) {
            word = word << Byte.SIZE | from[i] & 0xff;
        }
        return word;
    }

    /**
     * Encodes.
     *
     * @param from holds the code units from its beginning on
     * @param start the first to encode
     * @param end where they end; not between the two halves of a pair
     * @param to takes the bytes: {@link #BYTES_PER_UNIT} for each unit and {@link #SLACK} are enough
     * @param at where they go
     * @return where they end, or {@link #MALFORMED} for a lone surrogate
     */
    static int encode(char[] from, int start, int end, byte[] to, int at) {
        int out = at;
        for (int i = start; i < end; i++) {
            int unit = from[i];
            if (unit < 0x80) {
                to[out++] = (byte) unit;
            } else if (unit < 0x800) {
                SHORT.set(to, out, (short) (0x80c0 | unit >> 6 | (unit & 0x3f) << 8));
                out += 2;
            } else if (!isSurrogate(unit)) {
                INT.set(to, out, 0x8080e0 | unit >> 12 | unit << 2 & 0x3f00 | (unit & 0x3f) << 16);
                out += 3;
            } else {
                i++;
                if (unit >= Character.MIN_LOW_SURROGATE || i == end || !Character.isLowSurrogate(from[i])) {
                    return MALFORMED;
                }
                int point = Character.toCodePoint((char) unit, from[i]);
                INT.set(to, out, 0x808080f0 | point >> 18 | point >> 4 & 0x3f00 | point << 10 & 0x3f0000
                        | (point & 0x3f) << 24);
                out += 4;
            }
        }
        return out;
    }

    private static boolean isSurrogate(int unit) {
        return (unit & 0xf800) == 0xd800;
    }
}
