package arcella.engine.core;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The names under which a {@link CompileCache} keeps the modules of one load. Immutable. */
public final class CacheKeys {

    private final List<Entry> entries;

    private CacheKeys(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * One module of the load.
     *
     * @param key the name of its entry
     * @param sha256 its hash, in hexadecimal
     * @param options how it is compiled
     */
    record Entry(byte[] key, String sha256, CoreOptions options) {}

    /**
     * Of modules that {@link CoreEngine#load(List, CoreOptions, CompileProgress)} would be given in this order, and with
     * these options.
     */
    public static CacheKeys of(List<byte[]> modules, CoreOptions options) {
        List<byte[]> hashes = modules.stream().map(wasm -> Hashes.sha256(wasm, 0, wasm.length)).toList();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < hashes.size(); i++) {
            entries.add(new Entry(CoreEngine.key(hashes, i, options), HexFormat.of().formatHex(hashes.get(i)), options));
        }
        return new CacheKeys(entries);
    }

    List<Entry> entries() {
        return entries;
    }

    List<byte[]> keys() {
        return entries.stream().map(Entry::key).toList();
    }
}
