package arcella.wasi.preview2.keyvalue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import arcella.engine.binding.WitName;
import arcella.wasi.keyvalue.KeyPage;
import arcella.wasi.keyvalue.KeyValues;

/** The resource {@code bucket} of {@code wasi:keyvalue/store}. Holds nothing; thread-safe. */
@WitName("bucket")
public final class BucketResource implements AutoCloseable {

    private final KeyValues values;
    private final String name;

    BucketResource(KeyValues values, String name) {
        this.values = Objects.requireNonNull(values, "values");
        this.name = Objects.requireNonNull(name, "name");
    }

    KeyValues values() {
        return values;
    }

    String name() {
        return name;
    }

    /** {@code get}. */
    public Optional<byte[]> get(String key) throws StoreFailure {
        return Waiting.on("store bucket.get", () -> values.get(name, key)).value();
    }

    /** {@code set}. */
    public void set(String key, byte[] value) throws StoreFailure {
        Waiting.on("store bucket.set", () -> values.setAll(name, Map.of(key, value)));
    }

    /** {@code delete}. */
    public void delete(String key) throws StoreFailure {
        Waiting.on("store bucket.delete", () -> values.deleteAll(name, List.of(key)));
    }

    /** {@code exists}. */
    public boolean exists(String key) throws StoreFailure {
        return Waiting.on("store bucket.exists", () -> values.get(name, key)).version() != 0;
    }

    /** {@code list-keys}. A cursor is the last key of the page before. */
    public KeyResponse listKeys(Optional<String> cursor) throws StoreFailure {
        KeyPage page = Waiting.on("store bucket.list-keys", () -> values.keys(name, cursor));
        return new KeyResponse(page.keys(), page.cursor());
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
