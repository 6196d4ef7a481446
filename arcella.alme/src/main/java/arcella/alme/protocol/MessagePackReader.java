package arcella.alme.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import arcella.command.Data;
import arcella.error.ArcellaException;

/**
 * Reads MessagePack as {@link Data}. What a peer sends is not trusted: nesting, the number of values and every length
 * are checked before anything is reserved for them. Extension types, keys that are no text, a key that stands twice,
 * unsigned numbers past 2^63-1 and text that is no UTF-8 are refused.
 *
 * <p>Failures are {@link AlmeError#BAD_FRAME}.
 */
public final class MessagePackReader {

    private final byte[] bytes;
    private final int end;
    private int at;
    private int values;

    private MessagePackReader(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.at = offset;
        this.end = offset + length;
    }

    /** Reads the map that a frame holds, without its length. */
    public static Data.Fields frame(byte[] bytes, int offset, int length) {
        MessagePackReader reader = new MessagePackReader(bytes, offset, length);
        Data data = reader.value(0);
        if (reader.at != reader.end) {
            throw bad((reader.end - reader.at) + " bytes stand behind the message");
        }
        if (!(data instanceof Data.Fields fields)) {
            throw bad("the message is no map");
        }
        return fields;
    }

    private Data value(int depth) {
        if (depth > Alme.MAX_DEPTH) {
            throw bad("values are nested deeper than " + Alme.MAX_DEPTH);
        }
        if (++values > Alme.MAX_VALUES) {
            throw bad("more than " + Alme.MAX_VALUES + " values");
        }
        int head = next();
        if (head < 0x80) {
            return new Data.Whole(head);
        }
        if (head < 0x90) {
            return map(head & 15, depth);
        }
        if (head < 0xa0) {
            return array(head & 15, depth);
        }
        if (head < 0xc0) {
            return new Data.Text(text(head & 31));
        }
        if (head >= 0xe0) {
            return new Data.Whole((byte) head);
        }
        return switch (head) {
            case 0xc0 -> Data.NONE;
            case 0xc2 -> new Data.Truth(false);
            case 0xc3 -> new Data.Truth(true);
            case 0xc4 -> binary(length(1));
            case 0xc5 -> binary(length(2));
            case 0xc6 -> binary(length(4));
            case 0xca -> new Data.Real(Float.intBitsToFloat((int) number(4)));
            case 0xcb -> new Data.Real(Double.longBitsToDouble(number(8)));
            case 0xcc -> new Data.Whole(number(1));
            case 0xcd -> new Data.Whole(number(2));
            case 0xce -> new Data.Whole(number(4));
            case 0xcf -> unsigned(number(8));
            case 0xd0 -> new Data.Whole((byte) number(1));
            case 0xd1 -> new Data.Whole((short) number(2));
            case 0xd2 -> new Data.Whole((int) number(4));
            case 0xd3 -> new Data.Whole(number(8));
            case 0xd9 -> new Data.Text(text(length(1)));
            case 0xda -> new Data.Text(text(length(2)));
            case 0xdb -> new Data.Text(text(length(4)));
            case 0xdc -> array(length(2), depth);
            case 0xdd -> array(length(4), depth);
            case 0xde -> map(length(2), depth);
            case 0xdf -> map(length(4), depth);
            default -> throw bad("the type 0x" + Integer.toHexString(head) + " has no place here");
        };
    }

    private static Data unsigned(long value) {
        if (value < 0) {
            throw bad("a number past 2^63-1");
        }
        return new Data.Whole(value);
    }

    private Data array(int count, int depth) {
        // Every value takes a byte at least, so a count that cannot be is told before anything is reserved.
        check(count);
        List<Data> items = new ArrayList<>(Math.min(count, 64));
        for (int i = 0; i < count; i++) {
            items.add(value(depth + 1));
        }
        return new Data.Items(items);
    }

    private Data map(int count, int depth) {
        check(2L * count);
        Map<String, Data> fields = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String key = key();
            if (fields.put(key, value(depth + 1)) != null) {
                throw bad("the key '" + key + "' stands twice");
            }
        }
        return new Data.Fields(fields);
    }

    private String key() {
        int head = next();
        return head >= 0xa0 && head < 0xc0 ? text(head & 31)
                : head == 0xd9 ? text(length(1))
                : head == 0xda ? text(length(2))
                : head == 0xdb ? text(length(4))
                : refuseKey();
    }

    private static String refuseKey() {
        throw bad("a key is no text");
    }

    private String text(int length) {
        check(length);
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        if (text.indexOf('\ufffd') >= 0) {
            strict(length);
        }
        at += length;
        return text;
    }

    /** The replacement character stands in the text, or bytes that are no UTF-8: only the slow way can tell. */
    private void strict(int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, length));
        } catch (CharacterCodingException e) {
            throw new ArcellaException(AlmeError.BAD_FRAME, "a text is no UTF-8", "", e);
        }
    }

    private Data binary(int length) {
        check(length);
        byte[] value = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return new Data.Bytes(value);
    }

    private int length(int size) {
        long length = number(size);
        check(length);
        return (int) length;
    }

    private void check(long length) {
        if (length > end - at) {
            throw bad("the message ends in the middle of a value");
        }
    }

    private long number(int size) {
        check(size);
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | bytes[at++] & 0xff;
        }
        return value;
    }

    private int next() {
        check(1);
        return bytes[at++] & 0xff;
    }

    private static ArcellaException bad(String why) {
        return new ArcellaException(AlmeError.BAD_FRAME, "a frame that is not understood: " + why, "see docs/ALME.md");
    }
}
