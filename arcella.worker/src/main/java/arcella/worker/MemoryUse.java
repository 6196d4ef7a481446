package arcella.worker;

/**
 * What the linear memories of all modules of a process take together. Immutable.
 *
 * @param usedBytes what they take now
 * @param limitBytes what they may take; 0 if that is not known yet
 */
public record MemoryUse(long usedBytes, long limitBytes) {

    /** Not known yet. */
    public static final MemoryUse UNKNOWN = new MemoryUse(0, 0);
}
