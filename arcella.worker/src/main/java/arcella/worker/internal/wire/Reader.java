package arcella.worker.internal.wire;

import java.io.IOException;
import java.nio.charset.CodingErrorAction;

import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;

import arcella.error.ArcellaException;
import arcella.wit.value.Bytes;
import arcella.worker.WorkerError;

/** Reads the parts of one frame, in order. What does not fit is a {@link WorkerError#PROTOCOL} failure or a
 * {@code MessagePackException}; {@link Codec} makes the one of the other. */
final class Reader {

    private static final MessagePack.UnpackerConfig CONFIG = new MessagePack.UnpackerConfig()
            .withActionOnMalformedString(CodingErrorAction.REPORT)
            .withActionOnUnmappableString(CodingErrorAction.REPORT)
            .withStringSizeLimit(FrameChannel.MAX_FRAME);

    private final MessageUnpacker unpacker;
    private final byte[] frame;
    private int values;

    Reader(byte[] frame) {
        this.unpacker = CONFIG.newUnpacker(frame);
        this.frame = frame;
    }

    /** How many times this has been asked: one more each time, for counting values. */
    int values() {
        return ++values;
    }

    int integer() throws IOException {
        return unpacker.unpackInt();
    }

    long number() throws IOException {
        return unpacker.unpackLong();
    }

    boolean bool() throws IOException {
        return unpacker.unpackBoolean();
    }

    float f32() throws IOException {
        return Float.intBitsToFloat(unpacker.unpackInt());
    }

    double f64() throws IOException {
        return Double.longBitsToDouble(unpacker.unpackLong());
    }

    String text() throws IOException {
        return unpacker.unpackString();
    }

    byte[] bytes() throws IOException {
        return unpacker.readPayload(length());
    }

    /** Bytes that are a value; what fills most of its frame is not copied out of it, and holds it. */
    Bytes value() throws IOException {
        int length = length();
        if (length < frame.length / 2) {
            return Bytes.wrap(unpacker.readPayload(length));
        }
        int from = (int) unpacker.getTotalReadBytes();
        unpacker.readPayloadAsReference(length);
        return Bytes.wrap(frame, from, from + length);
    }

    private int length() throws IOException {
        int length = unpacker.unpackBinaryHeader();
        if (length > left()) {
            throw bad("bytes that are longer than their frame");
        }
        return length;
    }

    /** A count of things to come, each of which takes at least one byte. */
    int count() throws IOException {
        int count = unpacker.unpackArrayHeader();
        if (count > left()) {
            throw bad("a count that is larger than its frame");
        }
        return count;
    }

    void end() throws IOException {
        if (unpacker.hasNext()) {
            throw bad("bytes after the end of a message");
        }
    }

    private long left() {
        return frame.length - unpacker.getTotalReadBytes();
    }

    static ArcellaException bad(String what) {
        return new ArcellaException(WorkerError.PROTOCOL, "the peer sent " + what, "");
    }
}
