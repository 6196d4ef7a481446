package arcella.shell.internal.gogo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.felix.gogo.runtime.CommandSessionImpl;
import org.apache.felix.gogo.runtime.SyntaxError;
import org.apache.felix.service.command.Job;
import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;

/**
 * A Gogo session whose streams outlive an interrupted command, and whose threads are bounded, see {@link SessionBounds}.
 *
 * <p>Gogo wraps its streams with {@code java.nio.channels.Channels}; such a channel closes for good when the thread that
 * writes to it is interrupted, which is what Ctrl-C does to a command that prints: the session would be mute from then
 * on. The channels here do not know of interruption.
 */
public final class SteadySession extends CommandSessionImpl {

    /** How long a thread without work stays; Gogo would keep it for a minute. */
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final SessionBounds bounds = new SessionBounds();

    SteadySession(ShellProcessor processor, InputStream in, OutputStream out, OutputStream err) {
        super(processor, in, out, err);
        Output output = new Output(out);
        channels = new Channel[] {new Input(in), output, out == err ? output : new Output(err)};
        setJobListener(bounds);
        pool().setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Gogo's threads, which it shows to nobody; what stands behind the field is known of the version that is packed. */
    private ThreadPoolExecutor pool() {
        try {
            Field field = CommandSessionImpl.class.getDeclaredField("executor");
            field.setAccessible(true);
            return (ThreadPoolExecutor) field.get(this);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("another Gogo than the one that this was written for", e);
        }
    }

    @Override
    public @Nullable Object execute(CharSequence line) throws Exception {
        if (Job.Utils.current() == null) {
            admit(line);
        }
        return super.execute(line);
    }

    private void admit(CharSequence line) {
        try {
            bounds.admit(line);
        } catch (SyntaxError _) {
            // Gogo finds it again when it runs the line, and says where in it.
        }
    }

    /** Why a part of the last line was refused, if one was, also where the line itself has overlooked that. */
    public Optional<ArcellaException> refusal() {
        return bounds.refusal();
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
