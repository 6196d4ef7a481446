package arcella.shell.internal.builtin;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Objects;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Process;
import org.jspecify.annotations.Nullable;

import arcella.command.line.CommandForm;
import arcella.command.line.CommandLine;
import arcella.command.text.HelpText;
import arcella.error.ArcellaException;
import arcella.shell.ShellError;
import arcella.shell.internal.gogo.ShellAccess;

/** A built-in command as a Gogo command. */
public final class BuiltinFunction implements Function {

    private final ShellAccess shell;
    private final Builtin builtin;

    public BuiltinFunction(ShellAccess shell, Builtin builtin) {
        this.shell = shell;
        this.builtin = builtin;
    }

    @Override
    public @Nullable Object execute(CommandSession session, List<Object> arguments) throws Exception {
        Process process = Process.Utils.current();
        // A variable that is not set is no word, as in any shell.
        List<Object> given = arguments.stream().filter(Objects::nonNull).toList();
        Call call = new Call(shell, session, process, builtin.spec(), given);
        try {
            if (given.stream().anyMatch(argument -> argument.toString().equals("--help"))) {
                call.print(HelpText.verb(
                        builtin.spec(), CommandForm.SHELL, List.of(CommandLine.HELP), shell.screen(process)));
                return null;
            }
            return builtin.action().run(call);
        } catch (ArcellaException | InterruptedIOException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw bad(ShellError.BAD_USE, e);
        } catch (IOException e) {
            throw bad(ShellError.FILE, e);
        }
    }

    private ArcellaException bad(ShellError code, Exception cause) {
        String name = builtin.spec().name().word();
        String text = cause.getMessage() == null ? cause.getClass().getSimpleName()
                : cause.getMessage().lines().findFirst().orElse("");
        String what = text.startsWith(name + ":") ? text : name + ": " + text;
        return new ArcellaException(code, what, "see '" + name + " --help'", cause);
    }
}
