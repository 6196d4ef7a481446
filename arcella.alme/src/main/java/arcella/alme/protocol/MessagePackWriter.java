package arcella.alme.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import arcella.command.Data;
import arcella.error.ArcellaException;

/**
 * Writes {@link Data} as MessagePack, in the shortest form of each value. Not thread-safe.
 *
 * <p>Own code rather than a library, because it is all that a command-line call needs in order to speak: loading a
 * library for it took longer than the call. A test holds it to that library.
 */
public final class MessagePackWriter {

    private byte[] bytes = new byte[512];
    private int size;

    private MessagePackWriter() {}

    /**
     * A frame: four bytes of length, most significant first, and the map.
     *
     * @throws ArcellaException {@link AlmeError#FRAME_TOO_LARGE} if it is longer than {@link Alme#MAX_FRAME}
     */
    public static byte[] frame(Data.Fields fields) {
        MessagePackWriter writer = new MessagePackWriter();
        writer.size = 4;
        writer.write(fields);
        int length = writer.size - 4;
        if (length > Alme.MAX_FRAME) {
            throw tooLarge(length);
        }
        writer.bytes[0] = (byte) (length >>> 24);
        writer.bytes[1] = (byte) (length >>> 16);
        writer.bytes[2] = (byte) (length >>> 8);
        writer.bytes[3] = (byte) length;
        return Arrays.copyOf(writer.bytes, writer.size);
    }

    private static ArcellaException tooLarge(long length) {
        return new ArcellaException(
                AlmeError.FRAME_TOO_LARGE,
                "a message of " + length + " bytes is longer than the " + Alme.MAX_FRAME + " that fit into a frame",
                "send less at once");
    }

    private void write(Data data) {
        if (data instanceof Data.Text(String value)) {
            text(value);
        } else if (data instanceof Data.Whole(long value)) {
            whole(value);
        } else if (data instanceof Data.Fields(Map<String, Data> values)) {
            head(values.size(), 0x80, 16, -1, 0xde, 0xdf);
            for (Map.Entry<String, Data> entry : values.entrySet()) {
                text(entry.getKey());
                write(entry.getValue());
            }
        } else if (data instanceof Data.Items(List<Data> values)) {
            head(values.size(), 0x90, 16, -1, 0xdc, 0xdd);
            for (int i = 0; i < values.size(); i++) {
                write(values.get(i));
            }
        } else if (data instanceof Data.Truth(boolean value)) {
            put(value ? 0xc3 : 0xc2);
        } else if (data instanceof Data.Bytes(byte[] value)) {
            head(value.length, 0, 0, 0xc4, 0xc5, 0xc6);
            put(value);
        } else if (data instanceof Data.Real(double value)) {
            put(0xcb);
            number(Double.doubleToRawLongBits(value), 8);
        } else {
            put(0xc0);
        }
    }

    private void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        head(utf8.length, 0xa0, 32, 0xd9, 0xda, 0xdb);
        put(utf8);
    }

    private void head(int length, int fix, int fixEnd, int one, int two, int four) {
        if (length < fixEnd) {
            put(fix | length);
        } else if (length < 1 << 8 && one >= 0) {
            put(one);
            number(length, 1);
        } else if (length < 1 << 16) {
            put(two);
            number(length, 2);
        } else {
            put(four);
            number(length, 4);
        }
    }

    private void whole(long value) {
        if (value >= -32 && value < 128) {
            put((int) value);
        } else if (value >= 0) {
            int bytes = value < 1L << 8 ? 1 : value < 1L << 16 ? 2 : value < 1L << 32 ? 4 : 8;
            put(bytes == 1 ? 0xcc : bytes == 2 ? 0xcd : bytes == 4 ? 0xce : 0xcf);
            number(value, bytes);
        } else {
            int bytes = value >= Byte.MIN_VALUE ? 1 : value >= Short.MIN_VALUE ? 2 : value >= Integer.MIN_VALUE ? 4 : 8;
            put(bytes == 1 ? 0xd0 : bytes == 2 ? 0xd1 : bytes == 4 ? 0xd2 : 0xd3);
            number(value, bytes);
        }
    }

    private void number(long value, int length) {
        room(length);
        for (int shift = 8 * length - 8; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    private void put(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    private void put(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    private void room(int more) {
        if (more > bytes.length - size) {
            if ((long) size + more > Alme.MAX_FRAME + 4L) {
                // Told now rather than after writing all of a value that no frame can hold.
                throw tooLarge((long) size + more - 4);
            }
            bytes = Arrays.copyOf(bytes, Math.max(size + more, Math.min(2 * bytes.length, Alme.MAX_FRAME + 4)));
        }
    }
}
