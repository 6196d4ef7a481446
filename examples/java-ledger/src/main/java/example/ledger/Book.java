package example.ledger;

import java.util.concurrent.atomic.AtomicLong;

import org.osgi.service.component.annotations.Component;

/**
 * The interface {@code shop:ledger/book}: its public methods are the interface's functions, and the properties say so.
 * Modules that import it are bound to this service like to a module that exports it.
 */
@Component(service = Book.class, property = {"arcella.wit=shop:ledger/book", "arcella.wit.version=0.1.0"})
public final class Book {

    private static final long EDITION = 100;

    private final AtomicLong total = new AtomicLong();

    /** For SCR. */
    public Book() {}

    /** The record {@code entry}; a {@code u32} is a {@code long}. */
    public record Entry(long total, long edition) {}

    /** {@code add: func(amount: u32) -> entry}. */
    public Entry add(long amount) {
        return new Entry(total.addAndGet(amount), EDITION);
    }

    /** {@code fail: func()}: whatever a method throws ends the call, and with it the module's instance. */
    public void fail() {
        throw new IllegalStateException("the ledger was asked to fail");
    }

    /** {@code dawdle: func(millions: u32) -> u32}. */
    public long dawdle(long millions) {
        return millions * 1_000_000;
    }
}
