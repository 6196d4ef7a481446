package arcella.wit.validate;

import arcella.wit.WitError;
import arcella.wit.component.ComponentException;
import arcella.wit.resolved.DefType;

/** What validation of one component may still spend, and where it currently is, for messages. Not thread-safe. */
final class Work {

    private final ValidationLimits limits;
    private final long allowed;
    private long left;
    private int offset;

    /** @param bytes the length of the whole component */
    Work(ValidationLimits limits, int bytes) {
        this.limits = limits;
        this.allowed = limits.work(bytes);
        this.left = allowed;
    }

    /** Says which definition is being validated. */
    void at(int newOffset) {
        offset = newOffset;
    }

    int offset() {
        return offset;
    }

    ValidationLimits limits() {
        return limits;
    }

    /** That a type is not larger or deeper than the limits allow; whatever recurses over types relies on it. */
    <T extends DefType> T bounded(T type) {
        bounded(type.treeSize(), type.nesting());
        if (type.depth() > limits.typeDepth()) {
            throw beyond("type nesting is too deep: more than " + limits.typeDepth() + " levels",
                    "nest the type less, or pass parts of it as bytes or by handles");
        }
        return type;
    }

    /** That the type of an instance or component, as far as it is known, is not beyond the limits. */
    void bounded(int treeSize, int nesting) {
        if (treeSize > limits.typeSize()) {
            throw beyond("type too large: more than " + limits.typeSize() + " parts when written out in full",
                    "mention large types in fewer places, or pass what they describe by handles");
        }
        if (nesting > limits.typeNesting()) {
            throw beyond("type nesting is too deep: instances and components in more than " + limits.typeNesting()
                    + " levels", "export the inner instances beside each other");
        }
    }

    /** Pays for {@code nodes} steps. */
    void spend(long nodes) {
        left -= nodes;
        if (left < 0) {
            throw beyond("component too complex: its types take more than " + allowed + " steps to check",
                    "divide it into components of fewer imports and instances");
        }
    }

    private ComponentException beyond(String problem, String remedy) {
        return ComponentException.beyond(WitError.COMPONENT_INVALID, problem, remedy, offset);
    }

    /** A broken rule at the current definition. */
    ComponentException invalid(String problem) {
        return ComponentException.invalid(problem, offset);
    }
}
