package arcella.worker.internal.local;

import java.util.concurrent.atomic.AtomicLong;

import arcella.worker.PerCall;

/** What calls use of something. Written by the guest's thread, read by any; that costs the former next to nothing. */
final class Usage {

    private final AtomicLong last = new AtomicLong();
    private final AtomicLong most = new AtomicLong();

    /** A call has ended that used so much. */
    void ended(long amount) {
        last.setRelease(amount);
        if (amount > most.getPlain()) {
            most.setRelease(amount);
        }
    }

    PerCall read() {
        return new PerCall(last.getAcquire(), most.getAcquire());
    }
}
