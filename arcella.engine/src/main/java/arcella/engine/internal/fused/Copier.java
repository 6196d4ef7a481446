package arcella.engine.internal.fused;

/**
 * Brings values of one type from the source to the target, in two passes. The first one does what lifting does besides
 * reading: it checks everything that the source could have got wrong and takes its handles. The second one does what
 * lowering does: it asks the target for space and writes. So a call traps as if it had been lifted and then lowered, and
 * the target's allocator never runs for a value that is wrong further back.
 *
 * <p>Values stand in memories or in flat slots, and in the same of both on both sides. Immutable, safe for use by many
 * threads.
 */
abstract class Copier {

    /** Bytes in memory. */
    final int size;
    final int alignment;
    /** Flat slots. */
    final int slots;
    /** Whether the first pass has anything to do. */
    final boolean checked;
    /** Whether copying is copying bytes. */
    final boolean plain;

    Copier(int size, int alignment, int slots, boolean checked, boolean plain) {
        this.size = size;
        this.alignment = alignment;
        this.slots = slots;
        this.checked = checked;
        this.plain = plain;
    }

    /** First pass over a value at an address in the source. */
    abstract void check(Transfer transfer, int at);

    /** First pass over a value in flat slots. */
    abstract void checkFlat(Transfer transfer, int slot);

    /** Second pass, memory to memory. */
    abstract void copy(Transfer transfer, int from, int to);

    /** Second pass, slots to the same slots of the other side. */
    abstract void copyFlat(Transfer transfer, int slot);

    /** First pass over values that stand one behind the other. */
    final void checkAll(Transfer transfer, int at, int count) {
        if (checked) {
            for (int i = 0; i < count; i++) {
                check(transfer, at + i * size);
            }
        }
    }

    /** Second pass over values that stand one behind the other. */
    void copyAll(Transfer transfer, int from, int to, int count) {
        if (plain) {
            System.arraycopy(transfer.from, from, transfer.to, to, count * size);
            return;
        }
        for (int i = 0; i < count; i++) {
            copy(transfer, from + i * size, to + i * size);
        }
    }
}
