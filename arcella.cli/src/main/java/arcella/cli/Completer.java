package arcella.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import arcella.alme.client.AlmeClient;
import arcella.command.CommandError;
import arcella.command.Data;
import arcella.command.line.CommandNames;
import arcella.command.line.ExitCode;
import arcella.command.text.Escape;
import arcella.error.ArcellaException;

/**
 * Completion for system shells: their scripts call {@code arcella-cli __complete WORD…}, the last word unfinished or
 * empty, and get a candidate a line, a tab and its meaning behind it; the line {@code :files} says that names of files fit.
 */
final class Completer {

    static final String COMMAND = "__complete";

    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    private final Cli cli;
    private final Console console;

    Completer(Cli cli, Console console) {
        this.cli = cli;
        this.console = console;
    }

    /** Prints the script of a shell. */
    static ExitCode script(Console console, List<String> words) throws IOException {
        String shell = words.isEmpty() ? "" : words.getFirst();
        if (words.size() != 1 || !SHELLS.contains(shell)) {
            boolean help = shell.equals("--help") || shell.equals("-h");
            String usage = """
                    Usage: arcella-cli completion bash|zsh|fish

                    Prints a script for that shell. To use it:
                      bash  source <(arcella-cli completion bash)
                      zsh   source <(arcella-cli completion zsh)
                      fish  arcella-cli completion fish | source
                    """;
            if (help) {
                console.print(usage);
                return ExitCode.OK;
            }
            throw new ArcellaException(
                    CommandError.USAGE, "completion takes one of bash, zsh, fish", "see 'arcella-cli completion --help'");
        }
        try (InputStream in = Completer.class.getResourceAsStream("completion." + shell)) {
            if (in == null) {
                throw new IllegalStateException("the script for " + shell + " is missing");
            }
            console.print(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        return ExitCode.OK;
    }

    /** Prints candidates; nothing at all if no daemon answers, for nobody wants an error between two key strokes. */
    ExitCode complete(List<String> arguments) throws IOException {
        List<String> words = new ArrayList<>(arguments);
        String partial = words.isEmpty() ? "" : words.removeLast();
        if (!words.isEmpty() && words.getLast().equals("--home")) {
            console.print(":files\n");
            return ExitCode.OK;
        }
        String home = "";
        for (int i = 0; i + 1 < words.size() && home.isEmpty(); i++) {
            if (words.get(i).equals("--home")) {
                home = words.get(i + 1);
                words.subList(i, i + 2).clear();
            }
        }
        if (!words.isEmpty() && words.getFirst().equals("help")) {
            words.removeFirst();
        }
        StringBuilder out = new StringBuilder();
        if (words.isEmpty()) {
            own(out, partial, "help", "explains a command");
            own(out, partial, "completion", "prints a completion script");
            own(out, partial, "doctor", "looks at the machine and the home");
            own(out, partial, "logs", "is log tail");
            own(out, partial, "--home", "the container's folder");
            own(out, partial, "--output", "table, wide or json");
            own(out, partial, "--help", "shows help");
            own(out, partial, "--version", "shows the version");
        } else if (words.getFirst().equals("completion")) {
            for (String shell : SHELLS) {
                own(out, partial, shell, "");
            }
            console.print(out.toString());
            return ExitCode.OK;
        }
        try (AlmeClient client = cli.connect(home)) {
            ask(client, words, partial, out);
        } catch (ArcellaException _) {
            // No daemon: what is known without one has to do.
        }
        console.print(out.toString());
        return ExitCode.OK;
    }

    private static void ask(AlmeClient client, List<String> words, String partial, StringBuilder out) {
        List<String> request = new ArrayList<>(CommandNames.expand(words));
        int colon = words.isEmpty() ? partial.indexOf(':') : -1;
        String before = colon > 0 ? partial.substring(0, colon + 1) : "";
        if (colon > 0) {
            request.add(partial.substring(0, colon));
        }
        request.add(partial.substring(before.length()));
        Data answer = client.call("complete", Data.fields().put("word", Data.texts(request)).build()).data();
        if (!(answer instanceof Data.Items(List<Data> items))) {
            return;
        }
        for (Data item : items) {
            if (item instanceof Data.Fields(Map<String, Data> fields)
                    && fields.get("value") instanceof Data.Text(String value)) {
                if (fields.containsKey("kind")) {
                    out.append(":files\n");
                } else {
                    String help = fields.get("help") instanceof Data.Text(String text) ? text : "";
                    out.append(before).append(Escape.line(value)).append('\t').append(Escape.line(help)).append('\n');
                }
            }
        }
    }

    private static void own(StringBuilder out, String partial, String value, String help) {
        if (value.startsWith(partial) && (value.charAt(0) != '-' || partial.startsWith("-"))) {
            out.append(value).append('\t').append(help).append('\n');
        }
    }
}
