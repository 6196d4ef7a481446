package arcella.engine.core;

/**
 * How modules are compiled.
 *
 * @param fuel whether instructions are counted and a call can run out of {@link CoreMeter#fuel()}; costs time
 * @param callDepth whether nested calls are counted, so that endless recursion traps before the Java stack ends
 */
public record CoreOptions(boolean fuel, boolean callDepth) {

    /** For modules that nobody vouches for: everything is counted. */
    public static CoreOptions untrusted() {
        return new CoreOptions(true, true);
    }

    /** For modules that the operator trusts: call depth only. */
    public static CoreOptions trusted() {
        return new CoreOptions(false, true);
    }
}
