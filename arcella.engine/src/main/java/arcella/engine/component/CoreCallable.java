package arcella.engine.component;

import java.lang.invoke.MethodHandle;
import java.util.Optional;

import arcella.engine.core.CoreExtern;
import arcella.engine.core.CoreFunction;

/**
 * An entry of a component's core function index space: something to import into core instances, and something to call.
 * The two differ for lowered functions and built-ins, which Java code may call without a core instance in between.
 *
 * @param extern what core instances import
 * @param body what a call does
 */
record CoreCallable(CoreFunction extern, Body body) {

    /** A call with raw slots. */
    @FunctionalInterface
    interface Body {
        long[] call(long[] arguments);
    }

    static CoreCallable guest(CoreFunction function) {
        return new CoreCallable(function, new Direct(function));
    }

    static CoreCallable host(arcella.engine.core.CoreFunctionType type, Body body) {
        return new CoreCallable(CoreFunction.host(type, (caller, arguments) -> body.call(arguments)), body);
    }

    /** What a core instance's export is. */
    static CoreCallable of(CoreExtern extern) {
        return guest((CoreFunction) extern);
    }

    /** The way past slots in arrays, for functions that need no Java code of ours in between. */
    Optional<MethodHandle> handle() {
        return body instanceof Direct(CoreFunction function) ? Optional.of(function.handle()) : Optional.empty();
    }

    /** A core function as it is. */
    private record Direct(CoreFunction function) implements Body {
        @Override
        public long[] call(long[] arguments) {
            return function.call(arguments);
        }
    }

    long[] call(long[] arguments) {
        return body.call(arguments);
    }
}
