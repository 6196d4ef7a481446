package arcella.shell.internal.gogo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.felix.gogo.runtime.CommandSessionImpl;
import org.apache.felix.gogo.runtime.SyntaxError;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Job;
import org.apache.felix.service.command.Process;
import org.jspecify.annotations.Nullable;

import arcella.command.text.ResultText;
import arcella.error.ArcellaException;
import arcella.shell.internal.text.HeldText;

/**
 * A Gogo session whose streams outlive an interrupted command, whose threads are bounded, see {@link SessionBounds}, and
 * whose pipes fail with each of their commands, see {@link Outcomes}.
 *
 * <p>Gogo wraps its streams with {@code java.nio.channels.Channels}; such a channel closes for good when the thread that
 * writes to it is interrupted, which is what Ctrl-C does to a command that prints: the session would be mute from then
 * on. The channels here do not know of interruption.
 */
public final class SteadySession extends CommandSessionImpl {

    /** How long a thread without work stays; Gogo would keep it for a minute. */
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final ShellAccess shell;
    private final SessionBounds bounds = new SessionBounds();
    private final Complaints complaints;
    private final HeldText held = new HeldText();
    private final Outcomes outcomes = new Outcomes();
    private final Redirections redirections = new Redirections(outcomes);

    SteadySession(ShellProcessor processor, ShellAccess shell, InputStream in, OutputStream out, OutputStream err) {
        super(processor, in, out, err);
        this.shell = shell;
        Output output = new Output(out);
        complaints = new Complaints(out == err ? output : new Output(err));
        channels = new Channel[] {new Input(in), output, complaints};
        setJobListener(this::jobChanged);
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
            complaints.forget();
            admit(line);
        }
        return new ShellClosure(this, line).execute((CommandSession) this, null, null);
    }

    private void jobChanged(Job job, Job.Status before, Job.Status now) {
        if (now == Job.Status.Done) {
            outcomes.ended(job);
        }
        bounds.jobChanged(job, before, now);
        if (before == Job.Status.Created && now == Job.Status.Foreground) {
            outcomes.began(job, Process.Utils.current());
        }
    }

    /**
     * Commands to be run later.
     *
     * @throws SyntaxError if the text cannot be read
     */
    public Function closure(String text) {
        return new ShellClosure(this, text);
    }

    /** Where a path behind {@code >} or {@code <} leads. */
    Path redirected(Path written) {
        return redirections.path(written, currentDir());
    }

    /**
     * Runs a statement: not at all if a file of its redirections could not be opened. In the last place of a pipe its failure
     * is the pipe's own and passes; in any other Gogo would show the exception's class, so it is only noted.
     */
    @Nullable Object statement(ShellClosure closure, Callable<@Nullable Object> body) throws Exception {
        Process process = Process.Utils.current();
        outcomes.standsIn(closure, process.job());
        try {
            for (RedirectedFile file : redirections.take()) {
                if (file.failure().isPresent()) {
                    throw file.failure().get();
                }
                file.belongsTo(process);
            }
            return body.call();
        } catch (Exception | StackOverflowError e) {
            Optional<ArcellaException> failure = shell.coded(e);
            Job job = process.job();
            if (job.status() == Job.Status.Background && failure.isPresent()) {
                show(process, failure.get());
            }
            if (Outcomes.last(process)) {
                throw e;
            }
            failure.ifPresent(coded -> outcomes.failed(process, coded));
            process.error(1);
            return null;
        }
    }

    /** Nobody waits for a command in the background, and asks how it ended. */
    private void show(Process process, ArcellaException failure) {
        byte[] text = ResultText.failure(failure, shell.screen()).getBytes(StandardCharsets.UTF_8);
        process.err().write(text, 0, text.length);
        process.err().flush();
    }

    /** A command is about to run a closure, see {@link #succeeded}. */
    void forget(Process starter) {
        outcomes.forget(starter);
    }

    /** Whether the last pipe that a command has started and waited for was a success; true if there was none. */
    public boolean succeeded(Process starter) {
        return outcomes.succeeded(starter);
    }

    /** What its commands keep of text. */
    public HeldText held() {
        return held;
    }

    private void admit(CharSequence line) {
        try {
            bounds.admit(line);
        } catch (SyntaxError _) {
            // Gogo finds it again when it runs the line, and says where in it.
        }
    }

    /** Why a part of the last line was not run, if one was not, also where the line itself has overlooked that. */
    public Optional<ArcellaException> refusal() {
        return bounds.refusal().or(complaints::first);
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
