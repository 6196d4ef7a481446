package arcella.cli;

import java.io.IOException;
import java.util.List;

import arcella.alme.client.AlmeClient;
import arcella.command.VerbSpec;
import arcella.command.line.CommandForm;
import arcella.command.line.ExitCode;
import arcella.command.text.HelpText;
import arcella.command.text.ResultText;
import arcella.command.text.Screen;
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
              doctor                     looks at the machine and the home, and says what to do

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
        console.print(USAGE + "\nThe list of commands comes from a running daemon:\n" + ResultText.failure(e, Screen.PLAIN));
        return ExitCode.OK;
    }
}
