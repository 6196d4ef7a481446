package arcella.runtime.manifest;

/**
 * The section {@code [instances]}.
 *
 * @param mode how calls find an instance
 * @param max the greatest number of instances
 */
public record InstancesSection(Mode mode, int max) {

    /** How calls find an instance. */
    public enum Mode {
        /** One instance for all calls. */
        SINGLE,
        /** A pool of instances, each reset after a call. */
        POOLED,
        /** A new instance for each call. */
        PER_CALL
    }

    /** One instance. */
    public static final InstancesSection STANDARD = new InstancesSection(Mode.SINGLE, 1);
}
