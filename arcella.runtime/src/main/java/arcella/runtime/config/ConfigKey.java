package arcella.runtime.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One key of the container's configuration. Immutable.
 *
 * @param path its names from the outermost table on; a part such as {@code <module>} is the operator's to choose (see
 *     {@link FreeName}), and {@code []} stands for each of the tables that are written {@code [[…]]}
 * @param type what its value may be
 * @param standard what holds if nobody says anything
 * @param takes when a change holds
 * @param meaning what it does, in a sentence or two, Markdown
 * @param <T> what a value is in Java
 */
public record ConfigKey<T>(List<String> path, ConfigType<T> type, Optional<T> standard, Takes takes, String meaning) {

    /** What stands in a path for each table of a list. */
    static final String EACH = "[]";

    /** Copies. */
    public ConfigKey {
        path = List.copyOf(path);
    }

    static <T> ConfigKey<T> of(String path, ConfigType<T> type, Optional<T> standard, Takes takes, String meaning) {
        return new ConfigKey<>(Arrays.asList(path.split("\\.")), type, standard, takes, meaning);
    }

    /** The path with dots. */
    public String text() {
        return text(path);
    }

    /** A path as TOML writes it, with quotes where a name needs them. */
    static String text(List<String> path) {
        return String.join(".", path.stream().map(part ->
                part.matches("[A-Za-z0-9_-]+|<[a-z]+>|\\[]") ? part : ConfigType.quote(part)).toList()).replace("." + EACH, EACH);
    }

    /** Whether it can stand several times: under names of the operator's, or in a list of tables. */
    public boolean many() {
        return path.stream().anyMatch(part -> part.equals(EACH) || part.startsWith("<"));
    }

    /** The environment variable that overrides it; none where it can stand several times, and for what files are read. */
    public Optional<String> variable() {
        return many() || path.equals(ConfigKeys.INCLUDES.path()) ? Optional.empty()
                : Optional.of(ConfigKeys.VARIABLES + String.join("_", path).toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** The value that holds if nobody says anything, as TOML has it. */
    public Optional<String> standardText() {
        return standard.map(type::write);
    }

    /** A value that was read for this key, as TOML has it. */
    @SuppressWarnings("unchecked")
    String write(Object value) {
        return type.write((T) value);
    }

    @Override
    public String toString() {
        return text();
    }
}
