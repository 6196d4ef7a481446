package arcella.wit.component;

import arcella.error.ArcellaException;
import arcella.wit.WitError;

/**
 * A component binary that cannot be decoded ({@link WitError#COMPONENT_MALFORMED}) or that breaks a validation rule
 * ({@link WitError#COMPONENT_INVALID}), with the place in the binary.
 *
 * <p>Immutable, hence safe to hand between threads.
 */
public final class ComponentException extends ArcellaException {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 2000;
    private static final String BROKEN =
            "rebuild the component, or see the Component Model's binary format for what is allowed there";

    private final int offset;
    private final String problem;
    private final WitError error;
    private final String remedy;

    private ComponentException(WitError error, String problem, String remedy, int offset) {
        super(error, "%s (at offset 0x%x)".formatted(problem, offset), remedy);
        this.error = error;
        this.remedy = remedy;
        this.offset = offset;
        this.problem = problem;
    }

    /** Names in a binary can be of any length; messages are for people. */
    private static String abbreviate(String problem) {
        return problem.length() <= LONGEST ? problem
                : problem.substring(0, LONGEST / 2) + " … " + problem.substring(problem.length() - LONGEST / 2);
    }

    /** A binary that is not of the component binary format. */
    public static ComponentException malformed(String problem, int offset) {
        return new ComponentException(WitError.COMPONENT_MALFORMED, abbreviate(problem), BROKEN, offset);
    }

    /** A binary that decodes and breaks a validation rule. */
    public static ComponentException invalid(String problem, int offset) {
        return new ComponentException(WitError.COMPONENT_INVALID, abbreviate(problem), BROKEN, offset);
    }

    /**
     * A binary that nothing is wrong with but that it goes beyond a limit of ours.
     *
     * @param remedy what to do about it other than to build the same once more
     */
    public static ComponentException beyond(WitError error, String problem, String remedy, int offset) {
        return new ComponentException(error, abbreviate(problem), "this is a limit of Arcella: " + remedy, offset);
    }

    /** Which of the two kinds this is. */
    public WitError error() {
        return error;
    }

    /** Bytes from the start of the outermost binary to the thing that is wrong. */
    public int offset() {
        return offset;
    }

    /** What is wrong, without code and offset. */
    public String problem() {
        return problem;
    }

    /** The same failure with {@code context} before the problem, for checks that descend into types. */
    public ComponentException within(String context) {
        return new ComponentException(error, abbreviate(context + ": " + problem), remedy, offset);
    }
}
