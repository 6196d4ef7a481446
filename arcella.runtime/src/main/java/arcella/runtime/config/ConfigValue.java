package arcella.runtime.config;

import java.util.List;

/**
 * What holds of one key. Immutable.
 *
 * @param path the key's path as it stands, with an operator's own names
 * @param key its declaration
 * @param value of the key's type
 * @param origin where it comes from
 * @param overridden where else it is said, which this one overrides, the last said first
 */
public record ConfigValue(List<String> path, ConfigKey<?> key, Object value, Origin origin, List<Origin> overridden) {

    /** Copies. */
    public ConfigValue {
        path = List.copyOf(path);
        overridden = List.copyOf(overridden);
    }

    /** The path with dots. */
    public String name() {
        return ConfigKey.text(path);
    }

    /** The value as TOML has it. */
    public String text() {
        return key.write(value);
    }
}
