package arcella.wasi.keyvalue;

/**
 * How much one store takes.
 *
 * @param keyBytes the most bytes of one key in UTF-8
 * @param valueBytes the most bytes of one value
 * @param storeBytes the most bytes of all keys and values together, each entry counted with 32 bytes of its own
 * @param pageKeys the most keys in one answer to a listing
 */
public record KeyValueLimits(int keyBytes, int valueBytes, long storeBytes, int pageKeys) {

    /** What an entry counts beside its key and value. */
    static final int ENTRY_BYTES = 32;

    /** Refuses limits below one. */
    public KeyValueLimits {
        if (keyBytes < 1 || valueBytes < 1 || storeBytes < 1 || pageKeys < 1) {
            throw new IllegalArgumentException("a limit is less than one");
        }
    }

    /** Keys of 1 KiB, values of 1 MiB, 64 MiB in all, 1000 keys a page. */
    public static KeyValueLimits defaults() {
        return new KeyValueLimits(1 << 10, 1 << 20, 64L << 20, 1000);
    }
}
