package arcella.engine.core;

import java.util.ArrayList;
import java.util.List;

/** The names under which a {@link CompileCache} keeps the modules of one load. Immutable. */
public final class CacheKeys {

    private final List<byte[]> keys;

    private CacheKeys(List<byte[]> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Of modules that {@link CoreEngine#load(List, CoreOptions, CompileProgress)} would be given in this order, and with
     * these options.
     */
    public static CacheKeys of(List<byte[]> modules, CoreOptions options) {
        List<byte[]> hashes = modules.stream().map(wasm -> Hashes.sha256(wasm, 0, wasm.length)).toList();
        List<byte[]> keys = new ArrayList<>();
        for (int i = 0; i < hashes.size(); i++) {
            keys.add(CoreEngine.key(hashes, i, options));
        }
        return new CacheKeys(keys);
    }

    List<byte[]> keys() {
        return keys;
    }
}
