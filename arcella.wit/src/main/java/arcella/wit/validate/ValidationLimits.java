package arcella.wit.validate;

/**
 * Bounds on what validation does for one component, so that a hostile one costs time and memory in proportion to its bytes.
 *
 * @param typeSize how many nodes one type may have when written out in full
 * @param typeDepth how deep value types may nest: a number is one level, a list of numbers two. Functions, instances and
 *     components in which a type stands are no levels, nor is the resource of a handle
 * @param typeNesting how deep the types of instances and components may nest
 * @param work how many type nodes may be compared or copied in total, however large the component
 * @param workPerByte how many of them for each byte of the component, above the {@value #WORK_AT_LEAST} that each may have
 */
public record ValidationLimits(int typeSize, int typeDepth, int typeNesting, long work, int workPerByte) {

    /** What even the smallest component may spend. */
    public static final int WORK_AT_LEAST = 10_000;

    /** Far above what toolchains make: their components take a quarter of a step for each byte. */
    public static final ValidationLimits DEFAULT = new ValidationLimits(1_000_000, 100, 100, 5_000_000, 8);

    public ValidationLimits {
        if (typeSize < 1 || typeDepth < 1 || typeNesting < 1 || work < 0 || workPerByte < 0) {
            throw new IllegalArgumentException("limits are positive: " + typeSize + ", " + typeDepth + ", " + typeNesting + ", "
                    + work + ", " + workPerByte);
        }
    }

    /** The steps that a component of that many bytes may take. */
    long work(int bytes) {
        return Math.min(work, WORK_AT_LEAST + (long) workPerByte * bytes);
    }
}
