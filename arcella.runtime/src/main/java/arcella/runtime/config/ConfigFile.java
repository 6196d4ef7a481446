package arcella.runtime.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

import arcella.runtime.internal.text.Nearest;

/** What one file says, held against the declared keys. Immutable once it is read. */
final class ConfigFile {

    private final String name;
    private final List<String> lines;
    private final List<ConfigValue> values = new ArrayList<>();
    private final List<ConfigTable> tables = new ArrayList<>();
    private final List<ConfigMistake> mistakes = new ArrayList<>();

    private ConfigFile(String name, String text) {
        this.name = name;
        this.lines = text.lines().toList();
    }

    /**
     * Reads a text.
     *
     * @param name as it stands in messages
     */
    static ConfigFile read(String name, String text) {
        ConfigFile file = new ConfigFile(name, text);
        TomlParseResult result;
        try {
            result = Toml.parse(text);
        } catch (TomlParseError thrown) {
            // The library collects mistakes, and throws those it finds within the name of a table.
            file.mistake(thrown.position(), "", String.valueOf(thrown.getMessage()));
            return file;
        } catch (StackOverflowError deep) {
            // The library reads what is nested by calling itself.
            file.mistake((TomlPosition) null, "", "this is nested too deep to be read");
            return file;
        }
        result.errors().forEach(error -> file.mistake(error.position(), "", String.valueOf(error.getMessage())));
        if (file.mistakes.isEmpty()) {
            file.table(result, List.of(), List.of(), file.values);
        }
        return file;
    }

    List<ConfigValue> values() {
        return values;
    }

    List<ConfigTable> tables() {
        return tables;
    }

    List<ConfigMistake> mistakes() {
        return mistakes;
    }

    /** The values of a key, with where they stand. */
    Optional<ConfigValue> find(ConfigKey<?> key) {
        return values.stream().filter(value -> value.key().equals(key)).findFirst();
    }

    /**
     * Reads a table.
     *
     * @param path with the operator's own names
     * @param pattern the same as keys are declared
     * @param into where its values go
     */
    private void table(TomlTable table, List<String> path, List<String> pattern, List<ConfigValue> into) {
        Set<String> known = new LinkedHashSet<>();
        ConfigKeys.ALL.stream().filter(key -> key.path().size() > pattern.size() && key.path().subList(0, pattern.size()).equals(pattern))
                .forEach(key -> known.add(key.path().get(pattern.size())));
        Optional<FreeName> free = free(known);
        for (String name : table.keySet()) {
            TomlPosition position = table.inputPositionOf(List.of(name));
            String top = path.isEmpty() ? name : path.getFirst();
            if (free.isPresent()) {
                free.get().problem(name).ifPresent(problem -> mistake(position, top, problem));
            } else if (!known.contains(name)) {
                String where = path.isEmpty() ? "" : " in [" + ConfigKey.text(path) + "]";
                String way = Nearest.of(name, known).map(near -> "did you mean '" + near + "'?")
                        .orElse("known here: " + String.join(", ", known));
                mistake(position, top, "unknown key '" + name + "'" + where + "; " + way);
                continue;
            }
            value(table.get(List.of(name)), position, plus(path, name), plus(pattern, free.map(FreeName::placeholder).orElse(name)), into);
        }
    }

    private void value(@Nullable Object value, @Nullable TomlPosition position, List<String> path, List<String> pattern, List<ConfigValue> into) {
        if (value == null) {
            return;
        }
        String name = path.getLast();
        String top = path.getFirst();
        Optional<ConfigKey<?>> key = ConfigKeys.ALL.stream().filter(one -> one.path().equals(pattern)).findFirst();
        if (key.isPresent()) {
            key.get().type().read(name, value, problem -> mistake(position, top, problem))
                    .ifPresent(read -> into.add(new ConfigValue(path, key.get(), read, origin(position), List.of())));
        } else if (isList(pattern)) {
            list(value, position, path, pattern);
        } else if (value instanceof TomlTable table) {
            table(table, path, pattern, into);
        } else {
            mistake(position, top, "'" + name + "' is " + ConfigType.kind(value) + ", and must be a table");
        }
    }

    private void list(Object value, @Nullable TomlPosition position, List<String> path, List<String> pattern) {
        String name = ConfigKey.text(path);
        String top = path.getFirst();
        if (!(value instanceof TomlArray array)) {
            mistake(position, top, "'" + name + "' is " + ConfigType.kind(value) + ", and must be tables, written [[" + name + "]]");
            return;
        }
        for (int i = 0; i < array.size(); i++) {
            TomlPosition place = array.inputPositionOf(i);
            if (array.get(i) instanceof TomlTable one) {
                int before = mistakes.size();
                List<ConfigValue> found = new ArrayList<>();
                table(one, path, plus(pattern, ConfigKey.EACH), found);
                Map<String, ConfigValue> byName = new LinkedHashMap<>();
                found.forEach(each -> byName.put(each.path().getLast(), each));
                Optional.ofNullable(ConfigKeys.EACH.get(name)).flatMap(check -> check.apply(one.keySet()))
                        .ifPresent(problem -> mistake(first(one, place), top, problem));
                if (mistakes.size() == before) {
                    tables.add(new ConfigTable(name, origin(place), byName));
                }
            } else {
                mistake(place, top, "item " + (i + 1) + " of '" + name + "' is " + ConfigType.kind(array.get(i)) + ", and must be a table");
            }
        }
    }

    private static boolean isList(List<String> pattern) {
        return ConfigKeys.ALL.stream().anyMatch(key -> key.path().size() > pattern.size()
                && key.path().subList(0, pattern.size()).equals(pattern) && key.path().get(pattern.size()).equals(ConfigKey.EACH));
    }

    private static Optional<FreeName> free(Set<String> known) {
        for (FreeName free : FreeName.values()) {
            if (known.contains(free.placeholder())) {
                return Optional.of(free);
            }
        }
        return Optional.empty();
    }

    private static List<String> plus(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }

    private static @Nullable TomlPosition first(TomlTable table, TomlPosition otherwise) {
        return table.isEmpty() ? otherwise : table.inputPositionOf(List.of(table.keySet().iterator().next()));
    }

    private Origin origin(@Nullable TomlPosition position) {
        return position == null ? new Origin.Place(name, 1, 1) : new Origin.Place(name, position.line(), position.column());
    }

    /** Notes a mistake at a place of this file. */
    void mistake(@Nullable TomlPosition position, String table, String text) {
        mistake(origin(position), table, text);
    }

    /** Notes a mistake at a place of this file. */
    void mistake(Origin origin, String table, String text) {
        mistakes.add(new ConfigMistake(origin, table, text, line(origin)));
    }

    /** The line where something stands, if it is one of this file. */
    Optional<String> line(Origin origin) {
        return origin instanceof Origin.Place place && place.file().equals(name) && place.line() > 0 && place.line() <= lines.size()
                ? Optional.of(lines.get(place.line() - 1)) : Optional.empty();
    }
}
