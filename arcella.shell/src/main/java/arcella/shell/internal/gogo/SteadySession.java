package arcella.shell.internal.gogo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

import org.apache.felix.gogo.runtime.CommandSessionImpl;

/**
 * A Gogo session whose streams outlive an interrupted command.
 *
 * <p>Gogo wraps its streams with {@code java.nio.channels.Channels}; such a channel closes for good when the thread that
 * writes to it is interrupted, which is what Ctrl-C does to a command that prints: the session would be mute from then
 * on. The channels here do not know of interruption.
 */
final class SteadySession extends CommandSessionImpl {

    SteadySession(ShellProcessor processor, InputStream in, OutputStream out, OutputStream err) {
        super(processor, in, out, err);
        Output output = new Output(out);
        channels = new Channel[] {new Input(in), output, out == err ? output : new Output(err)};
    }

    private record Input(InputStream in) implements ReadableByteChannel {
        @Override
        public int read(ByteBuffer target) throws IOException {
            byte[] bytes = new byte[Math.min(target.remaining(), 8192)];
            int count = in.read(bytes);
            if (count > 0) {
                target.put(bytes, 0, count);
            }
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // The stream belongs to the session's owner.
        }
    }

    private record Output(OutputStream out) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer source) throws IOException {
            byte[] bytes = new byte[source.remaining()];
            source.get(bytes);
            out.write(bytes);
            out.flush();
            return bytes.length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // The stream belongs to the session's owner.
        }
    }
}
