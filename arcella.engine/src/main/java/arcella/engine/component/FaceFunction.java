package arcella.engine.component;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import arcella.engine.binding.FaceClass;
import arcella.engine.binding.FaceMethod;

/**
 * A method of a proxy: the general way at first, and generated code once it has been called some times, for writing it
 * takes longer than a few calls do.
 */
final class FaceFunction {

    private static final MethodHandle CALL;

    static {
        try {
            CALL = MethodHandles.lookup().findVirtual(FaceFunction.class, "call",
                    MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ComponentInstance instance;
    private final FaceMethod method;
    private final ComponentFunction function;
    private final MethodType type;
    private final MethodHandle[] table;
    private final int index;
    private int calls;

    /**
     * @param table where the proxy finds its methods
     * @param index the place of this one
     */
    FaceFunction(ComponentInstance instance, FaceMethod method, ComponentFunction function, Method face,
            MethodHandle[] table, int index) {
        this.instance = instance;
        this.method = method;
        this.function = function;
        this.type = FaceClass.type(face);
        this.table = table;
        this.index = index;
    }

    /** The general way, for the table. */
    MethodHandle general() {
        return CALL.bindTo(this).asCollector(Object[].class, type.parameterCount()).asType(type);
    }

    @Nullable Object call(@Nullable Object[] arguments) throws Throwable {
        return instance.inTurn(() -> {
            calls++;
            if (calls == LoweredFunction.CALLS_BEFORE_ADAPTER) {
                adapt();
            }
            return method.call(arguments);
        });
    }

    private void adapt() {
        if (function instanceof LiftedFunction lifted) {
            method.adapter().ifPresent(adapter -> lifted.port(instance, adapter)
                    .ifPresent(port -> table[index] = adapter.handle().bindTo(port).asType(type)));
        }
    }
}
