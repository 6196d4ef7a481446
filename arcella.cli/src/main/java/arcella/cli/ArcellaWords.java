package arcella.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import arcella.command.line.ExitCode;

/** Completes the words of the program {@code arcella}, which has no daemon to ask. */
final class ArcellaWords {

    private static final String HOME = "--home";
    private static final String OUTPUT = "--output";

    private static final Map<String, String> COMMANDS = new TreeMap<>(Map.of(
            "daemon", "the daemon, in the foreground",
            "start", "the daemon, in the background",
            "stop", "stops it",
            "status", "how it is",
            "run", "runs one module and ends with it",
            "wit", "prints the WIT of a component",
            "validate", "says whether a component is valid",
            "config", "the container's configuration",
            "doctor", "looks at the machine and the home"));

    private static final Map<String, String> RUN = new TreeMap<>(Map.of(
            "--env", "a variable of the module's environment",
            "--config", "a value of wasi:config/store",
            "--dir", "a folder that the module may use",
            "--net", "where it may connect to",
            "--listen", "where it may listen",
            "--timeout", "stop it after that time",
            "--memory", "the most linear memory",
            "--invoke", "call a function",
            "--fuel", "the most work it may do",
            "--help", "shows help"));

    private ArcellaWords() {}

    /** Prints what may follow. */
    static ExitCode complete(Completer to, List<String> arguments) throws IOException {
        StringBuilder out = new StringBuilder();
        List<String> words = arguments.subList(0, Math.max(0, arguments.size() - 1));
        String partial = arguments.isEmpty() ? "" : arguments.getLast();
        int command = 0;
        while (command < words.size() && words.get(command).startsWith("-")) {
            command += words.get(command).equals(HOME) ? 2 : 1;
        }
        if (command > words.size()) {
            return to.files(out);
        }
        if (command == words.size()) {
            COMMANDS.forEach((word, help) -> Completer.own(out, partial, word, help));
            Completer.own(out, partial, HOME, "the container's folder");
            Completer.own(out, partial, "--help", "shows help");
            Completer.own(out, partial, "--version", "shows the version");
            return to.print(out);
        }
        List<String> rest = words.subList(command, words.size());
        return switch (rest.getFirst()) {
            case "run" -> run(to, out, rest, partial);
            case "wit", "validate" -> to.files(out);
            case "config" -> config(to, out, rest, partial);
            case "doctor" -> doctor(to, out, rest, partial);
            default -> to.print(out);
        };
    }

    /** What stands behind the module's file is the module's. */
    private static ExitCode run(Completer to, StringBuilder out, List<String> words, String partial) throws IOException {
        int at = 1;
        while (at < words.size() && words.get(at).startsWith("-")) {
            at += RUN.containsKey(words.get(at)) && !words.get(at).equals("--help") ? 2 : 1;
        }
        if (at == words.size() && partial.startsWith("-")) {
            RUN.forEach((word, help) -> Completer.own(out, partial, word, help));
            return to.print(out);
        }
        boolean value = at > words.size();
        return value && !words.getLast().equals("--dir") ? to.print(out) : to.files(out);
    }

    private static ExitCode config(Completer to, StringBuilder out, List<String> words, String partial) throws IOException {
        if (words.size() == 1) {
            List.of("reference", "show", "validate").forEach(word -> Completer.own(out, partial, word, ""));
            return to.print(out);
        }
        return words.getLast().equals("validate") ? to.files(out) : to.print(out);
    }

    /** The command {@code doctor} of both programs, which takes no argument. */
    static ExitCode doctor(Completer to, StringBuilder out, List<String> words, String partial) throws IOException {
        if (words.getLast().equals(HOME)) {
            return to.files(out);
        }
        if (words.getLast().equals(OUTPUT) || words.getLast().equals("-o")) {
            List.of("table", "json").forEach(format -> Completer.own(out, partial, format, ""));
        } else if (partial.startsWith(OUTPUT + "=")) {
            List.of("table", "json").forEach(format -> Completer.own(out, partial, OUTPUT + "=" + format, ""));
        } else {
            Completer.own(out, partial, OUTPUT, "table or json");
            Completer.own(out, partial, HOME, "the container's folder");
            Completer.own(out, partial, "--help", "shows help");
        }
        return to.print(out);
    }
}
