package arcella.wasi.keyvalue;

import java.util.Objects;
import java.util.Optional;

/**
 * What a key holds, and a number that changes with every write to that key.
 *
 * @param version 0 if the key holds nothing
 * @param value the bytes; empty if the key holds nothing
 */
public record Versioned(long version, Optional<byte[]> value) {

    /** Nothing. */
    static final Versioned ABSENT = new Versioned(0, Optional.empty());

    /** Refuses a version that does not fit the value. */
    public Versioned {
        Objects.requireNonNull(value, "value");
        if ((version == 0) != value.isEmpty()) {
            throw new IllegalArgumentException("version " + version + " and " + value);
        }
    }
}
