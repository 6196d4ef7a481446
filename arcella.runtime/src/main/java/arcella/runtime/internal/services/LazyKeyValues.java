package arcella.runtime.internal.services;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import arcella.error.ArcellaException;
import arcella.wasi.keyvalue.KeyPage;
import arcella.wasi.keyvalue.KeyValueException;
import arcella.wasi.keyvalue.KeyValueException.Reason;
import arcella.wasi.keyvalue.KeyValues;
import arcella.wasi.keyvalue.Versioned;

/**
 * A store that is opened by its first use. The bucket without a name is the default one: guests of some toolchains ask for
 * that.
 */
record LazyKeyValues(Supplier<KeyValues> source) implements KeyValues {

    private KeyValues values() throws KeyValueException {
        try {
            return source.get();
        } catch (ArcellaException e) {
            throw new KeyValueException(Reason.OTHER, e.getMessage(), e);
        }
    }

    private static String named(String bucket) {
        return bucket.isEmpty() ? KeyValueStores.BUCKET : bucket;
    }

    @Override
    public void require(String identifier) throws KeyValueException, InterruptedException {
        values().require(named(identifier));
    }

    @Override
    public Versioned get(String bucket, String key) throws KeyValueException, InterruptedException {
        return values().get(named(bucket), key);
    }

    @Override
    public List<Versioned> getAll(String bucket, List<String> keys) throws KeyValueException, InterruptedException {
        return values().getAll(named(bucket), keys);
    }

    @Override
    public void setAll(String bucket, Map<String, byte[]> given) throws KeyValueException, InterruptedException {
        values().setAll(named(bucket), given);
    }

    @Override
    public void deleteAll(String bucket, List<String> keys) throws KeyValueException, InterruptedException {
        values().deleteAll(named(bucket), keys);
    }

    @Override
    public boolean swap(String bucket, String key, long expected, byte[] value)
            throws KeyValueException, InterruptedException {
        return values().swap(named(bucket), key, expected, value);
    }

    @Override
    public long increment(String bucket, String key, long delta) throws KeyValueException, InterruptedException {
        return values().increment(named(bucket), key, delta);
    }

    @Override
    public KeyPage keys(String bucket, Optional<String> cursor) throws KeyValueException, InterruptedException {
        return values().keys(named(bucket), cursor);
    }
}
