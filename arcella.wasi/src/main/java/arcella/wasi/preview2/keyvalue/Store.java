package arcella.wasi.preview2.keyvalue;

import java.util.Objects;

import arcella.wasi.keyvalue.KeyValues;

/** The interface {@code wasi:keyvalue/store}. Thread-safe. */
public final class Store {

    private final KeyValues values;

    /** Over the buckets of {@code values}. */
    public Store(KeyValues values) {
        this.values = Objects.requireNonNull(values, "values");
    }

    /** {@code open}: the bucket of that name. */
    public BucketResource open(String identifier) throws StoreFailure {
        Waiting.on("store open", () -> values.require(identifier));
        return new BucketResource(values, identifier);
    }
}
