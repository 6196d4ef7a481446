package arcella.runtime.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import arcella.runtime.internal.text.Nearest;

/**
 * Reads the container's configuration: a file with what it includes, and then the environment. Writes nothing, and never
 * fails: what is wrong is among the mistakes of what it answers.
 *
 * <p>What is said last holds: a file's includes come first, in the order in which it names them, and then what it says itself;
 * the environment comes after all files. So whoever writes a file has the last word over what it includes, and a later file of
 * a folder over an earlier one, as people know it from other programs' {@code conf.d}. Within one file TOML has each key once.
 */
public final class ConfigLoader {

    private ConfigLoader() {}

    /**
     * Reads the configuration of a home.
     *
     * @param environment the variables that may override keys
     */
    public static Configuration ofHome(Path home, Map<String, String> environment) {
        return load(home.resolve("etc").resolve("arcella.toml"), Optional.of(home), home, environment);
    }

    /**
     * Reads a file with what it includes.
     *
     * @param file the first; says nothing if it is not there
     * @param base the folder that names in messages are relative to
     * @param home the home that it is for
     * @param environment the variables that may override keys
     */
    public static Configuration load(Path file, Optional<Path> base, Path home, Map<String, String> environment) {
        Includes includes = new Includes(base);
        includes.read(file);
        Merge merge = new Merge(includes.mistakes, includes.warnings);
        for (ConfigFile read : includes.inOrder) {
            merge.add(read);
        }
        environment(merge, environment);
        merge.logFile(home, includes);
        people(merge);
        merge.mistakes.sort(Comparator.comparingInt((ConfigMistake mistake) -> order(includes.names, mistake))
                .thenComparingInt(ConfigLoader::line).thenComparingInt(ConfigLoader::column));
        return new Configuration(includes.name(file), merge.stated, merge.tables, merge.mistakes, merge.warnings, merge.overrides,
                includes.names, includes.seen);
    }

    /** What files say, the later over the earlier. */
    private static final class Merge {

        private final Map<List<String>, ConfigValue> stated = new LinkedHashMap<>();
        private final List<ConfigTable> tables = new ArrayList<>();
        private final List<ConfigMistake> mistakes;
        private final List<String> warnings;
        private final List<String> overrides = new ArrayList<>();

        Merge(List<ConfigMistake> mistakes, List<String> warnings) {
            this.mistakes = new ArrayList<>(mistakes);
            this.warnings = new ArrayList<>(warnings);
        }

        void add(ConfigFile file) {
            file.values().forEach(this::add);
            tables.addAll(file.tables());
            mistakes.addAll(file.mistakes());
        }

        void add(ConfigValue value) {
            ConfigValue before = stated.remove(value.path());
            // Each file has its own includes; none overrides another's.
            if (before == null || value.key().equals(ConfigKeys.INCLUDES)) {
                stated.put(value.path(), value);
                return;
            }
            List<Origin> overridden = new ArrayList<>(List.of(before.origin()));
            overridden.addAll(before.overridden());
            stated.put(value.path(), new ConfigValue(value.path(), value.key(), value.value(), value.origin(), overridden));
            overrides.add(value.name() + " = " + value.text() + " (" + value.origin().text() + ") overrides " + before.text() + " ("
                    + before.origin().text() + ")");
        }

        /** Refuses a file for the log that is not the log's to write; which one that is can be told when all files are known. */
        void logFile(Path home, Includes includes) {
            ConfigValue value = stated.get(ConfigKeys.LOG_FILE.path());
            if (value == null || value.value().equals("")) {
                return;
            }
            String file = String.valueOf(value.value());
            Optional<String> problem = LogPlace.problem(file, home, includes.files);
            if (problem.isPresent()) {
                stated.remove(value.path());
                mistakes.add(new ConfigMistake(value.origin(), "log", "'file' " + problem.get(),
                        includes.inOrder.stream().flatMap(read -> read.line(value.origin()).stream()).findFirst()));
            } else {
                LogPlace.closed(file, home).ifPresent(closed -> warnings.add("log.file (" + value.origin().text() + "): " + closed));
            }
        }
    }

    /** Says who has a role and is not known here: a slip, or somebody who is still to come. */
    private static void people(Merge merge) {
        for (ConfigKey<List<String>> key : List.of(ConfigKeys.ROLES_ADMIN, ConfigKeys.ROLES_READ_ONLY)) {
            ConfigValue value = merge.stated.get(key.path());
            if (value != null && value.value() instanceof List<?> words) {
                words.forEach(word -> RoleWords.missing(String.valueOf(word)).ifPresent(missing ->
                        merge.warnings.add(value.name() + " (" + value.origin().text() + "): " + missing)));
            }
        }
    }

    private static void environment(Merge merge, Map<String, String> environment) {
        Map<String, ConfigKey<?>> keys = new LinkedHashMap<>();
        ConfigKeys.ALL.forEach(key -> key.variable().ifPresent(variable -> keys.put(variable, key)));
        new TreeMap<>(environment).forEach((variable, text) -> {
            if (!variable.startsWith(ConfigKeys.VARIABLES) || ConfigKeys.OTHER_VARIABLES.contains(variable) || text.isEmpty()) {
                return;
            }
            ConfigKey<?> key = keys.get(variable);
            if (key == null) {
                unknown(variable, keys).ifPresent(merge.warnings::add);
                return;
            }
            Origin origin = new Origin.Variable(variable);
            key.type().readText(key.path().getLast(), text, problem -> merge.mistakes.add(
                            new ConfigMistake(origin, key.path().getFirst(), problem, Optional.empty())))
                    .ifPresent(value -> merge.add(new ConfigValue(key.path(), key, value, origin, List.of())));
        });
    }

    /** Says something of a variable that is no key, if it looks as if it was to be one. */
    private static Optional<String> unknown(String variable, Map<String, ConfigKey<?>> keys) {
        Set<String> known = new HashSet<>();
        keys.keySet().forEach(one -> known.add(one.substring(ConfigKeys.VARIABLES.length())));
        ConfigKeys.OTHER_VARIABLES.forEach(one -> known.add(one.substring(ConfigKeys.VARIABLES.length())));
        Optional<String> near = Nearest.of(variable.substring(ConfigKeys.VARIABLES.length()), known).map(ConfigKeys.VARIABLES::concat);
        // Also a table or key that has no variables: it stands in files only.
        boolean table = ConfigKeys.ALL.stream().map(key -> ConfigKeys.VARIABLES + key.path().getFirst().toUpperCase(Locale.ROOT))
                .anyMatch(first -> variable.equals(first) || variable.startsWith(first + "_"));
        return near.isPresent() || table ? Optional.of("the environment variable " + variable + " is no key, and changes nothing"
                + near.map(name -> "; did you mean " + name + "?").orElse("")) : Optional.empty();
    }

    private static int order(List<String> names, ConfigMistake mistake) {
        return mistake.origin() instanceof Origin.Place place ? names.indexOf(place.file()) : Integer.MAX_VALUE;
    }

    private static int line(ConfigMistake mistake) {
        return mistake.origin() instanceof Origin.Place place ? place.line() : 0;
    }

    private static int column(ConfigMistake mistake) {
        return mistake.origin() instanceof Origin.Place place ? place.column() : 0;
    }
}
