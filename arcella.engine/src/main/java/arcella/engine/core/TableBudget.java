package arcella.engine.core;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A bound on the elements that all tables of a set of instances hold together, reserved before a table is made or
 * grows.
 *
 * <p>Thread-safe.
 */
public final class TableBudget {

    private final long limitElements;
    private final AtomicLong usedElements = new AtomicLong();
    private volatile Runnable full = () -> {};

    private TableBudget(long limitElements) {
        if (limitElements < 0) {
            throw new IllegalArgumentException("table budget of " + limitElements + " elements");
        }
        this.limitElements = limitElements;
    }

    /** A budget of so many elements, none of them used. */
    public static TableBudget of(long limitElements) {
        return new TableBudget(limitElements);
    }

    /** The bound. */
    public long limitElements() {
        return limitElements;
    }

    /** Says what to do whenever too little is left; on the thread that asks for it. */
    public TableBudget whenFull(Runnable action) {
        full = action;
        return this;
    }

    /** What is reserved at present. */
    public long usedElements() {
        return usedElements.get();
    }

    /** Reserves {@code elements}, or nothing and answers {@code false} if so many are not left. */
    public boolean reserve(long elements) {
        while (true) {
            long used = usedElements.get();
            if (elements > limitElements - used) {
                full.run();
                return false;
            }
            if (usedElements.compareAndSet(used, used + elements)) {
                return true;
            }
        }
    }

    /** Gives back what {@link #reserve} took. */
    public void release(long elements) {
        usedElements.addAndGet(-elements);
    }
}
