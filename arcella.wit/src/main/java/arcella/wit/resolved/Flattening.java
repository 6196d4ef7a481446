package arcella.wit.resolved;

import java.util.ArrayList;
import java.util.List;

import arcella.wit.component.CoreValType.Num;

/**
 * The core values that a value is passed as ({@code flatten_type}), in a {@code long} each: most types of a component are
 * never passed flat, and two lists for each would be most of what it takes in memory. Two bits for each core value stand in
 * the lower part, the first value lowest, and their number in the upper one. Cut after {@link ValueType#FLAT_LIMIT}.
 */
final class Flattening {

    static final long NONE = 0;

    private static final int COUNT_AT = 48;
    private static final int I32 = 0;
    private static final int I64 = 1;
    private static final int F32 = 2;
    private static final int F64 = 3;
    private static final Num[] NUMS = {Num.I32, Num.I64, Num.F32, Num.F64};

    private Flattening() {}

    static long of(Num... nums) {
        long flat = NONE;
        for (Num num : nums) {
            flat = add(flat, code(num));
        }
        return flat;
    }

    private static int code(Num num) {
        return switch (num) {
            case I32 -> I32;
            case I64 -> I64;
            case F32 -> F32;
            case F64 -> F64;
            case V128 -> throw new IllegalArgumentException("no value is passed as a vector");
        };
    }

    static int size(long flat) {
        return (int) (flat >>> COUNT_AT);
    }

    private static int at(long flat, int index) {
        return (int) (flat >>> 2 * index) & 3;
    }

    private static long add(long flat, int code) {
        int size = size(flat);
        return size == ValueType.FLAT_LIMIT ? flat : (flat | (long) code << 2 * size) + (1L << COUNT_AT);
    }

    private static long set(long flat, int index, int code) {
        return flat & ~(3L << 2 * index) | (long) code << 2 * index;
    }

    /** One after the other. */
    static long append(long flat, long more) {
        long all = flat;
        for (int i = 0; i < size(more) && size(all) < ValueType.FLAT_LIMIT; i++) {
            all = add(all, at(more, i));
        }
        return all;
    }

    /** A variant's, whose discriminant comes first, with one more case: each value is as wide as any case has it. */
    static long join(long variant, long payload) {
        long all = variant;
        for (int i = 0; i < size(payload) && i + 1 < ValueType.FLAT_LIMIT; i++) {
            all = i + 1 < size(all)
                    ? set(all, i + 1, join(at(all, i + 1), at(payload, i)))
                    : add(all, at(payload, i));
        }
        return all;
    }

    private static int join(int one, int other) {
        if (one == other) {
            return one;
        }
        return isWord(one) && isWord(other) ? I32 : I64;
    }

    private static boolean isWord(int code) {
        return code == I32 || code == F32;
    }

    static List<Num> list(long flat) {
        List<Num> nums = new ArrayList<>(size(flat));
        for (int i = 0; i < size(flat); i++) {
            nums.add(NUMS[at(flat, i)]);
        }
        return List.copyOf(nums);
    }
}
