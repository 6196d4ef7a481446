package arcella.engine.internal.fused;

import arcella.engine.abi.AbiTraps;

/** Lists, and maps as the lists of pairs that they are on the wire ({@code load_list}, {@code store_list}). */
final class ListCopier extends Copier {

    /** The most bytes of one list ({@code MAX_LIST_BYTE_LENGTH}). */
    private static final long MAX_BYTES = (1L << 28) - 1;

    private final Copier element;

    ListCopier(Copier element) {
        super(8, 4, 2, true, false);
        this.element = element;
    }

    @Override
    void check(Transfer transfer, int at) {
        check(transfer, Words.readInt(transfer.from, at), Words.readInt(transfer.from, at + 4));
    }

    @Override
    void checkFlat(Transfer transfer, int slot) {
        check(transfer, (int) transfer.in[slot], (int) transfer.in[slot + 1]);
    }

    private void check(Transfer transfer, int pointer, int count) {
        long length = Integer.toUnsignedLong(count);
        long bytes = length * element.size;
        if (bytes > MAX_BYTES) {
            throw AbiTraps.trap("a list of " + length + " elements takes more than the " + MAX_BYTES
                    + " bytes that a list may have");
        }
        transfer.checkSource("list", Integer.toUnsignedLong(pointer), bytes, element.alignment);
        transfer.charge(bytes);
        element.checkAll(transfer, pointer, count);
    }

    @Override
    void copy(Transfer transfer, int from, int to) {
        int count = Words.readInt(transfer.from, from + 4);
        int pointer = copyElements(transfer, Words.readInt(transfer.from, from), count);
        Words.writeInt(transfer.to, to, pointer);
        Words.writeInt(transfer.to, to + 4, count);
    }

    @Override
    void copyFlat(Transfer transfer, int slot) {
        int count = (int) transfer.in[slot + 1];
        transfer.out[slot] = Integer.toUnsignedLong(copyElements(transfer, (int) transfer.in[slot], count));
        transfer.out[slot + 1] = count;
    }

    private int copyElements(Transfer transfer, int from, int count) {
        int pointer = transfer.allocate("list", element.alignment, (long) count * element.size);
        element.copyAll(transfer, from, pointer, count);
        return pointer;
    }
}
