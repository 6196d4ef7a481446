package arcella.wasi.preview2.keyvalue;

import java.util.Objects;

/** A key and its value, a tuple in WIT. The array is not copied. */
public record Entry(String key, byte[] value) {
    /** Refuses null. */
    public Entry {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
    }
}
