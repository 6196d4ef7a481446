package arcella.engine.internal.fused;

/** Handles of resources, which change tables. */
final class HandleCopier extends Copier {

    private final int route;

    HandleCopier(int route) {
        super(4, 4, 1, true, false);
        this.route = route;
    }

    @Override
    void check(Transfer transfer, int at) {
        transfer.handles.take(route, Words.readInt(transfer.from, at));
    }

    @Override
    void checkFlat(Transfer transfer, int slot) {
        transfer.handles.take(route, (int) transfer.in[slot]);
    }

    @Override
    void copy(Transfer transfer, int from, int to) {
        Words.writeInt(transfer.to, to, transfer.handles.give(route));
    }

    @Override
    void copyFlat(Transfer transfer, int slot) {
        transfer.out[slot] = Integer.toUnsignedLong(transfer.handles.give(route));
    }
}
