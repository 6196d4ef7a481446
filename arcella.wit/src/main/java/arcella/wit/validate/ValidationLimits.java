package arcella.wit.validate;

/**
 * Bounds on what validation does for one component, so that a hostile one costs bounded time and memory.
 *
 * @param typeSize how many nodes one type may have when written out in full
 * @param typeDepth how deep value types may nest
 * @param work how many type nodes may be compared or copied in total
 */
public record ValidationLimits(int typeSize, int typeDepth, long work) {

    /** Far above what toolchains make. */
    public static final ValidationLimits DEFAULT = new ValidationLimits(1_000_000, 100, 5_000_000);
}
