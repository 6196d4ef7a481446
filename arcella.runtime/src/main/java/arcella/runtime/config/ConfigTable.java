package arcella.runtime.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One table of a list, such as a {@code [[grant]]}. Immutable.
 *
 * @param name what the list is called
 * @param origin where it begins
 * @param values its values, by the last name of their path, in the order in which they stand
 */
public record ConfigTable(String name, Origin origin, Map<String, ConfigValue> values) {

    /** Copies, in order. */
    public ConfigTable {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** What it says of a key. */
    @SuppressWarnings("unchecked")
    public <T> Optional<T> find(ConfigKey<T> key) {
        ConfigValue value = values.get(key.path().getLast());
        return value == null || !value.key().equals(key) ? Optional.empty() : Optional.of((T) value.value());
    }

    /** When a change of it holds, in words. */
    public String takes() {
        return values.values().stream().findFirst().map(value -> value.key().takes().text()).orElse("");
    }

    /** As one line of TOML. */
    public String text() {
        List<String> parts = values.entrySet().stream().map(one -> one.getKey() + " = " + one.getValue().text()).toList();
        return "{ " + String.join(", ", parts) + " }";
    }
}
