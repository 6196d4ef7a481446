package arcella.engine.abi;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import arcella.engine.core.CoreMemory;

/**
 * Room for text on its way between Java and one memory, kept from call to call, and never more than for
 * {@link #MOST_UNITS} code units: longer texts go piece by piece. One thread at a time.
 */
final class TextBuffer {

    /** Code units of one piece: small enough that it stays in the processor's nearest cache. */
    static final int MOST_UNITS = 2048;

    private static final int LEAST_UNITS = 64;

    private static final char[] NO_UNITS = {};
    private static final byte[] NO_BYTES = {};

    private char[] units = NO_UNITS;
    private byte[] bytes = NO_BYTES;

    /** Of the text that was measured last. */
    private int ascii;
    private long length;

    /**
     * Looks through a text that is to be encoded.
     *
     * @return whether it is of Unicode scalar values, with no lone surrogate
     */
    boolean measure(String text) {
        ascii = 0;
        length = 0;
        int count = text.length();
        for (int at = 0; at < count;) {
            int end = piece(text, at, count);
            int size = end - at;
            int plain = length == at ? Utf8.ascii(units, size) : 0;
            ascii += plain;
            if (plain == size) {
                length += size;
            } else {
                int encoded = Utf8.encode(units, plain, size, bytesFor(size), plain);
                if (encoded == Utf8.MALFORMED) {
                    return false;
                }
                length += encoded;
            }
            at = end;
        }
        return true;
    }

    /** How many ASCII characters it begins with. */
    int ascii() {
        return ascii;
    }

    /** Its length in UTF-8. */
    long length() {
        return length;
    }

    /** Writes the ASCII characters that the measured text begins with to memory that has been checked. */
    @SuppressWarnings("deprecation") // What it leaves out, the upper half of characters, is zero here.
    void writeAscii(String text, CoreMemory memory, int pointer) {
        text.getBytes(0, ascii, memory.bytes(), pointer);
    }

    /** Writes the rest of the measured text behind them. */
    void writeRest(String text, CoreMemory memory, int pointer) {
        int count = text.length();
        if (count <= MOST_UNITS) {
            // It is still here, encoded.
            memory.write(pointer + ascii, bytes, ascii, (int) length - ascii);
            return;
        }
        int to = pointer + ascii;
        for (int at = ascii; at < count;) {
            int end = piece(text, at, count);
            int encoded = Utf8.encode(units, 0, end - at, bytesFor(end - at), 0);
            memory.write(to, bytes, 0, encoded);
            to += encoded;
            at = end;
        }
    }

    /** Takes the next piece over, which ends between characters; answers where. */
    private int piece(String text, int at, int count) {
        int end = Math.min(count, at + MOST_UNITS);
        if (end < count && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        text.getChars(at, end, unitsFor(end - at), 0);
        return end;
    }

    /**
     * The text of a range of UTF-8.
     *
     * @return null if the bytes are something else
     */
    @Nullable String decode(byte[] from, int pointer, int size) {
        int plain = Utf8.ascii(from, pointer, size);
        if (plain == size) {
            return new String(from, pointer, size, StandardCharsets.ISO_8859_1);
        }
        char[] to = size <= MOST_UNITS ? unitsFor(size) : new char[size];
        for (int i = 0; i < plain; i++) {
            to[i] = (char) from[pointer + i];
        }
        int end = Utf8.decode(from, pointer + plain, pointer + size, to, plain);
        return end == Utf8.MALFORMED ? null : new String(to, 0, end);
    }

    private char[] unitsFor(int count) {
        if (units.length < count) {
            units = new char[roomy(count)];
        }
        return units;
    }

    private byte[] bytesFor(int count) {
        int needed = count * Utf8.BYTES_PER_UNIT + Utf8.SLACK;
        if (bytes.length < needed) {
            bytes = new byte[roomy(count) * Utf8.BYTES_PER_UNIT + Utf8.SLACK];
        }
        return bytes;
    }

    private static int roomy(int count) {
        return Math.max(LEAST_UNITS, Integer.highestOneBit(Math.max(count - 1, 1)) << 1);
    }
}
