package arcella.worker;

/**
 * What a component may consist of and carry; tables and memories count for core modules, too. Immutable.
 *
 * @param instances how many component instances, and how many core instances, it may consist of
 * @param tables the tables of all its core instances together; of a core module, its own
 * @param memories the memories of all its core instances together; of a core module, its own
 * @param handles the resource handles that each of its component instances may hold at a time
 * @param callBytes the bytes of values that one call may carry in or out
 */
public record ComponentLimits(int instances, int tables, int memories, int handles, long callBytes) {

    private static final ComponentLimits DEFAULTS = new ComponentLimits(32, 16, 8, 10_000, 64L << 20);

    /** Refuses negative numbers. */
    public ComponentLimits {
        if (instances < 0 || tables < 0 || memories < 0 || handles < 0 || callBytes < 0) {
            throw new IllegalArgumentException("a limit below nothing");
        }
    }

    /** 32 instances, 16 tables, 8 memories, 10,000 handles, 64 MiB. */
    public static ComponentLimits defaults() {
        return DEFAULTS;
    }
}
