package arcella.engine.core;

import java.util.Optional;

/**
 * Hands on what a process compiles that may write to no disk, for another process to {@link CompileCache#adopt}. It finds
 * nothing, and keeps nothing. For one load at a time.
 */
public final class HandoverCache extends ModuleCache {

    private final Taker taker;

    /** Takes the entries of a cache. */
    @FunctionalInterface
    public interface Taker {

        /**
         * A module was compiled.
         *
         * @param name the name of the file that a {@link CompileCache} would keep it in
         * @param content that file's content
         */
        void take(String name, byte[] content);
    }

    /** One that hands everything to somebody. */
    public HandoverCache(Taker taker) {
        this.taker = taker;
    }

    @Override
    Optional<CompiledModule> find(byte[] key) {
        return Optional.empty();
    }

    @Override
    void store(byte[] key, CompiledModule module) {
        taker.take(CompileCache.name(key), CacheFile.of(key, module.encode()));
    }

    @Override
    CacheState state(CacheKeys keys) {
        return CacheState.MISSING;
    }
}
