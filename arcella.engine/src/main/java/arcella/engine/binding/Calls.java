package arcella.engine.binding;

import java.lang.invoke.MethodHandle;

import org.jspecify.annotations.Nullable;

import arcella.engine.EngineError;
import arcella.engine.core.Trap;
import arcella.error.ArcellaException;

/** Calls of Java code that is not ours, with what it throws made fit to pass through a guest. */
final class Calls {

    private Calls() {}

    /** Calls something with one argument that declares no checked exception. */
    static Object unchecked(MethodHandle handle, Object argument) {
        return spread(handle, argument);
    }

    /** Calls something that declares no checked exception, such as an accessor or a record's constructor. */
    static Object spread(MethodHandle handle, @Nullable Object... arguments) {
        try {
            return handle.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    /**
     * What to throw for what a Java method threw: unchecked exceptions pass as they are and end the guest's call; an
     * interrupted one is a trap, as an interrupted guest is.
     */
    static RuntimeException failure(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            case InterruptedException e -> {
                // The mark stays for the owner of the thread, as it does when a guest is interrupted.
                Thread.currentThread().interrupt();
                yield new Trap(Trap.Kind.INTERRUPTED, "a host function was interrupted", java.util.List.of(), e);
            }
            default -> new ArcellaException(EngineError.HOST_FUNCTION,
                    "a host function failed (" + thrown + ")", "see the cause; this is an error of the host's", thrown);
        };
    }
}
