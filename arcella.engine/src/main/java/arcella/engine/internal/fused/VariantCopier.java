package arcella.engine.internal.fused;

import java.util.List;
import java.util.Optional;

import arcella.engine.abi.AbiTraps;

/** Variants, options, results and enums: a discriminant, and the payload of the case that it names. */
final class VariantCopier extends Copier {

    private static final StructCopier NOTHING = StructCopier.of(List.of());

    private final Copier[] payloads;
    private final int discriminantSize;
    private final int payloadOffset;

    private VariantCopier(Copier[] payloads, int discriminantSize, int payloadOffset, int size, int alignment,
            int slots) {
        super(size, alignment, slots, true, size == discriminantSize);
        this.payloads = payloads;
        this.discriminantSize = discriminantSize;
        this.payloadOffset = payloadOffset;
    }

    static VariantCopier of(List<Optional<Copier>> cases, int discriminantSize) {
        Copier[] payloads = cases.stream().map(payload -> payload.orElse(NOTHING)).toArray(Copier[]::new);
        int payloadSize = 0;
        int alignment = 1;
        int slots = 0;
        for (Copier payload : payloads) {
            payloadSize = Math.max(payloadSize, payload.size);
            alignment = Math.max(alignment, payload.alignment);
            slots = Math.max(slots, payload.slots);
        }
        int offset = StructCopier.align(discriminantSize, alignment);
        int whole = Math.max(alignment, discriminantSize);
        return new VariantCopier(payloads, discriminantSize, offset, StructCopier.align(offset + payloadSize, whole),
                whole, 1 + slots);
    }

    private Copier payload(int index) {
        if (Integer.compareUnsigned(index, payloads.length) >= 0) {
            throw AbiTraps.trap("invalid variant discriminant " + Integer.toUnsignedString(index) + " of "
                    + payloads.length + " cases");
        }
        return payloads[index];
    }

    @Override
    void check(Transfer transfer, int at) {
        Copier payload = payload(Words.read(transfer.from, at, discriminantSize));
        if (payload.checked) {
            payload.check(transfer, at + payloadOffset);
        }
    }

    @Override
    void checkFlat(Transfer transfer, int slot) {
        Copier payload = payload((int) transfer.in[slot]);
        if (payload.checked) {
            payload.checkFlat(transfer, slot + 1);
        }
    }

    @Override
    void copy(Transfer transfer, int from, int to) {
        int index = Words.read(transfer.from, from, discriminantSize);
        Words.write(transfer.to, to, discriminantSize, index);
        payloads[index].copy(transfer, from + payloadOffset, to + payloadOffset);
    }

    /** Slots that the case does not use stay zero. */
    @Override
    void copyFlat(Transfer transfer, int slot) {
        int index = (int) transfer.in[slot];
        transfer.out[slot] = index;
        payloads[index].copyFlat(transfer, slot + 1);
    }
}
