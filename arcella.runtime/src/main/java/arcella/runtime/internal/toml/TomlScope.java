package arcella.runtime.internal.toml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

import arcella.runtime.internal.text.Nearest;

/**
 * One table of a {@link TomlDocument}. Each read notes the key as known; {@link #end} then reports the keys that
 * nobody asked for. A value of the wrong type is reported and answered as absent. Not thread-safe.
 */
public final class TomlScope {

    private final TomlDocument document;
    private final @Nullable TomlTable table;
    private final String path;
    private final Set<String> known = new LinkedHashSet<>();

    TomlScope(TomlDocument document, @Nullable TomlTable table, String path) {
        this.document = document;
        this.table = table;
        this.path = path;
    }

    /** Whether the table stands in the document. */
    public boolean present() {
        return table != null;
    }

    /** The keys that stand in the table, for tables with free keys; makes them known. */
    public List<String> keys() {
        List<String> keys = table == null ? List.of() : List.copyOf(table.keySet());
        known.addAll(keys);
        return keys;
    }

    /** Whether the key stands in the table; makes it known. */
    public boolean has(String key) {
        return value(key, Object.class, "").isPresent();
    }

    public Optional<String> string(String key) {
        return value(key, String.class, "text in quotes");
    }

    public Optional<Boolean> truth(String key) {
        return value(key, Boolean.class, "true or false");
    }

    /** A whole number from {@code min} to {@code max}, inclusive. */
    public Optional<Long> whole(String key, long min, long max) {
        Optional<Long> number = value(key, Long.class, "a whole number");
        if (number.isPresent() && (number.get() < min || number.get() > max)) {
            problem(key, "'" + key + "' is " + number.get() + ", and must be from " + min + " to " + max);
            return Optional.empty();
        }
        return number;
    }

    /** One of some words. */
    public Optional<String> word(String key, List<String> words) {
        Optional<String> word = string(key);
        if (word.isPresent() && !words.contains(word.get())) {
            problem(key, "'" + key + "' is \"" + word.get() + "\", and must be one of " + quoted(words));
            return Optional.empty();
        }
        return word;
    }

    /** A list of texts; empty if absent. */
    public List<String> strings(String key) {
        List<String> texts = new ArrayList<>();
        value(key, TomlArray.class, "a list of texts in quotes").ifPresent(array -> {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i) instanceof String text) {
                    texts.add(text);
                } else {
                    document.add(array.inputPositionOf(i), "item " + (i + 1) + " of '" + key + "' is "
                            + typeOf(array.get(i)) + ", and must be text in quotes");
                }
            }
        });
        return texts;
    }

    /** A table of texts with free keys; empty if absent. */
    public Map<String, String> texts(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        TomlScope scope = table(key);
        if (scope.table != null) {
            for (String name : scope.table.keySet()) {
                scope.string(name).ifPresent(text -> texts.put(name, text));
            }
        }
        return texts;
    }

    /** A table within; one that is not {@link #present} if absent. */
    public TomlScope table(String key) {
        return new TomlScope(document, value(key, TomlTable.class, "a table").orElse(null), within(key));
    }

    /** The tables of an array of tables, {@code [[key]]}. */
    public List<TomlScope> tables(String key) {
        List<TomlScope> scopes = new ArrayList<>();
        value(key, TomlArray.class, "tables, written [[" + within(key) + "]]").ifPresent(array -> {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i) instanceof TomlTable one) {
                    scopes.add(new TomlScope(document, one, within(key)));
                } else {
                    document.add(array.inputPositionOf(i), "item " + (i + 1) + " of '" + key + "' is "
                            + typeOf(array.get(i)) + ", and must be a table");
                }
            }
        });
        return scopes;
    }

    /** Notes a mistake at a key, or at the table if the key is absent. */
    public void problem(String key, String text) {
        TomlPosition position = table == null ? null : table.inputPositionOf(List.of(key));
        document.add(position == null ? place() : position, text);
    }

    /** Reports the keys that were not asked for, each with the nearest that was. */
    public void end() {
        if (table == null) {
            return;
        }
        for (String key : table.keySet()) {
            if (!known.contains(key)) {
                String where = path.isEmpty() ? "" : " in [" + path + "]";
                String way = Nearest.of(key, known)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("known here: " + String.join(", ", known));
                problem(key, "unknown key '" + key + "'" + where + "; " + way);
            }
        }
    }

    private <T> Optional<T> value(String key, Class<T> type, String wanted) {
        known.add(key);
        Object value = table == null ? null : table.get(List.of(key));
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            problem(key, "'" + key + "' is " + typeOf(value) + ", and must be " + wanted);
            return Optional.empty();
        }
        return Optional.of(type.cast(value));
    }

    private @Nullable TomlPosition place() {
        if (table == null || table.isEmpty()) {
            return null;
        }
        return table.inputPositionOf(List.of(table.keySet().iterator().next()));
    }

    private String within(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String quoted(List<String> words) {
        return String.join(", ", words.stream().map(word -> '"' + word + '"').toList());
    }

    private static String typeOf(Object value) {
        return switch (value) {
            case String _ -> "text";
            case Boolean _ -> "a truth value";
            case Long _ -> "a whole number";
            case Double _ -> "a number with a fraction";
            case TomlArray _ -> "a list";
            case TomlTable _ -> "a table";
            default -> "a date or time";
        };
    }
}
