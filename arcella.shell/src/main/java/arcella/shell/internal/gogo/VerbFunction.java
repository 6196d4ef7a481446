package arcella.shell.internal.gogo;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Process;
import org.jspecify.annotations.Nullable;

import arcella.command.Arguments;
import arcella.command.Parameter;
import arcella.command.ResultShape;
import arcella.command.Role;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.command.line.CommandForm;
import arcella.command.line.CommandLine;
import arcella.command.line.FilesBeside;
import arcella.command.line.ParsedLine;
import arcella.command.text.HelpText;
import arcella.command.text.ResultText;
import arcella.command.text.Screen;
import arcella.error.ArcellaException;
import arcella.shell.ShellError;

/** A verb as a Gogo command. */
public final class VerbFunction implements Function {

    /** The options that every verb has in the shell. */
    public static final List<Parameter> COMMON = List.of(CommandLine.HELP, CommandLine.OUTPUT);

    private final ShellAccess shell;
    private final VerbSpec spec;

    public VerbFunction(ShellAccess shell, VerbSpec spec) {
        this.shell = shell;
        this.spec = spec;
    }

    @Override
    public @Nullable Object execute(CommandSession session, List<Object> arguments) throws InterruptedException {
        run(Process.Utils.current(), Words.of(session, arguments));
        return null;
    }

    private void run(Process process, List<String> words) throws InterruptedException {
        ParsedLine line = CommandLine.parse(spec, CommandForm.SHELL, COMMON, words);
        Screen screen = shell.screen(process);
        String output = line.common("output", "table");
        if (output.equals("wide")) {
            screen = screen.inFull();
        }
        if (line.help()) {
            print(process, HelpText.verb(spec, CommandForm.SHELL, COMMON, screen));
            return;
        }
        if (spec.shape() instanceof ResultShape.Terminal) {
            throw new ArcellaException(
                    ShellError.NO_TERMINAL,
                    "'" + spec.name() + "' takes over a terminal, and this one is in use by the shell",
                    "leave the shell and run it with arcella-cli");
        }
        if (FilesBeside.reads(spec, line) && shell.caller().role() != Role.ADMIN) {
            // They are read here, as the container's user, who may read more than this one.
            throw new ArcellaException(
                    ShellError.NOT_FOR_ROLE,
                    "the shell reads files as the container's user, for admins only, and " + shell.caller().user() + " has the role "
                            + shell.caller().role().word(),
                    "leave the shell: " + CommandForm.CLI.command(spec.name()) + " reads them as you");
        }
        ParsedLine found = FilesBeside.find(spec, line, shell.folder());
        Map<String, Path> files = new LinkedHashMap<>();
        found.files().forEach(file -> files.put(file.parameter(), file.path()));
        boolean json = output.equals("json");
        ProgressLine progress =
                new ProgressLine(shell.onScreen(process) ? shell.terminal() : Optional.empty());
        Arguments arguments = Arguments.of(spec, found.values());
        VerbCall call = shell.terminal().isPresent()
                ? new AskingVerbCall(shell, process, arguments, files, json, progress)
                : new VerbCall(process, arguments, shell.caller(), shell.session(), files, json, progress);
        shell.began(call);
        VerbResult result;
        try {
            result = shell.catalogue().verbs().run(spec.name(), call);
        } finally {
            shell.ended(call);
            progress.clear();
        }
        print(process, json
                ? ResultText.json(spec.shape(), result)
                : ResultText.result(spec.shape(), result, screen));
    }

    private static void print(Process process, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        process.out().write(bytes, 0, bytes.length);
        process.out().flush();
    }
}
