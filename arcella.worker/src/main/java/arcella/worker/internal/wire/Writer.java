package arcella.worker.internal.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

import arcella.wit.value.Bytes;

/** Writes the parts of one frame, in order. For one thread and one frame. */
final class Writer {

    private static final MessagePack.PackerConfig CONFIG = new MessagePack.PackerConfig().withBufferSize(512);

    private final MessageBufferPacker packer = CONFIG.newBufferPacker();
    private int values;

    /** Something that writes and that only a real stream could make fail. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private Writer pack(Step step) {
        try {
            step.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("a buffer in memory failed", e);
        }
    }

    /** How many times this has been asked: one more each time, for counting values. */
    int values() {
        return ++values;
    }

    Writer integer(int value) {
        return pack(() -> packer.packInt(value));
    }

    Writer number(long value) {
        return pack(() -> packer.packLong(value));
    }

    Writer bool(boolean value) {
        return pack(() -> packer.packBoolean(value));
    }

    /** As its bits: a NaN keeps its payload. */
    Writer f32(float value) {
        return integer(Float.floatToRawIntBits(value));
    }

    /** As its bits: a NaN keeps its payload. */
    Writer f64(double value) {
        return number(Double.doubleToRawLongBits(value));
    }

    Writer text(String value) {
        return pack(() -> packer.packString(value));
    }

    Writer bytes(byte[] value) {
        return pack(() -> packer.packBinaryHeader(value.length).writePayload(value));
    }

    Writer bytes(Bytes value) {
        return bytes(value.toArray());
    }

    Writer count(int count) {
        return pack(() -> packer.packArrayHeader(count));
    }

    Writer texts(List<String> values) {
        count(values.size());
        values.forEach(this::text);
        return this;
    }

    byte[] frame() {
        return packer.toByteArray();
    }
}
