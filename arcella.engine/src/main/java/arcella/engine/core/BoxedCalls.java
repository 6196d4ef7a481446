package arcella.engine.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;

/** Turns typed calls into calls with slots in arrays, for functions that have no compiled method to call directly. */
final class BoxedCalls {

    private static final MethodHandle CALL;
    private static final MethodHandle FLOAT_BITS;
    private static final MethodHandle DOUBLE_BITS;
    private static final MethodHandle FIRST_INT;
    private static final MethodHandle FIRST_LONG;
    private static final MethodHandle FIRST_FLOAT;
    private static final MethodHandle FIRST_DOUBLE;

    static {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            CALL = lookup.findVirtual(CoreFunction.class, "call", MethodType.methodType(long[].class, long[].class));
            FLOAT_BITS = lookup.findStatic(BoxedCalls.class, "bits", MethodType.methodType(long.class, float.class));
            DOUBLE_BITS = lookup.findStatic(Double.class, "doubleToRawLongBits",
                    MethodType.methodType(long.class, double.class));
            FIRST_INT = first(lookup, "firstInt", int.class);
            FIRST_LONG = first(lookup, "firstLong", long.class);
            FIRST_FLOAT = first(lookup, "firstFloat", float.class);
            FIRST_DOUBLE = first(lookup, "firstDouble", double.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final int MOST_SLOTS = 240;

    private BoxedCalls() {}

    private static MethodHandle first(MethodHandles.Lookup lookup, String name, Class<?> type)
            throws ReflectiveOperationException {
        return lookup.findStatic(BoxedCalls.class, name, MethodType.methodType(type, long[].class));
    }

    static MethodHandle handle(CoreFunction function) {
        CoreFunctionType type = function.type();
        int count = type.params().size();
        MethodHandle slots = CALL.bindTo(function).asCollector(long[].class, count);
        for (int i = 0; i < count; i++) {
            slots = switch (type.params().get(i)) {
                case I32, FUNCREF, EXNREF -> slots.asType(
                        slots.type().changeParameterType(i, int.class));
                case I64 -> slots;
                case F32 -> MethodHandles.filterArguments(slots, i, FLOAT_BITS);
                case F64 -> MethodHandles.filterArguments(slots, i, DOUBLE_BITS);
                case EXTERNREF -> throw new IllegalStateException("checked above");
            };
        }
        return switch (type.results().size()) {
            case 0 -> slots.asType(slots.type().changeReturnType(void.class));
            case 1 -> MethodHandles.filterReturnValue(slots, switch (type.results().getFirst()) {
                case I32, FUNCREF, EXNREF -> FIRST_INT;
                case I64 -> FIRST_LONG;
                case F32 -> FIRST_FLOAT;
                case F64 -> FIRST_DOUBLE;
                case EXTERNREF -> throw new IllegalStateException("checked above");
            });
            default -> slots;
        };
    }

    static void checkCount(CoreFunctionType type, long[] args) {
        if (args.length != type.params().size()) {
            throw new ArcellaException(EngineError.BAD_CALL,
                    "a function of type " + type + " was called with " + args.length + " arguments",
                    "pass one per parameter");
        }
    }

    /** A method handle takes 255 slots, two of them for a {@code long} or a {@code double}, some for its own use. */
    static void checkSlots(CoreFunctionType type) {
        long slots = type.params().stream().mapToInt(p -> p == CoreValueType.I64 || p == CoreValueType.F64 ? 2 : 1)
                .sum();
        if (slots > MOST_SLOTS) {
            throw new ArcellaException(EngineError.BAD_CALL,
                    "a function with " + type.params().size() + " parameters has no method handle",
                    "call it with an array of arguments");
        }
    }

    /** Host references are objects and do not fit into a {@code long}. */
    static void checkCarriers(CoreFunctionType type) {
        if (type.params().contains(CoreValueType.EXTERNREF) || type.results().contains(CoreValueType.EXTERNREF)) {
            throw new ArcellaException(EngineError.BAD_CALL,
                    "a function of type " + type + " cannot be called from Java: it passes references to host objects",
                    "export a function without externref instead");
        }
    }

    static long bits(float value) {
        return Float.floatToRawIntBits(value);
    }

    static int firstInt(long[] slots) {
        return (int) slots[0];
    }

    static long firstLong(long[] slots) {
        return slots[0];
    }

    static float firstFloat(long[] slots) {
        return Float.intBitsToFloat((int) slots[0]);
    }

    static double firstDouble(long[] slots) {
        return Double.longBitsToDouble(slots[0]);
    }
}
