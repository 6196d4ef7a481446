package arcella.shell.internal.session;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import org.apache.felix.gogo.runtime.EOFError;
import org.apache.felix.gogo.runtime.Parser;
import org.apache.felix.gogo.runtime.SyntaxError;
import org.apache.felix.service.threadio.ThreadIO;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jspecify.annotations.Nullable;

import arcella.command.Invocation;
import arcella.command.Role;
import arcella.command.text.Escape;
import arcella.error.ArcellaException;
import arcella.shell.ShellError;
import arcella.shell.internal.builtin.Scripts;
import arcella.shell.internal.gogo.Catalogue;
import arcella.shell.internal.text.TextLines;

/** One call of the verb {@code shell}: at a terminal, for one line, or for a script from the caller's input. */
final class ShellRun {

    /** The size comes right behind the call. */
    private static final Duration SIZE_TIME = Duration.ofMillis(100);
    /** A script may come as slowly as it likes. */
    private static final Duration LONG_TIME = Duration.ofDays(365);
    private static final String PROMPT = "arcella@root()> ";
    private static final String BOLD_PROMPT = "\u001b[1marcella\u001b[0m@root()> ";

    private final Settings settings;
    private final Invocation invocation;
    private final BooleanSupplier closed;
    private final AtomicBoolean callerGone = new AtomicBoolean();

    /** @param closed whether the shell's bundle stops */
    ShellRun(Settings settings, Invocation invocation, BooleanSupplier closed) {
        this.settings = settings;
        this.invocation = invocation;
        this.closed = closed;
    }

    private boolean over() {
        return callerGone.get() || closed.getAsBoolean();
    }

    /**
     * Runs to the end of input, or until the session is left.
     *
     * @throws ArcellaException the failure of the one line, or of a script
     * @throws InterruptedException if the caller went away
     */
    void run(Catalogue catalogue, @Nullable ThreadIO threadIo) throws InterruptedException {
        try (Entrance entrance = new Entrance(invocation)) {
            Optional<String> type = terminalType(entrance);
            Optional<ShellTerminal> terminal = type.isEmpty() ? Optional.empty()
                    : Optional.of(new ShellTerminal(type.get(), entrance, invocation));
            CommandInput input = new CommandInput(entrance, invocation);
            try (ShellSession session = new ShellSession(settings, catalogue, threadIo, invocation, terminal, input)) {
                invocation.onCancel(() -> {
                    callerGone.set(true);
                    session.interrupt();
                });
                init(session);
                if (settings.command().isPresent()) {
                    input.open();
                    commandLine(session, settings.command().get().strip());
                } else if (terminal.isPresent()) {
                    interactive(session, terminal.get());
                } else {
                    script(session, new InputStreamReader(entrance.input(), StandardCharsets.UTF_8), "the script");
                }
            }
        } catch (IOException e) {
            throw new ArcellaException(
                    ShellError.COMMAND_FAILED, "the shell lost its caller: " + e.getMessage(), "", e);
        }
        if (over()) {
            throw new InterruptedException(callerGone.get() ? "the caller went away" : "the shell's bundle stops");
        }
    }

    private boolean admin() {
        return invocation.caller().role() == Role.ADMIN;
    }

    private Optional<String> terminalType(Entrance entrance) throws InterruptedException {
        if (settings.terminal().isPresent()) {
            entrance.awaitSize(SIZE_TIME);
            return settings.terminal();
        }
        return entrance.terminal(settings.command().isPresent() ? SIZE_TIME : LONG_TIME);
    }

    private void init(ShellSession session) {
        Path file = settings.home().resolve("etc").resolve("shell.init");
        // It is written in the shell's language.
        if (admin() && Files.isRegularFile(file)) {
            session.run(Scripts.sourceLine(file)).ifPresent(session::show);
        }
    }

    /** What {@code -c} says: one line, whose failure needs no number, or a script. */
    private void commandLine(ShellSession session, String text) throws IOException {
        if (text.indexOf('\n') >= 0) {
            script(session, new StringReader(text), "the command line");
            return;
        }
        Optional<ArcellaException> failure = session.run(text);
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private void interactive(ShellSession session, ShellTerminal terminal) {
        boolean colours = session.screen().colours();
        session.print(Banner.text(settings.version(), colours) + (admin() ? "" : "You are " + Escape.line(
                invocation.caller().user()) + " with the role " + invocation.caller().role().word()
                + ": help shows the commands that you may give.\n\n"));
        LineReader reader = terminal.reader(session, Optional.of(settings.home().resolve("shell-history"))
                .filter(file -> admin() && Files.isDirectory(settings.home())));
        while (!session.left() && !over()) {
            String line;
            try {
                line = reader.readLine(colours ? BOLD_PROMPT : PROMPT);
            } catch (UserInterruptException e) {
                continue;
            } catch (EndOfFileException e) {
                break;
            }
            if (!line.isBlank()) {
                session.run(line).ifPresent(session::show);
            }
        }
    }

    private void script(ShellSession session, Reader text, String name) throws IOException {
        TextLines lines = new TextLines(text, name);
        StringBuilder statement = new StringBuilder();
        int number = 0;
        int start = 1;
        int failures = 0;
        String line = lines.next();
        while (line != null && !session.left() && !over()) {
            number++;
            if (statement.isEmpty()) {
                start = number;
            }
            statement.append(line);
            if (statement.length() > TextLines.LONGEST) {
                throw placed(TextLines.tooLong("a command of " + name), start);
            }
            line = lines.next();
            if (line != null && admin() && unfinished(statement.toString())) {
                statement.append('\n');
                continue;
            }
            Optional<ArcellaException> failure =
                    statement.toString().isBlank() ? Optional.empty() : session.run(statement.toString());
            statement.setLength(0);
            if (failure.isPresent()) {
                failures++;
                ArcellaException placed = placed(failure.get(), start);
                if (!settings.keepGoing()) {
                    throw placed;
                }
                session.show(placed);
            }
        }
        if (failures > 0) {
            throw new ArcellaException(
                    ShellError.SCRIPT_FAILED, failures + (failures == 1 ? " command" : " commands") + " failed", "");
        }
    }

    private static ArcellaException placed(ArcellaException failure, int line) {
        return new ArcellaException(failure.code(), "line " + line + ": " + failure.what(), failure.remedy(), failure);
    }

    private static boolean unfinished(String text) {
        try {
            new Parser(text).program();
            return false;
        } catch (EOFError e) {
            return true;
        } catch (SyntaxError | StackOverflowError e) {
            // The run says what is wrong.
            return false;
        }
    }
}
