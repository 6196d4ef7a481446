package arcella.launcher;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import arcella.error.ArcellaException;
import arcella.runtime.config.ConfigLoader;
import arcella.runtime.config.ConfigNames;
import arcella.runtime.config.ConfigReference;
import arcella.runtime.config.Configuration;

/** {@code arcella config}: looks at the container's configuration, needs no daemon, and changes nothing. */
final class ConfigCommand {

    private static final String HELP = """
            Usage: arcella [--home DIR] config validate [FILE]
                   arcella [--home DIR] config show [KEY]
                   arcella config reference

            Looks at the container's configuration, etc/arcella.toml of its home with what
            it includes and what variables of this environment override. Needs no daemon,
            and changes nothing; a running one is asked with 'arcella-cli config validate'
            and 'arcella-cli config show'.

              validate     says what is wrong, with file, line and column, and what
                           overrides what; with FILE, of that file and what it
                           includes, whatever the environment says
              show         what holds of each key, or of those with KEY in their names,
                           and who says so
              reference    all keys with their defaults and meaning, as Markdown

            Exit codes: 0 nothing is wrong, 1 something is, 2 usage.
            """;

    private ConfigCommand() {}

    /**
     * Does what the words say.
     *
     * @throws ArcellaException listing what is wrong with the configuration
     */
    static int run(Home home, Map<String, String> environment, List<String> words, PrintStream out) {
        if (words.isEmpty() || Usage.asked(words)) {
            out.print(HELP);
            return words.isEmpty() ? 2 : 0;
        }
        String word = words.getFirst();
        if (words.size() > 2 || words.size() == 2 && (word.equals("reference") || words.get(1).startsWith("-"))) {
            throw usage("config " + word + " does not understand '" + words.getLast() + "'");
        }
        Optional<String> argument = words.size() == 2 ? Optional.of(words.get(1)) : Optional.empty();
        switch (word) {
            case "validate" -> validate(argument.map(file -> ofFile(file, home))
                    .orElseGet(() -> ConfigLoader.ofHome(home.path(), environment)), out);
            case "show" -> show(ConfigLoader.ofHome(home.path(), environment).check(), argument.orElse(""), out);
            case "reference" -> out.print(ConfigReference.page());
            default -> throw usage("there is no 'config " + word + "'");
        }
        return 0;
    }

    private static Configuration ofFile(String name, Home home) {
        Path file = Path.of(name).toAbsolutePath();
        if (!Files.isRegularFile(file)) {
            throw new ArcellaException(LauncherError.FILE, "there is no file '" + name + "'", "name the TOML file to look at");
        }
        return ConfigLoader.load(file, Optional.of(Path.of("").toAbsolutePath()), home.path(), Map.of());
    }

    private static void validate(Configuration configuration, PrintStream out) {
        configuration.check();
        out.println(configuration.summary("is fine"));
        configuration.warnings().forEach(warning -> out.println("  warning: " + warning));
        configuration.overrides().forEach(override -> out.println("  " + override));
    }

    private static void show(Configuration configuration, String which, PrintStream out) {
        ConfigNames.check(which, configuration);
        configuration.values().stream().filter(value -> value.name().contains(which)).forEach(value ->
                out.println(value.name() + " = " + value.text() + "  # " + value.origin().text()));
        configuration.tables().stream().filter(table -> table.name().contains(which)).forEach(table ->
                out.println("[[" + table.name() + "]] " + table.text() + "  # " + table.origin().text()));
    }

    private static ArcellaException usage(String what) {
        return new ArcellaException(LauncherError.USAGE, what, "see 'arcella config --help'");
    }
}
