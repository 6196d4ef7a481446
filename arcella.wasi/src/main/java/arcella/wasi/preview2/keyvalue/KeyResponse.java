package arcella.wasi.preview2.keyvalue;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The record {@code key-response}: some keys, and where the next are. */
public record KeyResponse(List<String> keys, Optional<String> cursor) {
    /** Copies the list. */
    public KeyResponse {
        keys = List.copyOf(keys);
        Objects.requireNonNull(cursor, "cursor");
    }
}
