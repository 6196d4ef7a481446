package arcella.engine.abi;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** Single values, for generated adapters: range checks, enums and flags. */
public final class AdapterValues {

    private AdapterValues() {}

    /** A {@code u8} as core code has it. */
    public static int u8(short value) {
        if ((value & ~0xff) != 0) {
            throw AdapterPort.bad(value, "u8");
        }
        return value;
    }

    /** A {@code u16} as core code has it. */
    public static int u16(int value) {
        if ((value & ~0xffff) != 0) {
            throw AdapterPort.bad(value, "u16");
        }
        return value;
    }

    /** A {@code u32} as core code has it. */
    public static int u32(long value) {
        if (value >>> 32 != 0) {
            throw AdapterPort.bad(value, "u32");
        }
        return (int) value;
    }

    /** A {@code char} as core code has it. */
    public static int character(int value) {
        if (!Character.isValidCodePoint(value) || value >= 0xd800 && value <= 0xdfff) {
            throw AdapterPort.bad(value, "char");
        }
        return value;
    }

    /** An {@code f32} as core code has it: not a number is the canonical one. */
    public static float f32(float value) {
        return Float.isNaN(value) ? Float.NaN : value;
    }

    /** An {@code f64} as core code has it: not a number is the canonical one. */
    public static double f64(double value) {
        return Double.isNaN(value) ? Double.NaN : value;
    }

    /** Refuses null. */
    public static Object present(@Nullable Object value, String type) {
        if (value == null) {
            throw AdapterPort.bad(null, type);
        }
        return value;
    }

    /** Which case's class an object is of. */
    public static int caseOf(@Nullable Object value, Class<?>[] cases, String type) {
        Class<?> found = present(value, type).getClass();
        for (int i = 0; i < cases.length; i++) {
            if (cases[i] == found) {
                return i;
            }
        }
        throw AdapterPort.bad(value, type);
    }

    /** Which case an enum constant is; {@code cases} is by ordinal. */
    public static int constantOf(@Nullable Object value, int[] cases, String type) {
        return cases[((Enum<?>) present(value, type)).ordinal()];
    }

    /** The enum constant of a case that the guest gave. */
    public static Object constant(int index, Object[] constants) {
        return constants[AdapterPort.checkCase(index, constants.length)];
    }

    /** Flags as bits; {@code constants} is by bit. */
    public static int bits(@Nullable Object value, Object[] constants, String type) {
        Set<?> set = (Set<?>) present(value, type);
        int bits = 0;
        if (!set.isEmpty()) {
            for (int i = 0; i < constants.length; i++) {
                if (set.contains(constants[i])) {
                    bits |= 1 << i;
                }
            }
        }
        return bits;
    }

    /** Bits as flags; what is beyond the last is ignored. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public static Object flags(int bits, Object[] constants, Class<?> type) {
        EnumSet set = EnumSet.noneOf((Class) type);
        for (int i = 0; i < constants.length; i++) {
            if ((bits >>> i & 1) != 0) {
                set.add(constants[i]);
            }
        }
        return set;
    }

    /** Any number but zero. */
    public static boolean bool(int value) {
        return value != 0;
    }

    /** A list of these elements, which are not copied. */
    public static Object list(Object[] elements) {
        return Collections.unmodifiableList(Arrays.asList(elements));
    }
}
