package arcella.engine.internal.fused;

import java.util.ArrayList;
import java.util.List;

/** Records, tuples, and parameters that pass through memory: parts at offsets of their own. */
final class StructCopier extends Copier {

    private final Copier[] parts;
    private final int[] offsets;
    private final int[] firstSlots;
    private final int[] checkedParts;
    /** For memory: the parts, with plain neighbours joined. */
    private final Copier[] steps;
    private final int[] stepOffsets;

    private StructCopier(Layout layout) {
        super(layout.size(), layout.alignment, layout.slot, !layout.checked.isEmpty(), layout.plainBytes == layout.size());
        this.parts = layout.parts.toArray(Copier[]::new);
        this.offsets = ints(layout.offsets);
        this.firstSlots = ints(layout.firstSlots);
        this.checkedParts = ints(layout.checked);
        this.steps = layout.steps.toArray(Copier[]::new);
        this.stepOffsets = ints(layout.stepOffsets);
    }

    static StructCopier of(List<Copier> parts) {
        Layout layout = new Layout();
        parts.forEach(layout::add);
        return new StructCopier(layout);
    }

    private static int[] ints(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    static int align(int at, int alignment) {
        return (at + alignment - 1) & -alignment;
    }

    /** Where the parts stand, found out one after the other. */
    private static final class Layout {
        private final List<Copier> parts = new ArrayList<>();
        private final List<Integer> offsets = new ArrayList<>();
        private final List<Integer> firstSlots = new ArrayList<>();
        private final List<Integer> checked = new ArrayList<>();
        private final List<Copier> steps = new ArrayList<>();
        private final List<Integer> stepOffsets = new ArrayList<>();
        private int at;
        private int slot;
        private int alignment = 1;
        private int plainBytes;

        void add(Copier part) {
            at = align(at, part.alignment);
            if (part.checked) {
                checked.add(parts.size());
            }
            parts.add(part);
            offsets.add(at);
            firstSlots.add(slot);
            if (part.plain) {
                plainBytes += part.size;
            }
            step(part);
            at += part.size;
            slot += part.slots;
            alignment = Math.max(alignment, part.alignment);
        }

        /** What stands between parts stays as the target has it, so that only neighbours without a gap are joined. */
        private void step(Copier part) {
            if (part.plain && !steps.isEmpty() && steps.getLast().plain
                    && stepOffsets.getLast() + steps.getLast().size == at) {
                steps.set(steps.size() - 1, new BlockCopier(steps.getLast().size + part.size));
            } else {
                steps.add(part.plain ? new BlockCopier(part.size) : part);
                stepOffsets.add(at);
            }
        }

        int size() {
            return align(at, alignment);
        }
    }

    @Override
    void check(Transfer transfer, int at) {
        for (int i : checkedParts) {
            parts[i].check(transfer, at + offsets[i]);
        }
    }

    @Override
    void checkFlat(Transfer transfer, int slot) {
        for (int i : checkedParts) {
            parts[i].checkFlat(transfer, slot + firstSlots[i]);
        }
    }

    @Override
    void copy(Transfer transfer, int from, int to) {
        for (int i = 0; i < steps.length; i++) {
            steps[i].copy(transfer, from + stepOffsets[i], to + stepOffsets[i]);
        }
    }

    @Override
    void copyFlat(Transfer transfer, int slot) {
        for (int i = 0; i < parts.length; i++) {
            parts[i].copyFlat(transfer, slot + firstSlots[i]);
        }
    }
}
