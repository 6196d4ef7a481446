package arcella.engine.abi;

/**
 * Flat core values read one after the other. Slots hold raw bits, as the core engine passes them; whoever reads a slot
 * takes the width that it wants, which is also how the joined slots of a variant are read
 * ({@code CanonicalABI.md}, {@code CoerceValueIter}).
 */
public final class FlatReader {

    private final long[] slots;
    private int at;

    /** Reads from the first slot on. */
    public FlatReader(long[] slots) {
        this.slots = slots;
    }

    int nextInt() {
        return (int) slots[at++];
    }

    /** A pointer or length, unsigned. */
    long nextUnsigned() {
        return slots[at++] & 0xffff_ffffL;
    }

    long nextLong() {
        return slots[at++];
    }

    void skip(int count) {
        at += count;
    }
}
