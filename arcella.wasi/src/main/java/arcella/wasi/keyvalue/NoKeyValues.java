package arcella.wasi.keyvalue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import arcella.wasi.keyvalue.KeyValueException.Reason;

/** Has no bucket at all. */
enum NoKeyValues implements KeyValues {
    INSTANCE;

    private static KeyValueException missing(String bucket) {
        return new KeyValueException(Reason.NO_SUCH_STORE, "there is no bucket '" + bucket + "'");
    }

    @Override
    public void require(String identifier) throws KeyValueException {
        throw missing(identifier);
    }

    @Override
    public Versioned get(String bucket, String key) throws KeyValueException {
        throw missing(bucket);
    }

    @Override
    public List<Versioned> getAll(String bucket, List<String> keys) throws KeyValueException {
        throw missing(bucket);
    }

    @Override
    public void setAll(String bucket, Map<String, byte[]> values) throws KeyValueException {
        throw missing(bucket);
    }

    @Override
    public void deleteAll(String bucket, List<String> keys) throws KeyValueException {
        throw missing(bucket);
    }

    @Override
    public boolean swap(String bucket, String key, long expected, byte[] value) throws KeyValueException {
        throw missing(bucket);
    }

    @Override
    public long increment(String bucket, String key, long delta) throws KeyValueException {
        throw missing(bucket);
    }

    @Override
    public KeyPage keys(String bucket, Optional<String> cursor) throws KeyValueException {
        throw missing(bucket);
    }
}
