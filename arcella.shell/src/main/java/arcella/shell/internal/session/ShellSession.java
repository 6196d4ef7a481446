package arcella.shell.internal.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Job;
import org.apache.felix.service.command.Process;
import org.apache.felix.service.threadio.ThreadIO;
import org.jline.reader.History;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

import arcella.command.Caller;
import arcella.command.Invocation;
import arcella.command.Role;
import arcella.command.Session;
import arcella.command.VerbSpec;
import arcella.command.text.ResultText;
import arcella.command.text.Screen;
import arcella.error.ArcellaException;
import arcella.shell.internal.gogo.Aliases;
import arcella.shell.internal.gogo.Catalogue;
import arcella.shell.internal.gogo.Pipelines;
import arcella.shell.internal.gogo.ScreenGuard;
import arcella.shell.internal.gogo.ShellAccess;
import arcella.shell.internal.gogo.ShellProcessor;
import arcella.shell.internal.gogo.SteadySession;
import arcella.shell.internal.gogo.VerbCall;
import arcella.shell.internal.text.HeldText;

/**
 * One session: Gogo's interpreter on the caller's screen, with or without a terminal.
 *
 * <p>Threads: the verb's thread reads lines and waits while each is run; Gogo runs the commands of a line on threads of
 * its own; Ctrl-C arrives on the terminal's input thread, and the caller's going away on the connection's. The last two
 * only interrupt and set flags.
 */
final class ShellSession implements ShellAccess, AutoCloseable {

    private static final Duration STOPPING_TIME = Duration.ofSeconds(2);

    private final Settings settings;
    private final Catalogue catalogue;
    private final Invocation invocation;
    private final Session memory = new Session();
    private final Optional<ShellTerminal> terminal;
    private final ScreenGuard guard;
    private final SessionCommands commands;
    private final ShellProcessor processor;
    private final SteadySession gogo;
    private final Set<VerbCall> calls = new HashSet<>();
    private final AtomicReference<@Nullable Throwable> lastFailure = new AtomicReference<>();
    private volatile boolean interrupted;
    private volatile boolean left;

    /** @param input what commands read where there is no terminal */
    ShellSession(
            Settings settings,
            Catalogue catalogue,
            @Nullable ThreadIO threadIo,
            Invocation invocation,
            Optional<ShellTerminal> terminal,
            InputStream input) {
        this.settings = settings;
        this.catalogue = catalogue;
        this.invocation = invocation;
        this.terminal = terminal;
        this.guard = new ScreenGuard(
                terminal.map(ShellTerminal::output).orElseGet(() -> new ScreenOutput(invocation)), colours());
        this.commands = new SessionCommands(this, catalogue);
        this.processor = new ShellProcessor(threadIo, commands, this);
        InputStream in = terminal.<InputStream>map(one -> new Keyboard(one.input())).orElse(input);
        PrintStream out = new PrintStream(guard, true, StandardCharsets.UTF_8);
        this.gogo = processor.createSession(in, out, out);
        gogo.currentDir(settings.folder());
        gogo.put(CommandSession.OPTION_NO_GLOB, true);
        gogo.put("USER", invocation.caller().user());
        terminal.ifPresent(one -> one.onInterrupt(this::interrupt));
    }

    private boolean colours() {
        return settings.colours() && terminal.map(ShellTerminal::colours).orElse(false);
    }

    /**
     * Runs one command line and shows what it gives.
     *
     * @return the failure, if it failed; empty too if it was interrupted
     */
    Optional<ArcellaException> run(String line) {
        interrupted = false;
        terminal.ifPresent(one -> one.commandRuns(true));
        Optional<ArcellaException> failure;
        try {
            if (caller().role() == Role.ADMIN) {
                execute(line);
            } else {
                plain(line);
            }
            failure = gogo.refusal();
        } catch (Exception | StackOverflowError e) {
            failure = coded(e);
        }
        failure.ifPresent(lastFailure::set);
        terminal.ifPresent(one -> one.commandRuns(false));
        awaitCalls();
        if (interrupted) {
            terminal.ifPresent(ShellTerminal::dropTypedAhead);
        }
        endLine();
        return failure;
    }

    private void execute(String line) throws Exception {
        Object result = gogo.execute(line);
        if (result != null) {
            print(gogo.format(result, Converter.INSPECT) + "\n");
        }
    }

    /** A line of somebody who is no admin: what Gogo reads are names of commands, and variables that hold the words. */
    private void plain(String line) throws Exception {
        for (List<List<String>> chain : PlainLine.of(line, caller()).chains()) {
            List<String> written = new ArrayList<>();
            int count = 0;
            for (List<String> words : chain) {
                StringBuilder command = new StringBuilder(commands.permitted(words.getFirst()));
                for (String word : words.subList(1, words.size())) {
                    gogo.put("w" + count, word);
                    command.append(" $w").append(count++);
                }
                written.add(command.toString());
            }
            execute(String.join(" | ", written));
        }
    }

    /** Shows a failure as one line. */
    void show(ArcellaException failure) {
        print(ResultText.failure(failure, screen()));
    }

    /** Shows text; colours pass. */
    void print(String text) {
        gogo.getConsole().print(text);
        gogo.getConsole().flush();
    }

    private void endLine() {
        // An echoed ^C may wait in the terminal's writer; the key's thread must not wait for a slow screen.
        terminal().ifPresent(Terminal::flush);
        if (terminal.isPresent() && !guard.atLineStart()) {
            print("\n");
        }
        guard.lineStarted();
    }

    /** Lets interrupted verbs come to their end, so that they do not print behind the next prompt. */
    private void awaitCalls() {
        long end = System.nanoTime() + STOPPING_TIME.toNanos();
        boolean wokenUp = false;
        synchronized (calls) {
            while (calls.stream().anyMatch(ShellSession::orphan) && System.nanoTime() < end) {
                try {
                    calls.wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
                } catch (InterruptedException e) {
                    wokenUp = true;
                    break;
                }
            }
        }
        if (wokenUp) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean orphan(VerbCall call) {
        return root(call.process().job()).status() == Job.Status.Done;
    }

    private static Job root(Job job) {
        Job root = job;
        while (root.parent() != null) {
            root = root.parent();
        }
        return root;
    }

    /** Interrupts what runs in the foreground. */
    void interrupt() {
        Job foreground = gogo.foregroundJob();
        if (foreground == null) {
            return;
        }
        List<VerbCall> running;
        synchronized (calls) {
            running = calls.stream().filter(call -> root(call.process().job()) == foreground).toList();
        }
        interrupted = true;
        guard.lineTouched();
        running.forEach(VerbCall::cancel);
        foreground.interrupt();
    }

    SessionCommands commands() {
        return commands;
    }

    Settings settings() {
        return settings;
    }

    boolean left() {
        return left;
    }

    @Override
    public Catalogue catalogue() {
        return catalogue;
    }

    @Override
    public Session session() {
        return memory;
    }

    @Override
    public Caller caller() {
        // Asked anew: roles may change while a shell is open.
        Caller now = invocation.caller();
        return new Caller(now.user(), now.pid(), now.role(), Caller.Origin.SHELL);
    }

    @Override
    public CommandSession gogo() {
        return gogo;
    }

    @Override
    public HeldText held() {
        return gogo.held();
    }

    @Override
    public Aliases aliases() {
        return commands.aliases();
    }

    @Override
    public Path folder() {
        return gogo.currentDir();
    }

    @Override
    public Path home() {
        return settings.home();
    }

    @Override
    public Optional<Terminal> terminal() {
        return terminal.map(ShellTerminal::terminal);
    }

    @Override
    public Optional<History> history() {
        return terminal.flatMap(ShellTerminal::history);
    }

    @Override
    public boolean onScreen(Process process) {
        return terminal.isPresent() && Pipelines.onSessionOutput(process);
    }

    @Override
    public Screen screen(Process process) {
        return onScreen(process) ? screen() : Screen.PLAIN;
    }

    @Override
    public Screen screen() {
        return terminal.map(one -> Screen.terminal(one.terminal().getWidth(), !colours())).orElse(Screen.PLAIN);
    }

    @Override
    public boolean confirm(String question) throws InterruptedException {
        return terminal.isPresent() && terminal.get().confirm(question);
    }

    @Override
    public void began(VerbCall call) {
        synchronized (calls) {
            calls.add(call);
        }
    }

    @Override
    public void ended(VerbCall call) {
        synchronized (calls) {
            calls.remove(call);
            calls.notifyAll();
        }
    }

    @Override
    public Optional<ArcellaException> coded(Throwable thrown) {
        return Failures.coded(thrown, this::notFound);
    }

    @Override
    public boolean succeeded(Process process) {
        return gogo.succeeded(process);
    }

    @Override
    public Optional<Throwable> lastFailure() {
        return Optional.ofNullable(lastFailure.get());
    }

    @Override
    public List<VerbSpec> builtins() {
        return commands.specs();
    }

    @Override
    public Optional<VerbSpec> describe(String typed) {
        return commands.describe(typed);
    }

    @Override
    public List<Map.Entry<String, String>> shorthands() {
        return commands.shorthandList();
    }

    @Override
    public ArcellaException notFound(String typed) {
        return commands.notFound(typed);
    }

    @Override
    public void leave() {
        left = true;
    }

    @Override
    public void close() throws IOException {
        List<VerbCall> running;
        synchronized (calls) {
            running = List.copyOf(calls);
        }
        running.forEach(VerbCall::cancel);
        gogo.close();
        processor.stop();
        if (terminal.isPresent()) {
            terminal.get().close();
        }
    }
}
