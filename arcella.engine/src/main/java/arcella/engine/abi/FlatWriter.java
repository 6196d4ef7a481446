package arcella.engine.abi;

import java.util.Arrays;

/** Flat core values written one after the other, as raw bits; 32-bit ones with a zero upper half. */
public final class FlatWriter {

    private long[] slots = new long[8];
    private int size;

    /** Starts with no slots. */
    public FlatWriter() {}

    void addInt(int value) {
        addLong(Integer.toUnsignedLong(value));
    }

    void addLong(long value) {
        if (size == slots.length) {
            slots = Arrays.copyOf(slots, size * 2);
        }
        slots[size++] = value;
    }

    void pad(int count) {
        for (int i = 0; i < count; i++) {
            addLong(0);
        }
    }

    int size() {
        return size;
    }

    /** All slots written. */
    public long[] slots() {
        return Arrays.copyOf(slots, size);
    }
}
