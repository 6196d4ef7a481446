package arcella.wasi.keyvalue;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Some keys of a bucket.
 *
 * @param keys in the order of their UTF-16 code units
 * @param cursor where to go on; empty if these were the last
 */
public record KeyPage(List<String> keys, Optional<String> cursor) {
    /** Copies the list. */
    public KeyPage {
        keys = List.copyOf(keys);
        Objects.requireNonNull(cursor, "cursor");
    }
}
