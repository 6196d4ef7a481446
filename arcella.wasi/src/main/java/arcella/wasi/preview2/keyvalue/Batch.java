package arcella.wasi.preview2.keyvalue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import arcella.wasi.keyvalue.Versioned;

/** The interface {@code wasi:keyvalue/batch}. Each call is made whole or not at all. Stateless. */
public final class Batch {

    /** {@code get-many}: in the order of the keys, empty for those that hold nothing. */
    public List<Optional<Entry>> getMany(BucketResource bucket, List<String> keys) throws StoreFailure {
        List<Versioned> found = Waiting.on("batch get-many", () -> bucket.values().getAll(bucket.name(), keys));
        List<Optional<Entry>> entries = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            String key = keys.get(i);
            entries.add(found.get(i).value().map(value -> new Entry(key, value)));
        }
        return entries;
    }

    /** {@code set-many}; of several values for one key the last counts. */
    public void setMany(BucketResource bucket, List<Entry> keyValues) throws StoreFailure {
        Map<String, byte[]> values = HashMap.newHashMap(keyValues.size());
        keyValues.forEach(entry -> values.put(entry.key(), entry.value()));
        Waiting.on("batch set-many", () -> bucket.values().setAll(bucket.name(), values));
    }

    /** {@code delete-many}. */
    public void deleteMany(BucketResource bucket, List<String> keys) throws StoreFailure {
        Waiting.on("batch delete-many", () -> bucket.values().deleteAll(bucket.name(), keys));
    }
}
