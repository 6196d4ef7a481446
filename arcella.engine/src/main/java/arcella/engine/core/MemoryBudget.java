package arcella.engine.core;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bound on the bytes of linear memory that a set of instances holds together, reserved before anything is
 * allocated. Budgets nest: what is reserved in a module's budget is reserved in its parent, the process's budget, too.
 *
 * <p>Thread-safe.
 */
public final class MemoryBudget {

    private final long limitBytes;
    private final Optional<MemoryBudget> parent;
    private final AtomicLong usedBytes = new AtomicLong();
    private volatile Runnable full = () -> {};
    private volatile Runnable others = () -> {};

    private MemoryBudget(long limitBytes, Optional<MemoryBudget> parent) {
        if (limitBytes < 0) {
            throw new IllegalArgumentException("memory budget of " + limitBytes + " bytes");
        }
        this.limitBytes = limitBytes;
        this.parent = parent;
    }

    /** A budget that stands alone. */
    public static MemoryBudget of(long limitBytes) {
        return new MemoryBudget(limitBytes, Optional.empty());
    }

    /** A budget that draws on this one. */
    public MemoryBudget child(long limitOfChildBytes) {
        return new MemoryBudget(limitOfChildBytes, Optional.of(this));
    }

    /** The bound. */
    public long limitBytes() {
        return limitBytes;
    }

    /** Says what to do whenever this budget itself, and not one above it, has too little left; on the thread that asks for it. */
    public MemoryBudget whenFull(Runnable action) {
        full = action;
        return this;
    }

    /**
     * Says what to do whenever this budget itself has enough left, and one above it or the Java heap has not; on the thread that
     * asks for it.
     */
    public MemoryBudget whenOthersAreFull(Runnable action) {
        others = action;
        return this;
    }

    /** The Java heap has no room for what was reserved. */
    void heapFull() {
        others.run();
    }

    /** What is reserved at present. */
    public long usedBytes() {
        return usedBytes.get();
    }

    /** The budget that does not have so many bytes left, this one or one above it; empty if all have. */
    Optional<MemoryBudget> without(long bytes) {
        return bytes > limitBytes - usedBytes.get() ? Optional.of(this) : parent.flatMap(above -> above.without(bytes));
    }

    /** Whether others draw on it, too. */
    boolean shared() {
        return parent.isEmpty();
    }

    /** Reserves {@code bytes}, or nothing and answers {@code false} if this budget or one above it has not enough. */
    public boolean reserve(long bytes) {
        while (true) {
            long used = usedBytes.get();
            if (bytes > limitBytes - used) {
                full.run();
                return false;
            }
            if (usedBytes.compareAndSet(used, used + bytes)) {
                break;
            }
        }
        if (parent.isPresent() && !parent.get().reserve(bytes)) {
            usedBytes.addAndGet(-bytes);
            others.run();
            return false;
        }
        return true;
    }

    /** Gives back what {@link #reserve} took. */
    public void release(long bytes) {
        usedBytes.addAndGet(-bytes);
        parent.ifPresent(p -> p.release(bytes));
    }
}
