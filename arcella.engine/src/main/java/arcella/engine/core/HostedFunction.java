package arcella.engine.core;

import java.lang.invoke.MethodHandle;
import java.util.Objects;
import java.util.Optional;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;

/** A Java function as an import; bound to a caller where an instance exports it again. */
final class HostedFunction extends CoreFunction {

    private final HostFunction body;
    private final Optional<CoreInstance> caller;

    HostedFunction(CoreFunctionType type, HostFunction body) {
        this(type, body, Optional.empty());
    }

    private HostedFunction(CoreFunctionType type, HostFunction body, Optional<CoreInstance> caller) {
        super(type);
        this.body = Objects.requireNonNull(body, "body");
        this.caller = caller;
    }

    HostedFunction boundTo(CoreInstance instance) {
        return new HostedFunction(type(), body, Optional.of(instance));
    }

    long[] callFrom(CoreInstance from, long[] args) {
        long[] results = body.call(from, args);
        if (results.length != type().results().size()) {
            throw new ArcellaException(EngineError.BAD_CALL,
                    "a host function of type " + type() + " returned " + results.length + " values",
                    "this is an error in the host function");
        }
        return results;
    }

    @Override
    public long[] call(long... args) {
        CoreInstance from = caller.orElseThrow(() -> new ArcellaException(EngineError.BAD_CALL,
                "a host function was called without a calling instance", "call it through a guest's export"));
        BoxedCalls.checkCount(type(), args);
        return callFrom(from, args);
    }

    @Override
    MethodHandle resolve() {
        return BoxedCalls.handle(this);
    }
}
