package arcella.shell.internal.gogo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

import org.apache.felix.service.command.Process;

import arcella.command.Arguments;
import arcella.command.Caller;
import arcella.command.Data;
import arcella.command.Invocation;
import arcella.command.Session;
import arcella.command.text.JsonText;
import arcella.command.text.ResultText;
import arcella.error.ArcellaException;
import arcella.shell.ShellError;

/** One call of a verb from the shell: its stream goes to the command's output, its files are read here. */
public class VerbCall implements Invocation {

    private final Process process;
    private final Arguments arguments;
    private final Caller caller;
    private final Session session;
    private final Map<String, Path> files;
    private final boolean json;
    private final ProgressLine progress;
    private final List<Runnable> cancelActions = new ArrayList<>();
    private boolean cancelled;
    private volatile boolean over;

    VerbCall(
            Process process,
            Arguments arguments,
            Caller caller,
            Session session,
            Map<String, Path> files,
            boolean json,
            ProgressLine progress) {
        this.process = process;
        this.arguments = arguments;
        this.caller = caller;
        this.session = session;
        this.files = Map.copyOf(files);
        this.json = json;
        this.progress = progress;
    }

    @Override
    public Arguments arguments() {
        return arguments;
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public Optional<Session> session() {
        return Optional.of(session);
    }

    @Override
    public InputStream upload(String parameter) {
        Path file = files.get(parameter);
        if (file == null) {
            throw new IllegalArgumentException("no upload " + parameter);
        }
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new ArcellaException(
                    ShellError.FILE, "'" + file + "' cannot be read: " + e.getMessage(), "check its permissions", e);
        }
    }

    @Override
    public InputStream input() {
        return process.in();
    }

    @Override
    public void onControl(BiConsumer<String, Data> listener) {
        // Verbs that own the terminal do not run inside the shell, and others have nothing to hear.
    }

    @Override
    public void progress(String what, long done, long total) {
        progress.show(what, done, total);
    }

    @Override
    public void emit(String event, Data data) throws InterruptedException {
        if (over) {
            throw new InterruptedException("cancelled");
        }
        progress.clear();
        String text = json ? JsonText.compact(data) + "\n" : ResultText.lines(data);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        process.out().write(bytes, 0, bytes.length);
        process.out().flush();
        if (Thread.interrupted() || process.out().checkError()) {
            // The next command of a pipe has enough, or Ctrl-C came while the screen took its time.
            throw new InterruptedException("nobody reads any more");
        }
    }

    @Override
    public void onCancel(Runnable action) {
        synchronized (cancelActions) {
            if (!cancelled) {
                cancelActions.add(action);
                return;
            }
        }
        action.run();
    }

    /** Runs what the verb wants done when it is cancelled. */
    public void cancel() {
        over = true;
        List<Runnable> actions;
        synchronized (cancelActions) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            actions = List.copyOf(cancelActions);
        }
        actions.forEach(Runnable::run);
    }

    /** The Gogo process that the verb runs in. */
    public Process process() {
        return process;
    }
}
