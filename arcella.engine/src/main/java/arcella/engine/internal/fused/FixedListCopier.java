package arcella.engine.internal.fused;

import arcella.wit.resolved.ValueType;

/** Lists whose length stands in their type: elements in place. */
final class FixedListCopier extends Copier {

    private final Copier element;
    private final int count;

    FixedListCopier(Copier element, int count) {
        super(element.size * count, element.alignment, (int) Math.min(ValueType.FLAT_LIMIT, (long) element.slots * count),
                element.checked, element.plain);
        this.element = element;
        this.count = count;
    }

    @Override
    void check(Transfer transfer, int at) {
        element.checkAll(transfer, at, count);
    }

    @Override
    void checkFlat(Transfer transfer, int slot) {
        for (int i = 0; i < count; i++) {
            element.checkFlat(transfer, slot + i * element.slots);
        }
    }

    @Override
    void copy(Transfer transfer, int from, int to) {
        element.copyAll(transfer, from, to, count);
    }

    @Override
    void copyFlat(Transfer transfer, int slot) {
        for (int i = 0; i < count; i++) {
            element.copyFlat(transfer, slot + i * element.slots);
        }
    }
}
