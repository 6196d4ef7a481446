package arcella.engine.internal.fused;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Little-endian numbers in memories. Ranges have been checked before. */
final class Words {

    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Words() {}

    /** An unsigned number of that many bytes: 1, 2 or 4. */
    static int read(byte[] memory, int at, int bytes) {
        return switch (bytes) {
            case 1 -> memory[at] & 0xff;
            case 2 -> (short) SHORT.get(memory, at) & 0xffff;
            default -> (int) INT.get(memory, at);
        };
    }

    static void write(byte[] memory, int at, int bytes, int value) {
        switch (bytes) {
            case 1 -> memory[at] = (byte) value;
            case 2 -> SHORT.set(memory, at, (short) value);
            default -> INT.set(memory, at, value);
        }
    }

    static int readInt(byte[] memory, int at) {
        return (int) INT.get(memory, at);
    }

    static void writeInt(byte[] memory, int at, int value) {
        INT.set(memory, at, value);
    }

    static long readLong(byte[] memory, int at) {
        return (long) LONG.get(memory, at);
    }

    static void writeLong(byte[] memory, int at, long value) {
        LONG.set(memory, at, value);
    }

    /** A UTF-16 code unit. */
    static char readChar(byte[] memory, int at) {
        return (char) (short) SHORT.get(memory, at);
    }

    static void writeChar(byte[] memory, int at, int unit) {
        SHORT.set(memory, at, (short) unit);
    }
}
