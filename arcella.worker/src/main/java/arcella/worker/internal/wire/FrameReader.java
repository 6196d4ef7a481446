package arcella.worker.internal.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;

import arcella.error.ArcellaException;
import arcella.worker.WorkerError;

/**
 * Cuts what arrives into frames. A frame's length is checked before anything else, and beyond {@value #AT_ONCE} bytes memory
 * for it grows with what has really arrived, so that a length alone costs no more than that. One thread only.
 */
final class FrameReader {

    private static final int HEADER = 4;

    /** What a frame gets as soon as its first byte is there: growing copies what has arrived. */
    private static final int AT_ONCE = 2 << 20;

    private final ReadableByteChannel source;
    private final FrameChannel.Receiver receiver;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10);

    private int wanted = -1;
    private int filled;
    private byte[] frame = new byte[0];

    FrameReader(ReadableByteChannel source, FrameChannel.Receiver receiver) {
        this.source = source;
        this.receiver = receiver;
    }

    /**
     * Reads once and hands over every frame that is complete by then.
     *
     * @return false at the end of the connection
     */
    boolean read() throws IOException {
        int count = source.read(buffer);
        if (count < 0) {
            if (buffer.position() > 0 || wanted >= 0) {
                throw new EOFException("the connection ended within a frame");
            }
            return false;
        }
        buffer.flip();
        while (wanted >= 0 || buffer.remaining() >= HEADER) {
            if (wanted < 0) {
                begin(buffer.getInt());
            }
            int step = Math.min(wanted - filled, buffer.remaining());
            reserve(filled + step);
            buffer.get(frame, filled, step);
            filled += step;
            if (filled < wanted) {
                break;
            }
            byte[] complete = frame;
            wanted = -1;
            frame = new byte[0];
            receiver.received(complete);
        }
        buffer.compact();
        return true;
    }

    private void begin(int length) {
        if (length < 1 || length > FrameChannel.MAX_FRAME) {
            throw new ArcellaException(WorkerError.PROTOCOL,
                    "a frame of " + Integer.toUnsignedString(length) + " bytes was announced", "");
        }
        wanted = length;
        filled = 0;
    }

    private void reserve(int size) {
        if (frame.length < size) {
            int next = size == wanted ? wanted : Math.min(wanted, Math.max(AT_ONCE, Math.max(size, frame.length * 2)));
            frame = Arrays.copyOf(frame, next);
        }
    }
}
