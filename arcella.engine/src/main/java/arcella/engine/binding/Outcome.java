package arcella.engine.binding;

import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** What a function gives back, and how a Java method does. */
sealed interface Outcome {

    /** Nothing. */
    record Nothing() implements Outcome {}

    /** A value. */
    record Value(Shape shape) implements Outcome {}

    /**
     * A {@code result} whose error is thrown.
     *
     * @param ok what is returned, if anything
     * @param exception the class of what is thrown
     * @param error the payload, if the error has one
     * @param constructor makes an exception, from the payload if there is one
     */
    record Throwing(Optional<Shape> ok, Class<?> exception, Optional<Shape> error, Optional<MethodHandle> constructor)
            implements Outcome {}
}
