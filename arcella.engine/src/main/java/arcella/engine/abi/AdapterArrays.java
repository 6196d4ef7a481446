package arcella.engine.abi;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Lists of scalars as arrays, for generated adapters: copied in bulk where the bits are the same on both sides. A list's
 * address and length are the low and high half of one {@code long}.
 */
public final class AdapterArrays {

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private AdapterArrays() {}

    private static MemorySegment segment(AdapterPort port) {
        return MemorySegment.ofArray(port.bytes().bytes());
    }

    /** A {@code list<u8>} or {@code list<s8>}. */
    public static long storeBytes(byte[] values, AdapterPort port) {
        long list = port.newList(values.length, 1, 1);
        port.bytes().write((int) list, values);
        return list;
    }

    /** As {@link #storeBytes}. */
    public static byte[] loadBytes(AdapterPort port, int pointer, int count) {
        port.checkList(pointer, count, 1, 1);
        return port.bytes().read(pointer, count);
    }

    /** A {@code list<s16>}. */
    public static long storeShorts(short[] values, AdapterPort port) {
        long list = port.newList(values.length, 2, 2);
        MemorySegment.copy(values, 0, segment(port), SHORT, (int) list, values.length);
        return list;
    }

    /** As {@link #storeShorts}. */
    public static short[] loadShorts(AdapterPort port, int pointer, int count) {
        port.checkList(pointer, count, 2, 2);
        short[] values = new short[count];
        MemorySegment.copy(segment(port), SHORT, pointer, values, 0, count);
        return values;
    }

    /** A {@code list<s32>}. */
    public static long storeInts(int[] values, AdapterPort port) {
        long list = port.newList(values.length, 4, 4);
        MemorySegment.copy(values, 0, segment(port), INT, (int) list, values.length);
        return list;
    }

    /** As {@link #storeInts}. */
    public static int[] loadInts(AdapterPort port, int pointer, int count) {
        port.checkList(pointer, count, 4, 4);
        int[] values = new int[count];
        MemorySegment.copy(segment(port), INT, pointer, values, 0, count);
        return values;
    }

    /** A {@code list<s64>} or {@code list<u64>}. */
    public static long storeLongs(long[] values, AdapterPort port) {
        long list = port.newList(values.length, 8, 8);
        MemorySegment.copy(values, 0, segment(port), LONG, (int) list, values.length);
        return list;
    }

    /** As {@link #storeLongs}. */
    public static long[] loadLongs(AdapterPort port, int pointer, int count) {
        port.checkList(pointer, count, 8, 8);
        long[] values = new long[count];
        MemorySegment.copy(segment(port), LONG, pointer, values, 0, count);
        return values;
    }

    /** A {@code list<f32>}; not a number is the canonical one. */
    public static long storeFloats(float[] values, AdapterPort port) {
        long list = port.newList(values.length, 4, 4);
        byte[] bytes = port.bytes().bytes();
        MemorySegment.copy(values, 0, MemorySegment.ofArray(bytes), FLOAT, (int) list, values.length);
        for (int i = 0; i < values.length; i++) {
            if (Float.isNaN(values[i])) {
                port.store32(Float.floatToIntBits(Float.NaN), (int) list + 4 * i);
            }
        }
        return list;
    }

    /** As {@link #storeFloats}. */
    public static float[] loadFloats(AdapterPort port, int pointer, int count) {
        port.checkList(pointer, count, 4, 4);
        float[] values = new float[count];
        MemorySegment.copy(segment(port), FLOAT, pointer, values, 0, count);
        for (int i = 0; i < count; i++) {
            if (Float.isNaN(values[i])) {
                values[i] = Float.NaN;
            }
        }
        return values;
    }

    /** A {@code list<f64>}; not a number is the canonical one. */
    public static long storeDoubles(double[] values, AdapterPort port) {
        long list = port.newList(values.length, 8, 8);
        MemorySegment.copy(values, 0, segment(port), DOUBLE, (int) list, values.length);
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                port.store64(Double.doubleToLongBits(Double.NaN), (int) list + 8 * i);
            }
        }
        return list;
    }

    /** As {@link #storeDoubles}. */
    public static double[] loadDoubles(AdapterPort port, int pointer, int count) {
        port.checkList(pointer, count, 8, 8);
        double[] values = new double[count];
        MemorySegment.copy(segment(port), DOUBLE, pointer, values, 0, count);
        for (int i = 0; i < count; i++) {
            if (Double.isNaN(values[i])) {
                values[i] = Double.NaN;
            }
        }
        return values;
    }

    /** A {@code list<u16>}. */
    public static long storeUnsignedShorts(int[] values, AdapterPort port) {
        long list = port.newList(values.length, 2, 2);
        for (int i = 0; i < values.length; i++) {
            port.store16(AdapterValues.u16(values[i]), (int) list + 2 * i);
        }
        return list;
    }

    /** As {@link #storeUnsignedShorts}. */
    public static int[] loadUnsignedShorts(AdapterPort port, int pointer, int count) {
        port.checkList(pointer, count, 2, 2);
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = port.load16(pointer + 2 * i);
        }
        return values;
    }

    /** A {@code list<u32>}. */
    public static long storeUnsignedInts(long[] values, AdapterPort port) {
        long list = port.newList(values.length, 4, 4);
        for (int i = 0; i < values.length; i++) {
            port.store32(AdapterValues.u32(values[i]), (int) list + 4 * i);
        }
        return list;
    }

    /** As {@link #storeUnsignedInts}. */
    public static long[] loadUnsignedInts(AdapterPort port, int pointer, int count) {
        port.checkList(pointer, count, 4, 4);
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = Integer.toUnsignedLong(port.load32(pointer + 4 * i));
        }
        return values;
    }

    /** A {@code list<char>}. */
    public static long storeChars(int[] values, AdapterPort port) {
        long list = port.newList(values.length, 4, 4);
        for (int i = 0; i < values.length; i++) {
            port.store32(AdapterValues.character(values[i]), (int) list + 4 * i);
        }
        return list;
    }

    /** As {@link #storeChars}. */
    public static int[] loadChars(AdapterPort port, int pointer, int count) {
        port.checkList(pointer, count, 4, 4);
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = AdapterPort.checkChar(port.load32(pointer + 4 * i));
        }
        return values;
    }

    /** A {@code list<bool>}. */
    public static long storeBooleans(boolean[] values, AdapterPort port) {
        long list = port.newList(values.length, 1, 1);
        for (int i = 0; i < values.length; i++) {
            port.store8(values[i] ? 1 : 0, (int) list + i);
        }
        return list;
    }

    /** As {@link #storeBooleans}. */
    public static boolean[] loadBooleans(AdapterPort port, int pointer, int count) {
        port.checkList(pointer, count, 1, 1);
        boolean[] values = new boolean[count];
        for (int i = 0; i < count; i++) {
            values[i] = port.load8(pointer + i) != 0;
        }
        return values;
    }
}
