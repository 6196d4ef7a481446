package arcella.shell.internal.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jline.reader.EndOfFileException;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;

import arcella.command.Invocation;

/**
 * The caller's terminal: JLine's line discipline and editor on the key bytes and screen bytes of the call. Nothing native
 * is needed here; the terminal is at the caller's side, in raw mode.
 */
final class ShellTerminal implements AutoCloseable {

    private static final Size USUAL = new Size(80, 24);

    private final Terminal terminal;
    private final KeyQueue keys;
    private final AtomicBoolean redrawing = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private Optional<LineReader> reader = Optional.empty();

    /**
     * @param type the terminal's type as its own side calls it
     */
    ShellTerminal(String type, Entrance entrance, Invocation invocation) throws IOException {
        keys = new KeyQueue(entrance.input(), this::interrupt);
        terminal = new ExternalTerminal(
                null,
                "arcella",
                TerminalTypes.known(type),
                keys,
                new ScreenOutput(invocation),
                StandardCharsets.UTF_8,
                Terminal.SignalHandler.SIG_DFL);
        terminal.setSize(USUAL);
        keys.start();
        entrance.onSize(this::resized);
    }

    private void interrupt() {
        if (!closed.get()) {
            terminal.raise(Terminal.Signal.INT);
        }
    }

    /** Whether a command runs, for which Ctrl-C is meant, or a line is edited. */
    void commandRuns(boolean runs) {
        keys.commandRuns(runs);
    }

    private void resized(Size size) {
        if (!closed.get()) {
            terminal.setSize(size);
            redraw();
        }
    }

    /** The connection's thread must not wait for the screen. */
    private void redraw() {
        if (redrawing.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("arcella-shell-resize").start(() -> {
                redrawing.set(false);
                if (!closed.get()) {
                    terminal.raise(Terminal.Signal.WINCH);
                }
            });
        }
    }

    /** Begins to read lines: with history, if there is a file for it, and completion. */
    LineReader reader(ShellSession session, Optional<Path> historyFile) {
        LineReader made = Editors.make(terminal, session, historyFile);
        reader = Optional.of(made);
        return made;
    }

    Terminal terminal() {
        return terminal;
    }

    OutputStream output() {
        return terminal.output();
    }

    InputStream input() {
        return terminal.input();
    }

    Optional<History> history() {
        return reader.map(LineReader::getHistory);
    }

    /** Whether the terminal shows colours. */
    boolean colours() {
        return !terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }

    /** Calls back at Ctrl-C while no line is being read. */
    void onInterrupt(Runnable action) {
        terminal.handle(Terminal.Signal.INT, _ -> action.run());
    }

    /** Forgets the keys that nobody has read, as a terminal does at Ctrl-C: they were typed for what is over. */
    void dropTypedAhead() {
        try {
            int key;
            do {
                key = terminal.reader().read(1);
            } while (key >= 0);
        } catch (IOException e) {
            // The end of input; the next line to be read meets it, too.
            return;
        }
    }

    boolean confirm(String question) {
        LineReader asking = LineReaderBuilder.builder()
                .terminal(terminal)
                .variable(LineReader.DISABLE_HISTORY, true)
                .variable(LineReader.DISABLE_COMPLETION, true)
                .build();
        try {
            String answer = asking.readLine(question + " (yes/no) ").strip();
            return answer.equalsIgnoreCase("yes") || answer.equalsIgnoreCase("y");
        } catch (UserInterruptException | EndOfFileException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            keys.close();
            terminal.close();
        }
    }
}
