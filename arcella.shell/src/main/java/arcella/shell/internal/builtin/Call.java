package arcella.shell.internal.builtin;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Process;

import arcella.command.Arguments;
import arcella.command.VerbSpec;
import arcella.command.line.CommandForm;
import arcella.command.line.CommandLine;
import arcella.shell.internal.gogo.ShellAccess;
import arcella.shell.internal.gogo.Words;

/** One call of a built-in command. */
public record Call(ShellAccess shell, CommandSession session, Process process, VerbSpec spec, List<Object> given) {

    /** The arguments as words. */
    List<String> words() {
        return Words.of(session, given);
    }

    /** The arguments, checked against the description. */
    Arguments arguments() {
        return arguments(words());
    }

    /** Some of the arguments, checked against the description. */
    Arguments arguments(List<String> words) {
        return Arguments.of(
                spec, CommandLine.parse(spec, CommandForm.SHELL, List.of(CommandLine.HELP), words).values());
    }

    /** Prints text as it is; the session's screen makes it safe. */
    void print(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        process.out().write(bytes, 0, bytes.length);
        process.out().flush();
    }

    /** Prints one line. */
    void line(String text) {
        print(text + "\n");
    }
}
