package arcella.wasi.preview2.http;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import arcella.engine.core.Trap;

/**
 * The children of a resource that are alive: a parent that is finished before them traps. Safe for use by many threads: a
 * stream that was passed to another guest ends on that one's.
 *
 * <p>A parent that is only dropped does not: when an instance ends, its resources are closed in any order.
 */
final class Children {

    private final AtomicInteger alive = new AtomicInteger();

    /** A new child; run the answer when it is dropped. */
    Runnable born() {
        alive.incrementAndGet();
        return new Runnable() {

            private final AtomicBoolean dropped = new AtomicBoolean();

            @Override
            public void run() {
                if (dropped.compareAndSet(false, true)) {
                    alive.decrementAndGet();
                }
            }
        };
    }

    /** Traps if there are any. */
    void requireNone(String parent) {
        if (alive.get() > 0) {
            throw new Trap(Trap.Kind.OTHER, "the guest ended a wasi:http " + parent + " before what belongs to it",
                    List.of());
        }
    }
}
