package example.ledger;

import java.util.concurrent.atomic.AtomicLong;

import org.osgi.service.component.annotations.Component;

/**
 * The interface {@code shop:ledger/receipts}, whose resource is a class of its own, and {@code shop:ledger/archive}, which
 * takes such resources: interfaces that share a resource are one service. Modules may import both or the first alone.
 */
@Component(service = Receipts.class, property = {
    "arcella.wit=shop:ledger/receipts", "arcella.wit=shop:ledger/archive", "arcella.wit.version=0.1.0",
    "arcella.wit.resources=example.ledger.Receipts$Receipt"})
public final class Receipts {

    private final AtomicLong kept = new AtomicLong();
    private final AtomicLong filed = new AtomicLong();

    /** For SCR. */
    public Receipts() {}

    /** The resource {@code receipt}; closed when its owner drops it. */
    public final class Receipt implements AutoCloseable {

        private final long number;

        private Receipt(long number) {
            this.number = number;
            kept.incrementAndGet();
        }

        /** {@code number: func() -> u32}. */
        public long number() {
            return number;
        }

        @Override
        public void close() {
            kept.decrementAndGet();
        }
    }

    /** {@code constructor(number: u32)}. */
    public Receipt newReceipt(long number) {
        return new Receipt(number);
    }

    /** {@code kept: func() -> u32}. */
    public long kept() {
        return kept.get();
    }

    /** {@code look: func(one: borrow<receipt>) -> u32} of the archive: the object that was made in {@link #newReceipt}. */
    public long look(Receipt one) {
        return one.number();
    }

    /** {@code file: func(one: receipt) -> u32}: what is given away is the service's to close. */
    public long file(Receipt one) {
        one.close();
        return filed.incrementAndGet();
    }
}
