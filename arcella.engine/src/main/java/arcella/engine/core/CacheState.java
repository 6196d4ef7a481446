package arcella.engine.core;

/** What a {@link CompileCache} has of the modules of one load. */
public enum CacheState {

    /** Everything, and all of it agrees with its check sums. */
    WHOLE,

    /** Not everything; nothing of it is damaged. */
    MISSING,

    /** Something that does not agree with its check sums. */
    DAMAGED
}
