package arcella.wasi.preview2.keyvalue;

import java.util.Objects;
import java.util.Optional;

import arcella.engine.binding.WitName;
import arcella.wasi.keyvalue.Versioned;

/** The resource {@code cas} of {@code wasi:keyvalue/atomics}: a key as it was when this was made. Immutable. */
@WitName("cas")
public final class CasResource implements AutoCloseable {

    private final BucketResource bucket;
    private final String key;
    private final Versioned seen;

    CasResource(BucketResource bucket, String key, Versioned seen) {
        this.bucket = Objects.requireNonNull(bucket, "bucket");
        this.key = Objects.requireNonNull(key, "key");
        this.seen = Objects.requireNonNull(seen, "seen");
    }

    BucketResource bucket() {
        return bucket;
    }

    String key() {
        return key;
    }

    long version() {
        return seen.version();
    }

    /** {@code current}: the value that a swap replaces. It does not follow later writes, which make the swap fail. */
    public Optional<byte[]> current() throws StoreFailure {
        return seen.value();
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
