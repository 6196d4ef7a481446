package arcella.runtime.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import arcella.error.ArcellaException;
import arcella.runtime.RuntimeError;

/**
 * What files and environment said of the container's configuration when they were read: every value with its origin, every
 * mistake with its place. A value with a mistake is left out. Immutable.
 */
public final class Configuration {

    private static final int MOST_SHOWN = 20;

    private final String name;
    private final Map<List<String>, ConfigValue> stated;
    private final List<ConfigTable> tables;
    private final List<ConfigMistake> mistakes;
    private final List<String> warnings;
    private final List<String> overrides;
    private final List<String> files;
    private final Map<Path, FileState> seen;

    /**
     * @param name what the first file is called in messages
     * @param stated what is said, by path
     * @param tables those of lists
     * @param warnings what is no mistake and should be seen to
     * @param overrides what overrides what
     * @param files the files that were read, as they are called in messages
     * @param seen files and folders that were looked at, as they were before
     */
    Configuration(String name, Map<List<String>, ConfigValue> stated, List<ConfigTable> tables, List<ConfigMistake> mistakes,
            List<String> warnings, List<String> overrides, List<String> files, Map<Path, FileState> seen) {
        this.name = name;
        this.stated = Collections.unmodifiableMap(new LinkedHashMap<>(stated));
        this.tables = List.copyOf(tables);
        this.mistakes = List.copyOf(mistakes);
        this.warnings = List.copyOf(warnings);
        this.overrides = List.copyOf(overrides);
        this.files = List.copyOf(files);
        this.seen = Map.copyOf(seen);
    }

    /** What is said of a key, if anything. */
    @SuppressWarnings("unchecked")
    public <T> Optional<T> stated(ConfigKey<T> key) {
        return Optional.ofNullable(stated.get(key.path())).map(value -> (T) value.value());
    }

    /**
     * What holds of a key: what is said, or its default.
     *
     * @throws IllegalArgumentException if the key has no default
     */
    public <T> T get(ConfigKey<T> key) {
        return stated(key).or(key::standard)
                .orElseThrow(() -> new IllegalArgumentException(key + " has no default: ask whether it is stated"));
    }

    /** What is said of a key that holds an operator's own name, by that name; in the order in which it stands. */
    @SuppressWarnings("unchecked")
    public <T> Map<String, T> named(ConfigKey<T> key) {
        int place = placeOfName(key);
        Map<String, T> values = new LinkedHashMap<>();
        stated.values().stream().filter(value -> value.key().equals(key))
                .forEach(value -> values.put(value.path().get(place), (T) value.value()));
        return values;
    }

    private static int placeOfName(ConfigKey<?> key) {
        for (int i = 0; i < key.path().size(); i++) {
            if (key.path().get(i).startsWith("<")) {
                return i;
            }
        }
        throw new IllegalArgumentException(key + " has no part that is an operator's to name");
    }

    /** The tables of a list, such as {@code grant}. */
    public List<ConfigTable> tables(String list) {
        return tables.stream().filter(table -> table.name().equals(list)).toList();
    }

    /** All tables of lists. */
    public List<ConfigTable> tables() {
        return tables;
    }

    /** What holds of every key that stands once, and of those that stand under an operator's names; in the order of the keys. */
    public List<ConfigValue> values() {
        List<ConfigValue> values = new ArrayList<>();
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            List<ConfigValue> said = stated.values().stream().filter(value -> value.key().equals(key)).toList();
            values.addAll(said);
            if (said.isEmpty() && key.standard().isPresent() && !key.many()) {
                values.add(new ConfigValue(key.path(), key, key.standard().get(), new Origin.Standard(), List.of()));
            }
        }
        return values;
    }

    /** What is wrong. */
    public List<ConfigMistake> mistakes() {
        return mistakes;
    }

    /** What is no mistake and should be seen to, a line each. */
    public List<String> warnings() {
        return warnings;
    }

    /** What overrides what, a line each. */
    public List<String> overrides() {
        return overrides;
    }

    /** The files that were read, as they are called in messages. */
    public List<String> files() {
        return files;
    }

    /** How much was read, in a line. */
    public String summary(String verdict) {
        long values = stated.values().stream().filter(value -> !value.key().equals(ConfigKeys.INCLUDES)).count();
        List<String> parts = new ArrayList<>();
        if (values > 0 || tables.isEmpty()) {
            parts.add(values + (values == 1 ? " value" : " values"));
        }
        tables.stream().map(ConfigTable::name).distinct().forEach(list -> parts.add(tables(list).size() + " [[" + list + "]]"));
        if (files.isEmpty()) {
            return "there is no " + name + ": the defaults hold" + (values > 0 ? ", and " + parts.getFirst() + " of the environment" : "");
        }
        int more = files.size() - 1;
        return name + (more == 0 ? "" : ", with " + more + (more == 1 ? " included file," : " included files,")) + " " + verdict + ": "
                + String.join(", ", parts);
    }

    /** Whether the files are no longer as they were when they were read, or were so fresh then that nobody could tell. */
    boolean stale() {
        return seen.entrySet().stream().anyMatch(file -> !file.getValue().settled() || !FileState.of(file.getKey()).same(file.getValue()));
    }

    /** Whether another says the same, wherever it says it. */
    boolean saysAs(Configuration other) {
        return plain().equals(other.plain()) && tableTexts().equals(other.tableTexts());
    }

    private List<String> plain() {
        return stated.values().stream().map(value -> value.name() + " = " + value.text()).sorted().toList();
    }

    private List<String> tableTexts() {
        return tables.stream().map(table -> table.name() + table.text()).toList();
    }

    /** Whether nothing is wrong with some tables, as far as can be told; without names, with any. */
    boolean isFine(String... tableNames) {
        return wrong(tableNames).isEmpty();
    }

    private List<ConfigMistake> wrong(String... tableNames) {
        return tableNames.length == 0 ? mistakes : mistakes.stream()
                .filter(mistake -> mistake.table().isEmpty() || Arrays.asList(tableNames).contains(mistake.table())).toList();
    }

    /**
     * Refuses mistakes.
     *
     * @param tableNames those that count; without names, all
     * @return this
     * @throws ArcellaException {@code BAD_CONFIGURATION}; its message lists each with its place and line
     */
    public Configuration check(String... tableNames) {
        List<ConfigMistake> wrong = wrong(tableNames);
        if (!wrong.isEmpty()) {
            throw new ArcellaException(RuntimeError.BAD_CONFIGURATION, shown(wrong), "");
        }
        return this;
    }

    /** All mistakes with place and line, under a line that counts them. */
    public String shown() {
        return shown(mistakes);
    }

    private String shown(Collection<ConfigMistake> wrong) {
        boolean all = wrong.stream().allMatch(mistake -> mistake.origin() instanceof Origin.Place place && place.file().equals(name));
        StringBuilder text = new StringBuilder(all ? name : name + ", with what it includes and the environment,")
                .append(wrong.size() == 1 ? " has a mistake" : " has " + wrong.size() + " mistakes");
        wrong.stream().limit(MOST_SHOWN).forEach(mistake -> text.append('\n').append(mistake.shown()));
        return text.toString();
    }
}
