package arcella.wasi.preview2.config;

import java.util.Objects;

/** One configured value, a tuple in WIT. */
public record Entry(String key, String value) {
    /** Refuses null. */
    public Entry {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
    }
}
