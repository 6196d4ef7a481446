package arcella.cli;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import arcella.alme.client.AlmeClient;
import arcella.alme.protocol.AlmeError;
import arcella.alme.protocol.AlmePath;
import arcella.command.CommandError;
import arcella.command.Data;
import arcella.command.Nearest;
import arcella.command.Role;
import arcella.command.SpecData;
import arcella.command.VerbName;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.command.line.CommandForm;
import arcella.command.line.CommandLine;
import arcella.command.line.CommandNames;
import arcella.command.line.ExitCode;
import arcella.command.line.FilesBeside;
import arcella.command.line.KarafNames;
import arcella.command.line.ParsedLine;
import arcella.command.text.HelpText;
import arcella.command.text.JsonText;
import arcella.command.text.ResultText;
import arcella.command.text.Screen;
import arcella.error.ArcellaException;

/**
 * One command: finds out from the daemon what its words mean, reads them, makes the request, writes the answer.
 *
 * <p>The daemon is asked only for the verbs that the first word can mean, not for all, which keeps the round trip short.
 */
public final class Cli {

    private static final String PREFIX = "arcella-cli: ";
    private static final long HELLO_MILLIS = 10_000;

    private final Console console;
    private final Map<String, String> environment;
    private final Path folder;
    private boolean json;

    Cli(Console console, Map<String, String> environment, Path folder) {
        this.console = console;
        this.environment = environment;
        this.folder = folder;
    }

    /** Runs the command and returns the exit status. */
    public int run(String[] arguments) {
        try {
            try {
                return run(List.of(arguments)).status();
            } catch (ArcellaException e) {
                return fail(e).status();
            }
        } catch (IOException e) {
            return unwritten(e).status();
        }
    }

    private ExitCode unwritten(IOException e) {
        // The JDK tells by its text only that nobody reads, such as at the end of `arcella-cli list | head -1`.
        if ("Broken pipe".equals(e.getMessage())) {
            return ExitCode.FAILED;
        }
        try {
            return fail(new ArcellaException(
                    CliError.OUTPUT, "not all of the output could be written (" + e.getMessage() + ")", "look at where it goes", e));
        } catch (IOException _) {
            // Nor can that be said; the status tells.
            return ExitCode.FAILED;
        }
    }

    private ExitCode fail(ArcellaException e) throws IOException {
        if (json) {
            console.complain(JsonText.compact(Data.fields().put("error", ResultText.failureData(e)).build()) + "\n");
        } else {
            int columns = console.outTerminal() ? console.screen().columns() : 80;
            Screen screen = console.errTerminal()
                    ? Console.screen(environment, Math.max(20, columns - PREFIX.length())) : Screen.PLAIN;
            console.complain(PREFIX + ResultText.failure(e, screen));
        }
        if (environment.get("ARCELLA_TRACE") != null) {
            e.printStackTrace();
        }
        int number = e.code().number();
        return number == AlmeError.NO_DAEMON.number() ? ExitCode.NO_DAEMON : ExitCode.of(number);
    }

    private ExitCode run(List<String> arguments) throws IOException {
        if (!arguments.isEmpty() && arguments.getFirst().equals(Completer.COMMAND)) {
            return new Completer(this, console).complete(arguments.subList(1, arguments.size()));
        }
        if (!arguments.isEmpty() && arguments.getFirst().equals(Completer.ARCELLA_COMMAND)) {
            return ArcellaWords.complete(new Completer(this, console), arguments.subList(1, arguments.size()));
        }
        json = GlobalOptions.asksForJson(arguments);
        GlobalOptions options = GlobalOptions.read(arguments);
        if (options.version()) {
            console.print("arcella-cli " + Version.text() + "\n");
            return ExitCode.OK;
        }
        List<String> words = CommandNames.expand(options.words());
        boolean help = options.help();
        if (!words.isEmpty() && words.getFirst().equals("help")) {
            help = true;
            words = CommandNames.expand(words.subList(1, words.size()));
        }
        if (words.isEmpty()) {
            return GeneralHelp.print(this, console, options.home());
        }
        if (words.getFirst().equals("doctor")) {
            // The launch script knows it where nothing but --home stands before.
            throw help
                    ? new ArcellaException(CommandError.USAGE, "the help of doctor is another program's", "arcella-cli doctor --help")
                    : new ArcellaException(CommandError.USAGE, "options of doctor other than --home stand behind it",
                            "arcella-cli doctor --output json");
        }
        if (words.getFirst().equals("completion")) {
            return Completer.script(console, help ? List.of("--help") : words.subList(1, words.size()));
        }
        AlmeClient client;
        try {
            client = connect(options.home());
        } catch (ArcellaException e) {
            if ((help || asksForHelp(words)) && e.code().number() == AlmeError.NO_DAEMON.number()) {
                return GeneralHelp.ofPage(console, System.getProperty("arcella.dist", ""), words, e);
            }
            throw e;
        }
        try (client) {
            return command(client, words, help, options.output());
        }
    }

    private static boolean asksForHelp(List<String> words) {
        for (String word : words) {
            if (word.equals("--")) {
                return false;
            }
            if (word.equals("--help") || word.equals("-h")) {
                return true;
            }
        }
        return false;
    }

    /** Connects to the daemon of a home: the one given, else {@code ARCELLA_HOME}, else {@code ~/.arcella}. */
    AlmeClient connect(String home) {
        String named = !home.isEmpty() ? home : environment.get("ARCELLA_HOME");
        Path path;
        try {
            path = named != null && !named.isEmpty()
                    ? folder.resolve(named)
                    : Path.of(System.getProperty("user.home", "."), ".arcella");
        } catch (InvalidPathException e) {
            throw new ArcellaException(CommandError.USAGE, "'" + e.getInput() + "' can be no folder's name in this locale",
                    "choose one with UTF-8, such as LC_ALL=C.UTF-8", e);
        }
        return AlmeClient.connect(
                AlmePath.of(path.normalize(), environment.get("XDG_RUNTIME_DIR")), "arcella-cli", HELLO_MILLIS);
    }

    /** The verbs that a first word can mean, all if it is empty; the daemon answers when its container has started. */
    static List<VerbSpec> specs(AlmeClient client, String word, Console console) {
        Data.Fields filter = word.isEmpty() ? Data.EMPTY : Data.fields().put("word", word).build();
        List<VerbSpec> specs = new ArrayList<>();
        ProgressLine waiting = new ProgressLine(console);
        try {
            if (client.call("verbs", filter, List.of(), false, waiting).data() instanceof Data.Items(List<Data> items)) {
                for (Data item : items) {
                    specs.add(SpecData.read(item));
                }
            }
        } finally {
            waiting.clear();
        }
        return specs;
    }

    private ExitCode command(AlmeClient client, List<String> words, boolean help, String output) throws IOException {
        List<VerbSpec> specs = specs(client, words.getFirst(), console);
        CommandNames.Found found = CommandNames.find(specs, words);
        if (found == null) {
            return notFound(client, specs, words, help);
        }
        VerbSpec spec = found.spec();
        List<String> rest = words.subList(found.words(), words.size());
        boolean ownOutput = spec.parameter("output").isPresent();
        json = ownOutput ? output.equals("json") : json;
        if (help) {
            return help(spec);
        }
        ParsedLine line = CommandLine.parse(spec, CommandForm.CLI, CommandLine.ofCli(spec), rest);
        if (line.help()) {
            return help(spec);
        }
        String format = ownOutput ? output : line.common("output", output);
        json = format.equals("json");
        Screen screen = format.equals("wide") ? console.screen().inFull() : console.screen();
        ParsedLine withFiles = FilesBeside.find(spec, line, folder);
        CommandCall call = new CommandCall(client, console, environment, folder, screen, json);
        return line.watch() ? new Watch(client, console, screen, json).run(spec, withFiles) : call.run(spec, withFiles);
    }

    private ExitCode help(VerbSpec spec) throws IOException {
        console.print(HelpText.verb(spec, CommandForm.CLI, CommandLine.ofCli(spec), console.screen()));
        return ExitCode.OK;
    }

    /** The words name no verb: a scope, perhaps, or a mistake. */
    private ExitCode notFound(AlmeClient client, List<VerbSpec> specs, List<String> words, boolean help) throws IOException {
        String first = words.getFirst();
        List<VerbSpec> inScope = new ArrayList<>();
        for (VerbSpec spec : specs) {
            if (spec.name().scope().equals(first)) {
                inScope.add(spec);
            }
        }
        boolean scopeOnly = words.size() == 1 || words.get(1).startsWith("-");
        if (!inScope.isEmpty() && scopeOnly) {
            String list = HelpText.list(allowed(inScope, client.role()), CommandForm.CLI, console.screen());
            if (help || asksForHelp(words)) {
                console.print(list);
                return ExitCode.OK;
            }
            if (json) {
                throw new ArcellaException(CommandError.USAGE, "'" + first + "' needs a command",
                        "see 'arcella-cli " + first + " --help'");
            }
            console.complain("arcella-cli: '" + first + "' needs a command\n\n" + list);
            return ExitCode.USAGE;
        }
        String asked = inScope.isEmpty() ? first : first + " " + words.get(1);
        String whole = scopeOnly ? first : first + ":" + words.get(1);
        List<VerbSpec> all = inScope.isEmpty() ? specs(client, "", console) : inScope;
        Optional<String> instead = whole.contains(":") ? KarafNames.instead(whole, !inScope.isEmpty()) : Optional.empty();
        if (instead.isEmpty() && !hasWord(all, first)) {
            instead = KarafNames.instead(first, true);
        }
        if (instead.isPresent()) {
            throw new ArcellaException(
                    CommandError.UNKNOWN_VERB, "there is no command '" + whole.replace(':', ' ') + "' here", instead.get());
        }
        throw new ArcellaException(
                CommandError.UNKNOWN_VERB,
                "there is no command '" + asked + "'",
                Nearest.remedy(asked, names(all), "see 'arcella-cli --help'"));
    }

    private static boolean hasWord(List<VerbSpec> specs, String word) {
        for (VerbSpec spec : specs) {
            if (spec.name().word().equals(word)) {
                return true;
            }
        }
        return false;
    }

    /** Those that a caller of a role may call: others are refused by the daemon, and only named where they are asked for. */
    static List<VerbSpec> allowed(List<VerbSpec> specs, Role role) {
        List<VerbSpec> allowed = new ArrayList<>();
        for (VerbSpec spec : specs) {
            if (role.covers(spec.role())) {
                allowed.add(spec);
            }
        }
        return allowed;
    }

    private static List<String> names(List<VerbSpec> specs) {
        List<String> names = new ArrayList<>();
        for (VerbSpec spec : specs) {
            VerbName name = spec.name();
            names.add(CommandForm.CLI.name(name));
            if (name.scope().equals(CommandNames.SHORT_SCOPE)) {
                names.add(name.word());
            }
            if (!name.scope().isEmpty() && !names.contains(name.scope())) {
                names.add(name.scope());
            }
        }
        return names;
    }

    /** The answer of a verb, as text for its shape or as JSON. */
    static String text(VerbSpec spec, VerbResult result, Screen screen, boolean json) {
        return json ? ResultText.json(spec.shape(), result) : ResultText.result(spec.shape(), result, screen);
    }
}
