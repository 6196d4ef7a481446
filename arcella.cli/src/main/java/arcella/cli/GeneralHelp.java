package arcella.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import arcella.alme.client.AlmeClient;
import arcella.alme.protocol.AlmeError;
import arcella.command.VerbSpec;
import arcella.command.line.CommandForm;
import arcella.command.line.ExitCode;
import arcella.command.text.HelpText;
import arcella.command.text.ResultText;
import arcella.error.ArcellaException;

/** The help that is not a single verb's. */
final class GeneralHelp {

    private static final String USAGE = """
            arcella-cli: commands for a running Arcella container

            Usage: arcella-cli [--home DIR] COMMAND [options] [arguments]
                   arcella-cli COMMAND --help

            Commands of the scope 'module' need no scope: 'start m' is 'module start m'.
            'logs' is 'log tail'.

            Options
              --home DIR        the container's folder (else ARCELLA_HOME, else ~/.arcella)
              -o, --output F    table, wide or json
              -h, --help        this text, or a command's
              -V, --version     the version of this program

            Without a daemon
              help [COMMAND]             this text, or a command's
              completion bash|zsh|fish   prints a completion script
              doctor                     looks at the machine and the home, and says
                                         what to do

            Exit codes: 0 done, 1 failed, 2 usage, 3 no daemon
            """;

    private GeneralHelp() {}

    static ExitCode print(Cli cli, Console console, String home) throws IOException {
        AlmeClient client;
        try {
            client = cli.connect(home);
        } catch (ArcellaException e) {
            return without(console, e);
        }
        try (client) {
            List<VerbSpec> allowed = Cli.allowed(Cli.specs(client, "", console), client.role());
            String list = HelpText.list(allowed, CommandForm.CLI, console.screen());
            console.print(USAGE + "\n" + list);
        }
        return ExitCode.OK;
    }

    static ExitCode without(Console console, ArcellaException e) throws IOException {
        console.print(USAGE + "\nThe list of commands comes from a running daemon:\n" + ResultText.failure(e, console.screen()));
        return ExitCode.OK;
    }

    /**
     * A command's help from the distribution's page.
     *
     * @param distribution where the distribution lies, empty if that is not known
     * @throws ArcellaException {@code noDaemon} if the page does not have the command
     */
    static ExitCode ofPage(Console console, String distribution, List<String> words, ArcellaException noDaemon) throws IOException {
        String text = distribution.isEmpty() ? "" : PageHelp.of(Path.of(distribution)).text(words, console.screen());
        if (text.isEmpty()) {
            throw new ArcellaException(AlmeError.NO_DAEMON, "help of '" + String.join(" ", words) + "' needs a daemon: " + noDaemon.what(),
                    noDaemon.remedy(), noDaemon);
        }
        console.print(text + "\nFrom docs/VERBS.md of the distribution, as no daemon answers.\n");
        return ExitCode.OK;
    }
}
