package arcella.shell.internal.gogo;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Process;
import org.jline.reader.History;
import org.jline.terminal.Terminal;

import arcella.command.Caller;
import arcella.command.Session;
import arcella.command.VerbSpec;
import arcella.command.text.Screen;
import arcella.error.ArcellaException;
import arcella.shell.internal.text.HeldText;

/** What a running command sees of its session. Thread-safe. */
public interface ShellAccess {

    /** Verbs and names. */
    Catalogue catalogue();

    /** Who sits at the keyboard. */
    Caller caller();

    /** What verbs remember for as long as the shell is open. */
    Session session();

    /** Variables, closures, the working folder. */
    CommandSession gogo();

    /** What the session's commands keep of text. */
    HeldText held();

    /** The names that the user gave to command lines. */
    Aliases aliases();

    /** The folder where relative paths start. */
    Path folder();

    /** The terminal, where somebody sits at one. */
    Optional<Terminal> terminal();

    /** The lines typed before, where somebody sits at a terminal. */
    Optional<History> history();

    /** Whether a command's output goes to the session's screen rather than into a pipe, file or variable. */
    boolean onScreen(Process process);

    /** How a command lays out what it prints. */
    Screen screen(Process process);

    /** The session's own screen, for failures. */
    Screen screen();

    /** Asks a question at the terminal. */
    boolean confirm(String question) throws InterruptedException;

    /** Takes note of a call, so that it can be cancelled, until it ends. */
    void began(VerbCall call);

    /** The call has ended. */
    void ended(VerbCall call);

    /** The one coded line for whatever a command threw; empty if it was only interrupted. */
    Optional<ArcellaException> coded(Throwable thrown);

    /** Whether the last pipe that a command has started and waited for, such as in a closure, was a success. */
    boolean succeeded(Process process);

    /** The last failure, for those who want to see more of it. */
    Optional<Throwable> lastFailure();

    /** The built-in commands' descriptions. */
    List<VerbSpec> builtins();

    /** The description that help and completion use for a command as it is typed, with its whole or short name. */
    Optional<VerbSpec> describe(String typed);

    /** The short names that stand for others from the beginning, each with what it stands for. */
    List<Map.Entry<String, String>> shorthands();

    /** The failure that says that there is no such command, and which one may be meant. */
    ArcellaException notFound(String typed);

    /** The container's home folder. */
    Path home();

    /** Ends the session behind the present line. */
    void leave();
}
