package arcella.engine.core;

import java.util.Optional;

/** Where a {@link CoreEngine} finds modules that were compiled before, and keeps those that it compiles. */
public abstract sealed class ModuleCache permits CompileCache, HandoverCache, SealedCache {

    ModuleCache() {}

    /** The content kept under a key, if it is there and whole. */
    abstract Optional<CompiledModule> find(byte[] key);

    /** Keeps a module, if it can. */
    abstract void store(byte[] key, CompiledModule module);

    /** Whether everything is there and whole. */
    abstract CacheState state(CacheKeys keys);

    /** All modules of a load are there; nothing of them has run. */
    void loaded() {}
}
