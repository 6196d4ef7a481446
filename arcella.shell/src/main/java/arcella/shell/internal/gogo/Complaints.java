package arcella.shell.internal.gogo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.felix.service.command.Process;
import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;
import arcella.shell.ShellError;

/**
 * A session's channel for failures, which takes what Gogo itself says on it for a failure of the line. Where a command of a pipe
 * cannot even begin, since something is wrong with a redirection, Gogo writes the exception's class, and the line goes on.
 * Thread-safe.
 */
final class Complaints implements WritableByteChannel {

    private static final Pattern GOGO = Pattern.compile("gogo: (\\w+): (.*)\\R", Pattern.DOTALL);

    private final WritableByteChannel shown;
    private final AtomicReference<@Nullable ArcellaException> first = new AtomicReference<>();

    /** @param shown where all else goes */
    Complaints(WritableByteChannel shown) {
        this.shown = shown;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        // What a command writes comes while it is the thread's own.
        if (Process.Utils.current() == null) {
            Matcher complaint = GOGO.matcher(StandardCharsets.UTF_8.decode(source.duplicate()));
            if (complaint.matches()) {
                first.compareAndSet(null, failure(complaint.group(1), complaint.group(2)));
                int count = source.remaining();
                source.position(source.limit());
                return count;
            }
        }
        return shown.write(source);
    }

    private static ArcellaException failure(String kind, String text) {
        boolean words = kind.equals("ArcellaException") || kind.equals("IOException");
        return new ArcellaException(
                ShellError.COMMAND_FAILED,
                "a command of a pipe could not begin: " + (words ? "" : kind + ": ") + text.lines().findFirst().orElse(""),
                "look at what stands behind its > or <");
    }

    /** The first failure since the last {@link #forget}. */
    Optional<ArcellaException> first() {
        return Optional.ofNullable(first.get());
    }

    /** A new line begins. */
    void forget() {
        first.set(null);
    }

    @Override
    public boolean isOpen() {
        return shown.isOpen();
    }

    @Override
    public void close() throws IOException {
        shown.close();
    }
}
