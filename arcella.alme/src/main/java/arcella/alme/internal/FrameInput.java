package arcella.alme.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

import arcella.alme.protocol.Alme;
import arcella.alme.protocol.AlmeError;
import arcella.alme.protocol.MessagePackReader;
import arcella.command.Data;
import arcella.error.ArcellaException;

/**
 * Reads frames. The length is checked before anything is reserved, and memory grows with what has arrived, so that
 * announcing much costs a peer as much as sending it. Used by one thread; {@link #begun()} by any.
 */
final class FrameInput {

    private static final int FIRST = 16 << 10;

    private final InputStream in;
    private final byte[] head = new byte[4];
    private int length;
    private volatile long begun;

    FrameInput(InputStream in) {
        this.in = in;
    }

    /**
     * The next frame.
     *
     * @throws EOFException if the peer is gone, be it in the middle of a frame
     * @throws ArcellaException if it is too long or not understood
     */
    Data.Fields read() throws IOException {
        begun = 0;
        int first = in.read();
        if (first < 0) {
            throw new EOFException();
        }
        begun = System.nanoTime() | 1;
        head[0] = (byte) first;
        fill(head, 1, 4);
        long announced = (head[0] & 0xffL) << 24 | (head[1] & 0xff) << 16 | (head[2] & 0xff) << 8 | head[3] & 0xff;
        if (announced > Alme.MAX_FRAME) {
            throw new ArcellaException(
                    AlmeError.FRAME_TOO_LARGE,
                    "a frame of " + announced + " bytes is announced, and " + Alme.MAX_FRAME + " are allowed",
                    "see docs/ALME.md");
        }
        length = (int) announced;
        byte[] body = new byte[Math.min(length, FIRST)];
        int filled = 0;
        while (true) {
            fill(body, filled, body.length);
            filled = body.length;
            if (filled == length) {
                break;
            }
            body = Arrays.copyOf(body, (int) Math.min(length, 4L * filled));
        }
        begun = 0;
        return MessagePackReader.frame(body, 0, length);
    }

    private void fill(byte[] target, int from, int to) throws IOException {
        int at = from;
        while (at < to) {
            int count = in.read(target, at, to - at);
            if (count < 0) {
                throw new EOFException();
            }
            at += count;
        }
    }

    /** The length of the frame read last. */
    int length() {
        return length;
    }

    /** When the frame that is being read began, by {@link System#nanoTime()}; 0 if none is. */
    long begun() {
        return begun;
    }
}
