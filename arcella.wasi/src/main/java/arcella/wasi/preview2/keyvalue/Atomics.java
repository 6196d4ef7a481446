package arcella.wasi.preview2.keyvalue;

import arcella.engine.binding.WitName;
import arcella.wasi.keyvalue.Versioned;

/** The interface {@code wasi:keyvalue/atomics}. Stateless. */
public final class Atomics {

    private static CasResource read(BucketResource bucket, String key) throws StoreFailure {
        Versioned seen = Waiting.on("atomics cas.new", () -> bucket.values().get(bucket.name(), key));
        return new CasResource(bucket, key, seen);
    }

    /** {@code cas.new}: a key as it is now. */
    @WitName("[static]cas.new")
    public CasResource casNew(BucketResource bucket, String key) throws StoreFailure {
        return read(bucket, key);
    }

    /**
     * {@code increment}: adds to a number that the store keeps as decimal text.
     *
     * @throws StoreFailure also if the value is no such number, or the sum does not fit 64 bits
     */
    public long increment(BucketResource bucket, String key, long delta) throws StoreFailure {
        return Waiting.on("atomics increment", () -> bucket.values().increment(bucket.name(), key, delta));
    }

    /** {@code swap}: sets the key if nobody wrote to it since {@code cas} was made, deletions included. */
    public void swap(CasResource cas, byte[] value) throws CasFailure {
        BucketResource bucket = cas.bucket();
        try {
            boolean done = Waiting.on("atomics swap",
                    () -> bucket.values().swap(bucket.name(), cas.key(), cas.version(), value));
            if (!done) {
                throw new CasFailure(new CasError.CasFailed(read(bucket, cas.key())), null);
            }
        } catch (StoreFailure e) {
            throw new CasFailure(new CasError.StoreError(e.payload()), e);
        }
    }
}
