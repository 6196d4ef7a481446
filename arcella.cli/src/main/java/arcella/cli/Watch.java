package arcella.cli;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import arcella.alme.client.AlmeClient;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.command.line.CommandForm;
import arcella.command.line.ExitCode;
import arcella.command.line.ParsedLine;
import arcella.command.text.JsonText;
import arcella.command.text.ResultText;
import arcella.command.text.Screen;

/**
 * Asks the same again and again, over one connection: on a terminal each answer takes the place of the one before, elsewhere
 * they follow each other, as JSON in a line each. Ends with Ctrl-C, with the daemon, or when nobody reads any more.
 */
final class Watch {

    private static final int EVERY_SECONDS = 2;

    private final AlmeClient client;
    private final Console console;
    private final Screen screen;
    private final boolean json;

    Watch(AlmeClient client, Console console, Screen screen, boolean json) {
        this.client = client;
        this.console = console;
        this.screen = screen;
        this.json = json;
    }

    ExitCode run(VerbSpec spec, ParsedLine line) throws IOException {
        boolean replaces = console.outTerminal() && screen.boxes() && !json;
        for (boolean first = true; ; first = false) {
            VerbResult result = client.call(spec.name().toString(), line.values());
            if (json) {
                console.print(JsonText.compact(ResultText.machine(result)) + "\n");
            } else {
                String text = Cli.text(spec, result, screen, false);
                console.print(replaces ? inPlace(spec, text) : first ? text : "\n" + text);
            }
            try {
                TimeUnit.SECONDS.sleep(EVERY_SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return ExitCode.OK;
            }
        }
    }

    /** From the upper left corner, line over line, and what was below goes: nothing flickers. */
    private static String inPlace(VerbSpec spec, String text) {
        String head = "every " + EVERY_SECONDS + " s: " + CommandForm.CLI.name(spec.name()) + ", until Ctrl-C\n\n";
        return "\u001b[H" + (head + text).replace("\n", "\u001b[K\n") + "\u001b[J";
    }
}
