package arcella.worker.internal.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

import arcella.wit.value.Bytes;

/** Writes the parts of one frame, in order. For one thread and one frame. */
final class Writer {

    private static final MessagePack.PackerConfig CONFIG = new MessagePack.PackerConfig().withBufferSize(512);

    /** From how many bytes on a value is put into the frame directly. */
    private static final int LARGE = 4 << 10;

    private final MessageBufferPacker packer = CONFIG.newBufferPacker();
    private final List<Large> larges = new ArrayList<>(0);
    private long largeBytes;
    private int values;

    /** A value that comes after so many packed bytes. */
    private record Large(int at, Bytes value) {}

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

    /** A large one is copied only once, into the frame. */
    Writer bytes(Bytes value) {
        if (value.size() < LARGE) {
            return bytes(value.toArray());
        }
        pack(() -> packer.packBinaryHeader(value.size()));
        larges.add(new Large(Math.toIntExact(packer.getTotalWrittenBytes()), value));
        largeBytes += value.size();
        return this;
    }

    Writer count(int count) {
        return pack(() -> packer.packArrayHeader(count));
    }

    Writer texts(List<String> values) {
        count(values.size());
        values.forEach(this::text);
        return this;
    }

    /** How many bytes the frame takes. */
    long size() {
        return packer.getTotalWrittenBytes() + largeBytes;
    }

    /** The frame; its size must have been looked at. */
    byte[] frame() {
        byte[] packed = packer.toByteArray();
        if (larges.isEmpty()) {
            return packed;
        }
        byte[] frame = new byte[Math.toIntExact(size())];
        int from = 0;
        int to = 0;
        for (Large large : larges) {
            System.arraycopy(packed, from, frame, to, large.at() - from);
            to += large.at() - from;
            from = large.at();
            large.value().copyTo(frame, to);
            to += large.value().size();
        }
        System.arraycopy(packed, from, frame, to, packed.length - from);
        return frame;
    }
}
