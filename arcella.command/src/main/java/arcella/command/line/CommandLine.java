package arcella.command.line;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import arcella.command.CommandError;
import arcella.command.Data;
import arcella.command.Nearest;
import arcella.command.Parameter;
import arcella.command.ResultShape;
import arcella.command.Role;
import arcella.command.VerbSpec;
import arcella.error.ArcellaException;

/**
 * Reads the words of one command line against a verb's parameters.
 *
 * <p>Understood are {@code --name VALUE}, {@code --name=VALUE}, {@code -x VALUE}, {@code -xVALUE}, flags together
 * ({@code -fv}), {@code --flag=false}, and {@code --}, behind which every word is positional. Options and positional
 * words may be mixed. A negative number is a positional word where the verb has no such letter. A repeated positional
 * parameter takes all that is left. The values' types are those of {@link arcella.command.Arguments}; an upload's value is
 * the file's own name, and its path stands in {@link ParsedLine#files()}.
 *
 * <p>Failures are {@link CommandError#USAGE} and {@link CommandError#BAD_VALUE}.
 */
public final class CommandLine {

    /** The option {@code --help}, which makes missing arguments no error. */
    public static final Parameter HELP = Parameter.flag("help", "shows this help").letter('h');

    /** The option {@code --output}. */
    public static final Parameter OUTPUT = Parameter.option(
            "output", new Parameter.Choice(List.of("table", "wide", "json")), "how results are written").letter('o');

    /** The option {@code --watch} of {@code arcella-cli}. */
    public static final Parameter WATCH = Parameter.flag("watch", "shows it anew every 2 s, until Ctrl-C");

    /** The label of texts that are a name and its value. */
    private static final String PAIR = "NAME=VALUE";

    private final VerbSpec spec;
    private final CommandForm form;
    private final List<Parameter> common;
    private final Map<String, Data> values = new LinkedHashMap<>();
    private final Map<String, Data> commonValues = new LinkedHashMap<>();
    private final Map<String, FileArgument> files = new LinkedHashMap<>();
    private final List<Parameter> places = new ArrayList<>();
    private int place;

    private CommandLine(VerbSpec spec, CommandForm form, List<Parameter> common) {
        this.spec = spec;
        this.form = form;
        this.common = common;
        for (Parameter parameter : spec.parameters()) {
            if (parameter.positional()) {
                places.add(parameter);
            }
        }
    }

    /**
     * The options that {@code arcella-cli} has for a verb beside the verb's own: {@code --watch} for those that only look, and
     * whose answer is one screen.
     */
    public static List<Parameter> ofCli(VerbSpec spec) {
        boolean screen = spec.shape() instanceof ResultShape.Table || spec.shape() instanceof ResultShape.Sheet;
        return screen && spec.role() == Role.READ_ONLY ? List.of(WATCH, OUTPUT, HELP) : List.of(OUTPUT, HELP);
    }

    /**
     * Reads the words behind a verb's name.
     *
     * @param form how commands are written here, for messages
     * @param common options that go with every command; a verb's own option of the same name or letter wins
     * @throws ArcellaException if the words do not fit
     */
    public static ParsedLine parse(VerbSpec spec, CommandForm form, List<Parameter> common, List<String> words) {
        CommandLine line = new CommandLine(spec, form, common);
        line.read(words);
        ParsedLine parsed = line.result();
        if (!parsed.help()) {
            line.checkRequired();
        }
        return parsed;
    }

    private void read(List<String> words) {
        int at = 0;
        boolean optionsEnded = false;
        while (at < words.size()) {
            String word = words.get(at++);
            if (optionsEnded || word.length() < 2 || word.charAt(0) != '-' || isNumber(word)) {
                positional(word);
            } else if (word.equals("--")) {
                optionsEnded = true;
            } else {
                at = word.charAt(1) == '-' ? longOption(word, words, at) : letters(word, words, at);
            }
        }
    }

    private boolean isNumber(String word) {
        char second = word.charAt(1);
        return second >= '0' && second <= '9' && byLetter(second) == null;
    }

    private void positional(String word) {
        if (place >= places.size()) {
            throw new ArcellaException(CommandError.USAGE, places.isEmpty()
                    ? form.name(spec.name()) + " takes no arguments, and '" + word + "' is one"
                    : form.name(spec.name()) + " takes " + places.size() + (places.size() == 1 ? " argument" : " arguments")
                            + ", and '" + word + "' is one too many", KarafNames.arguments(spec.name().toString()).orElseGet(this::seeHelp));
        }
        Parameter parameter = places.get(place);
        if (!parameter.repeated()) {
            place++;
        }
        put(parameter, word);
    }

    private int longOption(String word, List<String> words, int next) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word.substring(2) : word.substring(2, equals);
        Parameter parameter = byName(name);
        if (parameter == null) {
            throw new ArcellaException(
                    CommandError.USAGE,
                    form.name(spec.name()) + " has no option '--" + name + "'",
                    Nearest.remedy("--" + name, optionNames(), seeHelp()));
        }
        if (equals >= 0) {
            put(parameter, word.substring(equals + 1));
        } else if (parameter.kind() instanceof Parameter.Flag) {
            put(parameter, "true");
        } else if (next < words.size()) {
            put(parameter, words.get(next));
            return next + 1;
        } else {
            throw usage("'--" + name + "' needs a value: " + Labels.wanted(parameter));
        }
        return next;
    }

    private int letters(String word, List<String> words, int next) {
        for (int i = 1; i < word.length(); i++) {
            char letter = word.charAt(i);
            Parameter parameter = byLetter(letter);
            if (parameter == null) {
                throw usage(form.name(spec.name()) + " has no option '-" + letter + "'");
            }
            if (parameter.kind() instanceof Parameter.Flag) {
                put(parameter, "true");
            } else if (i + 1 < word.length()) {
                put(parameter, word.substring(word.charAt(i + 1) == '=' ? i + 2 : i + 1));
                return next;
            } else if (next < words.size()) {
                put(parameter, words.get(next));
                return next + 1;
            } else {
                throw usage("'-" + letter + "' needs a value: " + Labels.wanted(parameter));
            }
        }
        return next;
    }

    private void put(Parameter parameter, String word) {
        boolean ofVerb = spec.parameter(parameter.name()).isPresent();
        Map<String, Data> target = ofVerb ? values : commonValues;
        Data value = value(parameter, word);
        Data before = target.get(parameter.name());
        if (parameter.repeated()) {
            List<Data> all = new ArrayList<>();
            if (before instanceof Data.Items(List<Data> items)) {
                all.addAll(items);
            }
            all.add(value);
            target.put(parameter.name(), new Data.Items(all));
        } else if (before != null && !before.equals(value)) {
            throw usage("'--" + parameter.name() + "' is given twice");
        } else {
            target.put(parameter.name(), value);
        }
    }

    private Data value(Parameter parameter, String word) {
        Parameter.Kind kind = parameter.kind();
        if (kind instanceof Parameter.Flag) {
            return switch (word) {
                case "true" -> Data.of(true);
                case "false" -> Data.of(false);
                default -> throw bad(parameter, word);
            };
        }
        if (kind instanceof Parameter.Whole(long min, long max)) {
            try {
                long number = Long.parseLong(word);
                if (number >= min && number <= max) {
                    return Data.of(number);
                }
            } catch (NumberFormatException _) {
                // Told below, as for a number out of range.
            }
            throw bad(parameter, word);
        }
        if (kind instanceof Parameter.Choice(List<String> choices) && !choices.contains(word)) {
            // Levels of a log are DEBUG elsewhere.
            return Data.of(choices.stream().filter(word::equalsIgnoreCase).findFirst().orElseThrow(() -> bad(parameter, word)));
        }
        if (kind instanceof Parameter.Text(String label) && label.equals(PAIR) && word.indexOf('=') < 1) {
            throw new ArcellaException(CommandError.BAD_VALUE, "--" + parameter.name() + " takes " + PAIR + ", not '" + word + "'", seeHelp());
        }
        if (kind instanceof Parameter.Upload) {
            FileArgument file = new FileArgument(parameter.name(), path(parameter, word));
            files.put(parameter.name(), file);
            return Data.of(file.name());
        }
        return Data.of(word);
    }

    private Path path(Parameter parameter, String word) {
        String expanded = word.startsWith("~/") ? System.getProperty("user.home") + File.separator + word.substring(2) : word;
        try {
            return Path.of(expanded);
        } catch (InvalidPathException e) {
            throw new ArcellaException(
                    CommandError.BAD_VALUE, "'" + word + "' is no path for " + Labels.of(parameter) + ": " + e.getReason(), "", e);
        }
    }

    private void checkRequired() {
        for (Parameter parameter : spec.parameters()) {
            if (parameter.required() && !values.containsKey(parameter.name())) {
                throw new ArcellaException(
                        CommandError.USAGE,
                        form.name(spec.name()) + " needs "
                                + (parameter.positional() ? Labels.of(parameter) : "--" + parameter.name())
                                + " (" + parameter.help() + ")",
                        seeHelp());
            }
        }
    }

    private ParsedLine result() {
        List<FileArgument> inOrder = new ArrayList<>();
        for (Parameter parameter : spec.parameters()) {
            FileArgument file = files.get(parameter.name());
            if (file != null) {
                inOrder.add(file);
            }
        }
        return new ParsedLine(new Data.Fields(values), new Data.Fields(commonValues), inOrder);
    }

    private @Nullable Parameter byName(String name) {
        Optional<Parameter> own = spec.parameter(name);
        if (own.isPresent()) {
            // A positional one may be written by name, too: scripts like it.
            return own.get();
        }
        for (Parameter parameter : common) {
            if (parameter.name().equals(name)) {
                return parameter;
            }
        }
        return null;
    }

    private @Nullable Parameter byLetter(char letter) {
        for (Parameter parameter : spec.parameters()) {
            if (parameter.shortName().isPresent() && parameter.shortName().get() == letter) {
                return parameter;
            }
        }
        for (Parameter parameter : common) {
            if (parameter.shortName().isPresent() && parameter.shortName().get() == letter) {
                return parameter;
            }
        }
        return null;
    }

    private List<String> optionNames() {
        List<String> names = new ArrayList<>();
        for (Parameter parameter : spec.parameters()) {
            names.add("--" + parameter.name());
        }
        for (Parameter parameter : common) {
            names.add("--" + parameter.name());
        }
        return names;
    }

    private ArcellaException usage(String what) {
        return new ArcellaException(CommandError.USAGE, what, seeHelp());
    }

    private ArcellaException bad(Parameter parameter, String word) {
        String name = parameter.positional() ? Labels.of(parameter) : "--" + parameter.name();
        String near = parameter.kind() instanceof Parameter.Choice(List<String> words)
                ? Nearest.remedy(word, words, seeHelp()) : seeHelp();
        return new ArcellaException(
                CommandError.BAD_VALUE, name + " takes " + Labels.wanted(parameter) + ", not '" + word + "'", near);
    }

    private String seeHelp() {
        return "see '" + form.command(spec.name()) + " --help'";
    }
}
