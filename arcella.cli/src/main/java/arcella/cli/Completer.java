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
 * {@code __complete-arcella} is the same for the program {@code arcella}.
 */
final class Completer {

    static final String COMMAND = "__complete";
    /** For the other program, whose words are known without a daemon. */
    static final String ARCELLA_COMMAND = "__complete-arcella";

    private static final String OUTPUT_VALUE = "--output=";

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
        StringBuilder out = new StringBuilder();
        String home = "";
        boolean ended = false;
        for (int i = 0; i < words.size() && !ended; i++) {
            String word = words.get(i);
            ended = word.equals("--");
            if (word.startsWith("--home=")) {
                home = word.substring("--home=".length());
                words.remove(i--);
            } else if (word.equals("--home")) {
                home = i + 1 < words.size() ? words.get(i + 1) : "";
                if (i + 1 == words.size()) {
                    return files(out);
                }
                words.subList(i, i + 2).clear();
                i--;
            }
        }
        // The program's own options stand before the command.
        while (!words.isEmpty() && words.getFirst().startsWith("-")) {
            String option = words.removeFirst();
            if ((option.equals("-o") || option.equals("--output")) && words.isEmpty()) {
                return outputs(out, "", partial);
            }
            if (option.equals("-o") || option.equals("--output")) {
                words.removeFirst();
            }
        }
        if (!words.isEmpty() && words.getFirst().equals("help")) {
            words.removeFirst();
        }
        if (words.isEmpty()) {
            if (partial.startsWith(OUTPUT_VALUE)) {
                return outputs(out, OUTPUT_VALUE, partial.substring(OUTPUT_VALUE.length()));
            }
            own(out, partial, "help", "explains a command");
            own(out, partial, "completion", "prints a completion script");
            own(out, partial, "doctor", "looks at the machine and the home");
            own(out, partial, "logs", "is log tail");
            own(out, partial, "--home", "the container's folder");
            own(out, partial, "--output", "table, wide or json");
            own(out, partial, "--help", "shows help");
            own(out, partial, "--version", "shows the version");
        } else if (words.getFirst().equals("completion")) {
            SHELLS.forEach(shell -> own(out, partial, shell, ""));
            return print(out);
        } else if (words.getFirst().equals("doctor")) {
            return ArcellaWords.doctor(this, out, words, partial);
        }
        try (AlmeClient client = cli.connect(home)) {
            ask(client, words, partial, out);
        } catch (ArcellaException _) {
            // No daemon: what is known without one has to do.
            if (words.contains("install") || words.contains("update")) {
                return files(out);
            }
        }
        return print(out);
    }

    private ExitCode outputs(StringBuilder out, String before, String partial) throws IOException {
        for (String format : List.of("table", "wide", "json")) {
            own(out, before + partial, before + format, "");
        }
        return print(out);
    }

    /** Prints what was found, and that a file may stand there. */
    ExitCode files(StringBuilder out) throws IOException {
        out.append(":files\n");
        return print(out);
    }

    /** Prints what was found. */
    ExitCode print(StringBuilder out) throws IOException {
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

    /** One word that is known without a daemon, if it fits. Options are offered to whoever began one. */
    static void own(StringBuilder out, String partial, String value, String help) {
        if (value.startsWith(partial) && (value.charAt(0) != '-' || partial.startsWith("-"))) {
            out.append(value).append('\t').append(help).append('\n');
        }
    }
}
