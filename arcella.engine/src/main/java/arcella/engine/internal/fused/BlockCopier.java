package arcella.engine.internal.fused;

/** Neighbouring parts whose bytes are copied as they are, in one go. Memory only. */
final class BlockCopier extends Copier {

    BlockCopier(int length) {
        super(length, 1, 0, false, true);
    }

    @Override
    void check(Transfer transfer, int at) {
        throw new IllegalStateException("the parts are checked, not the block");
    }

    @Override
    void checkFlat(Transfer transfer, int slot) {
        throw new IllegalStateException("a block is in memory");
    }

    @Override
    void copy(Transfer transfer, int from, int to) {
        switch (size) {
            case 1 -> transfer.to[to] = transfer.from[from];
            case 4 -> Words.writeInt(transfer.to, to, Words.readInt(transfer.from, from));
            case 8 -> Words.writeLong(transfer.to, to, Words.readLong(transfer.from, from));
            default -> System.arraycopy(transfer.from, from, transfer.to, to, size);
        }
    }

    @Override
    void copyFlat(Transfer transfer, int slot) {
        throw new IllegalStateException("a block is in memory");
    }
}
