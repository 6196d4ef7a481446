package arcella.wit.binary;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import arcella.wit.component.ByteSlice;
import arcella.wit.component.ComponentException;

/**
 * A cursor over a binary: the lexical rules that core modules and components share. Positions are counted from the start
 * of the array, so that errors name a place in the outermost binary.
 */
final class Reader {

    private final byte[] bytes;
    private int end;
    private int position;

    Reader(ByteSlice slice) {
        this.bytes = slice.array();
        this.position = slice.offset();
        this.end = slice.offset() + slice.length();
    }

    int position() {
        return position;
    }

    /** Reads {@code part} next, and nothing past its end, until {@link #leave}; returns what that wants. */
    int enter(ByteSlice part) {
        int outer = end;
        position = part.offset();
        end = part.offset() + part.length();
        return outer;
    }

    /** Goes on past the part that was entered. */
    void leave(int outer) {
        end = outer;
    }

    int remaining() {
        return end - position;
    }

    boolean atEnd() {
        return position == end;
    }

    int peek() {
        if (position == end) {
            throw unexpectedEnd();
        }
        return bytes[position] & 0xff;
    }

    int u8() {
        if (position == end) {
            throw unexpectedEnd();
        }
        return bytes[position++] & 0xff;
    }

    /** An unsigned LEB128 number of at most 32 bits. */
    int u32() {
        int first = u8();
        if (first < 0x80) {
            return first;
        }
        int result = first & 0x7f;
        for (int shift = 7; shift < 28; shift += 7) {
            int next = u8();
            result |= (next & 0x7f) << shift;
            if (next < 0x80) {
                return result;
            }
        }
        int last = u8();
        if (last >= 0x80) {
            throw ComponentException.malformed("integer representation too long", position - 1);
        }
        if (last > 0x0f) {
            throw ComponentException.malformed("integer too large", position - 1);
        }
        return result | last << 28;
    }

    /** An unsigned LEB128 number of at most 64 bits. */
    long u64() {
        long result = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            int next = u8();
            result |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return result;
            }
        }
        int last = u8();
        if (last >= 0x80) {
            throw ComponentException.malformed("integer representation too long", position - 1);
        }
        if (last > 1) {
            throw ComponentException.malformed("integer too large", position - 1);
        }
        return result | (long) last << 63;
    }

    /** A signed LEB128 number of at most 33 bits: a heap or block type. */
    long s33() {
        return signed(33);
    }

    /** A signed LEB128 number of at most {@code bits} bits. */
    long signed(int bits) {
        long result = 0;
        int shift = 0;
        while (true) {
            int next = u8();
            int left = bits - shift;
            if (left < 7) {
                // The bits past the last one must repeat the sign.
                int sign = next & 0x7f & -1 << left - 1;
                if (next >= 0x80) {
                    throw ComponentException.malformed("integer representation too long", position - 1);
                }
                if (sign != 0 && sign != (0x7f & -1 << left - 1)) {
                    throw ComponentException.malformed("integer too large", position - 1);
                }
            }
            result |= (long) (next & 0x7f) << shift;
            shift += 7;
            if (next < 0x80) {
                return shift < 64 && (next & 0x40) != 0 ? result | -1L << shift : result;
            }
        }
    }

    boolean bool() {
        int value = u8();
        if (value > 1) {
            throw ComponentException.malformed("invalid boolean value", position - 1);
        }
        return value == 1;
    }

    /** The number of elements that follow. Each takes at least {@code minimumBytes}, so a count past the end fails here. */
    int count(int minimumBytes) {
        int at = position;
        int count = u32();
        if (Integer.compareUnsigned(count, remaining() / minimumBytes) > 0) {
            throw ComponentException.malformed("unexpected end-of-file: a vector of "
                    + Integer.toUnsignedString(count) + " elements in " + remaining() + " bytes", at);
        }
        return count;
    }

    /** A size in bytes, followed by that many bytes, which are skipped and returned. */
    ByteSlice sized() {
        int at = position;
        int size = u32();
        if (Integer.compareUnsigned(size, remaining()) > 0) {
            throw ComponentException.malformed("unexpected end-of-file", at);
        }
        return take(size);
    }

    ByteSlice take(int size) {
        if (size > remaining()) {
            throw unexpectedEnd();
        }
        ByteSlice taken = new ByteSlice(bytes, position, size);
        position += size;
        return taken;
    }

    void skip(int size) {
        if (size > remaining()) {
            throw unexpectedEnd();
        }
        position += size;
    }

    /** A length-prefixed UTF-8 string ({@code core:name}). */
    String name() {
        int at = position;
        int length = u32();
        if (Integer.compareUnsigned(length, remaining()) > 0) {
            throw ComponentException.malformed("unexpected end-of-file", at);
        }
        int start = position;
        position += length;
        for (int i = start; i < position; i++) {
            if (bytes[i] < 0) {
                return decode(start, length);
            }
        }
        return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
    }

    private String decode(int start, int length) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length)).toString();
        } catch (CharacterCodingException e) {
            throw ComponentException.malformed("malformed UTF-8 encoding", start);
        }
    }

    /** A vector, each element of at least {@code minimumBytes}. */
    <T> List<T> vector(int minimumBytes, Element<T> element) {
        int count = count(minimumBytes);
        List<T> elements = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            elements.add(element.read());
        }
        return elements;
    }

    /** A 0x00 for nothing or a 0x01 and the thing. */
    <T> Optional<T> optional(String what, Element<T> element) {
        return switch (u8()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(element.read());
            default -> throw leadingByte(what);
        };
    }

    /** That the byte just read cannot start {@code what}. */
    ComponentException leadingByte(String what) {
        int at = position - 1;
        return ComponentException.malformed("invalid leading byte (0x%x) for %s".formatted(bytes[at] & 0xff, what), at);
    }

    private ComponentException unexpectedEnd() {
        return ComponentException.malformed("unexpected end-of-file", position);
    }

    /** Reads one element of a vector. */
    interface Element<T> {
        T read();
    }
}
