package arcella.alme.client;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

import arcella.alme.protocol.Alme;
import arcella.alme.protocol.AlmeError;
import arcella.alme.protocol.MessagePackReader;
import arcella.alme.protocol.MessagePackWriter;
import arcella.command.Data;
import arcella.error.ArcellaException;

/** Frames over a channel: one thread reads, any may write. */
final class FrameChannel implements AutoCloseable {

    private final SocketChannel channel;
    private byte[] bytes = new byte[8 << 10];
    private int start;
    private int end;
    private int length;

    FrameChannel(SocketChannel channel) {
        this.channel = channel;
    }

    /** The next frame; an {@link EOFException} if the daemon is gone. */
    Data.Fields read() throws IOException {
        need(4);
        long announced = (bytes[start] & 0xffL) << 24
                | (bytes[start + 1] & 0xff) << 16 | (bytes[start + 2] & 0xff) << 8 | bytes[start + 3] & 0xff;
        if (announced > Alme.MAX_FRAME) {
            throw new ArcellaException(
                    AlmeError.BAD_ANSWER, "a frame of " + announced + " bytes came from the daemon's socket",
                    "check that it is Arcella's");
        }
        length = (int) announced;
        need(4 + length);
        Data.Fields fields = MessagePackReader.frame(bytes, start + 4, length);
        start += 4 + length;
        return fields;
    }

    /** The length of the frame read last. */
    int length() {
        return length;
    }

    private void need(int count) throws IOException {
        if (start == end) {
            start = 0;
            end = 0;
        }
        if (start + count > bytes.length) {
            byte[] larger = count > bytes.length ? new byte[Math.max(count, 2 * bytes.length)] : bytes;
            System.arraycopy(bytes, start, larger, 0, end - start);
            bytes = larger;
            end -= start;
            start = 0;
        }
        while (end - start < count) {
            int read = channel.read(ByteBuffer.wrap(bytes, end, bytes.length - end));
            if (read < 0) {
                throw new EOFException();
            }
            end += read;
        }
    }

    /** Writes a frame and tells its cost in credit. */
    synchronized int write(Data.Fields fields) throws IOException {
        byte[] frame = MessagePackWriter.frame(fields);
        ByteBuffer buffer = ByteBuffer.wrap(frame);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        return frame.length - 4;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
