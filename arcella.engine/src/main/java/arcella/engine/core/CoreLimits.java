package arcella.engine.core;

/**
 * What one instance may use. Instances of one component share a {@link MemoryBudget}, a {@link TableBudget} and a {@link
 * CoreMeter} by passing the same ones.
 *
 * @param memory where linear memory is reserved; growth beyond it answers -1 to the guest, a declared minimum beyond it
 *     refuses the instance
 * @param tableElements where table elements are reserved; growth beyond it answers -1, declared minimums beyond it
 *     refuse the instance
 * @param tables the most tables that the module may define
 * @param memories the most memories that the module may define
 * @param meter counts fuel and call depth
 */
public record CoreLimits(MemoryBudget memory, TableBudget tableElements, int tables, int memories, CoreMeter meter) {

    /** The default bound on linear memory: 256 MiB. */
    public static final long DEFAULT_MEMORY_BYTES = 256L << 20;

    /** The default bound on table elements. */
    public static final long DEFAULT_TABLE_ELEMENTS = 100_000;

    /** Refuses negative numbers. */
    public CoreLimits {
        if (tables < 0 || memories < 0) {
            throw new IllegalArgumentException("negative limit");
        }
    }

    /** The defaults, with a budget and a meter of their own. */
    public static CoreLimits defaults() {
        return new CoreLimits(MemoryBudget.of(DEFAULT_MEMORY_BYTES), TableBudget.of(DEFAULT_TABLE_ELEMENTS), 16, 8,
                CoreMeter.create());
    }

    /** The same with another memory budget. */
    public CoreLimits withMemory(MemoryBudget budget) {
        return new CoreLimits(budget, tableElements, tables, memories, meter);
    }

    /** The same with a new budget of so many table elements. */
    public CoreLimits withTableElements(long elements) {
        return new CoreLimits(memory, TableBudget.of(elements), tables, memories, meter);
    }

    /** The same with another meter. */
    public CoreLimits withMeter(CoreMeter other) {
        return new CoreLimits(memory, tableElements, tables, memories, other);
    }
}
