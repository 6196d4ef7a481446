package arcella.shell.internal.gogo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

import org.apache.felix.service.command.Process;
import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;
import arcella.shell.ShellError;

/**
 * A file behind {@code >}, {@code >>} or {@code <}. Gogo gives commands print streams, which tell nobody why they could not
 * write: what a full disk did not take was lost without a word. This channel makes it the failure of the command.
 */
final class RedirectedFile implements SeekableByteChannel {

    private final Path written;
    private final Outcomes outcomes;
    private final @Nullable SeekableByteChannel file;
    private final @Nullable ArcellaException unopened;
    private volatile @Nullable Process owner;
    private volatile boolean closed;

    private RedirectedFile(
            Path written, Outcomes outcomes, @Nullable SeekableByteChannel file, @Nullable ArcellaException unopened) {
        this.written = written;
        this.outcomes = outcomes;
        this.file = file;
        this.unopened = unopened;
    }

    /** @param written the path as it stands in the line */
    static RedirectedFile opened(Path written, Outcomes outcomes, SeekableByteChannel file) {
        return new RedirectedFile(written, outcomes, file, null);
    }

    /** One that could not be opened. */
    static RedirectedFile failed(Path written, Outcomes outcomes, ArcellaException failure) {
        return new RedirectedFile(written, outcomes, null, failure);
    }

    /** Why it could not be opened. */
    Optional<ArcellaException> failure() {
        return Optional.ofNullable(unopened);
    }

    /** Says whose redirection it is: commands that this one starts write to it, too. */
    void belongsTo(Process process) {
        owner = process;
    }

    /** Only a line without a command, such as {@code < x > y}, comes here with one that could not be opened. */
    private SeekableByteChannel file() {
        if (file == null) {
            throw noted(Objects.requireNonNull(unopened));
        }
        return file;
    }

    private ArcellaException noted(ArcellaException failure) {
        Process process = owner != null ? owner : Process.Utils.current();
        if (process != null) {
            outcomes.failed(process, failure);
        }
        return failure;
    }

    private ArcellaException lost(IOException cause) {
        return noted(new ArcellaException(
                ShellError.LOST_OUTPUT,
                "not all of the output could be written to '" + written + "' (" + cause.getMessage() + ")",
                "make room there or name another file, and do it again",
                cause));
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        try {
            return file().write(source);
        } catch (ClosedChannelException e) {
            // Ctrl-C closes it.
            throw e;
        } catch (IOException e) {
            throw lost(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        if (file == null) {
            return;
        }
        try {
            file.close();
        } catch (IOException e) {
            // The command is over: its pipe ends with this.
            lost(e);
        }
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        Process process = Process.Utils.current();
        if (unopened != null && process != null && !Outcomes.last(process)) {
            // Thrown in the midst of a pipe, Gogo would show its class.
            noted(unopened);
            return -1;
        }
        return file().read(target);
    }

    @Override
    public long position() throws IOException {
        return file().position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
        file().position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return file().size();
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
        file().truncate(size);
        return this;
    }
}
