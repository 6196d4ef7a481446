package arcella.engine.internal.rewrite;

/**
 * What is counted while a module runs.
 *
 * @param fuel whether instructions are counted
 * @param callDepth whether nested calls are counted
 */
public record Metering(boolean fuel, boolean callDepth) {

    /** Nothing is counted. */
    public static final Metering NONE = new Metering(false, false);
}
