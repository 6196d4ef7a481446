package arcella.engine.core;

import java.lang.invoke.MethodHandle;
import java.util.Objects;

/**
 * A function of an instance, or a Java function that instances import.
 *
 * <p>An instance is used by one thread at a time; so are its functions.
 */
public abstract sealed class CoreFunction implements CoreExtern permits GuestFunction, HostedFunction {

    private final CoreFunctionType type;

    CoreFunction(CoreFunctionType type) {
        this.type = Objects.requireNonNull(type, "type");
    }

    /** A function that Java code carries out. */
    public static CoreFunction host(CoreFunctionType type, HostFunction body) {
        return new HostedFunction(type, body);
    }

    @Override
    public final CoreFunctionType type() {
        return type;
    }

    /**
     * Calls the function.
     *
     * @param args one slot per parameter: an {@code i32} in the low half (the upper half is ignored), an {@code i64}
     *     as it is, floats as their raw bits
     * @return one slot per result, in the same form; cast an {@code i32} to {@code int}
     * @throws Trap if the guest traps
     * @throws arcella.error.ArcellaException with {@code BAD_CALL} if the number of arguments is wrong or references
     *     to host objects are among the types, with {@code POISONED} if the instance can no longer be used
     */
    public abstract long[] call(long... args);

    /**
     * The fast way in: a handle of {@link CoreFunctionType#methodType()} that calls the compiled function directly,
     * without slots in arrays. It makes the same checks and throws the same failures as {@link #call(long...)}.
     * Resolve it once and keep it.
     *
     * @throws arcella.error.ArcellaException with {@code BAD_CALL} if references to host objects are among the types,
     *     or more parameters than a Java method can have
     */
    public final MethodHandle handle() {
        BoxedCalls.checkCarriers(type);
        BoxedCalls.checkSlots(type);
        return resolve();
    }

    abstract MethodHandle resolve();
}
