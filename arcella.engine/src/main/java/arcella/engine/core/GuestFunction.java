package arcella.engine.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

import org.jspecify.annotations.Nullable;

/** A function that a core module defines, in one instance. */
final class GuestFunction extends CoreFunction {

    private static final MethodHandle ENTER;
    private static final MethodHandle FAIL;

    static {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            ENTER = lookup.findVirtual(CoreInstance.class, "enter", MethodType.methodType(int.class));
            FAIL = lookup.findVirtual(CoreInstance.class, "failure",
                    MethodType.methodType(RuntimeException.class, Throwable.class, int.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final CoreInstance owner;
    private final int index;
    private volatile @Nullable MethodHandle handle;

    GuestFunction(CoreInstance owner, int index, CoreFunctionType type) {
        super(type);
        this.owner = owner;
        this.index = index;
    }

    CoreInstance owner() {
        return owner;
    }

    /** The index in the function index space of the module. */
    int index() {
        return index;
    }

    @Override
    public long[] call(long... args) {
        BoxedCalls.checkCarriers(type());
        BoxedCalls.checkCount(type(), args);
        int depth = owner.enter();
        try {
            return owner.callBoxed(index, args);
        } catch (RuntimeException | StackOverflowError e) {
            throw owner.failure(e, depth);
        }
    }

    @Override
    MethodHandle resolve() {
        MethodHandle known = handle;
        if (known == null) {
            known = owner.compiled(index).map(this::guarded).orElseGet(() -> BoxedCalls.handle(this));
            handle = known;
        }
        return known;
    }

    /** Puts the checks of {@link #call} around the compiled method. */
    private MethodHandle guarded(MethodHandle compiled) {
        MethodHandle thrower = MethodHandles.filterReturnValue(FAIL.bindTo(owner),
                MethodHandles.throwException(compiled.type().returnType(), RuntimeException.class));
        MethodHandle caught = MethodHandles.catchException(MethodHandles.dropArguments(compiled, 0, int.class),
                Throwable.class, thrower);
        return MethodHandles.foldArguments(caught, ENTER.bindTo(owner));
    }
}
