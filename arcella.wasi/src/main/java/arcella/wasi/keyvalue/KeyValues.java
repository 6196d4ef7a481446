package arcella.wasi.keyvalue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Buckets of keys and values. Thread-safe; a write that returned is seen by everybody. Every call may wait for the disk;
 * an interruption ends the wait, and leaves open whether a write was made.
 */
public interface KeyValues {

    /** Has the bucket {@code identifier}, or says why not. */
    void require(String identifier) throws KeyValueException, InterruptedException;

    /** What a key holds. */
    Versioned get(String bucket, String key) throws KeyValueException, InterruptedException;

    /** What some keys hold, in their order. */
    List<Versioned> getAll(String bucket, List<String> keys) throws KeyValueException, InterruptedException;

    /** Sets some keys, all or none. */
    void setAll(String bucket, Map<String, byte[]> values) throws KeyValueException, InterruptedException;

    /** Deletes those keys that are there, all or none. */
    void deleteAll(String bucket, List<String> keys) throws KeyValueException, InterruptedException;

    /**
     * Sets a key if nobody wrote to it since.
     *
     * @param expected the version that the key was read at; 0 if it held nothing
     * @return whether it was set
     */
    boolean swap(String bucket, String key, long expected, byte[] value) throws KeyValueException, InterruptedException;

    /** Adds to a number kept as decimal text, a key that holds nothing being 0; answers the sum. */
    long increment(String bucket, String key, long delta) throws KeyValueException, InterruptedException;

    /**
     * Some keys, from the first or from a cursor on.
     *
     * @param cursor empty for the first page, or a page's cursor
     */
    KeyPage keys(String bucket, Optional<String> cursor) throws KeyValueException, InterruptedException;

    /** No buckets. */
    static KeyValues none() {
        return NoKeyValues.INSTANCE;
    }
}
