package arcella.wasi.preview2.http;

import java.util.List;

import arcella.engine.core.Trap;

/**
 * The children of a resource that are alive: a parent that is finished before them traps. Used by one thread at a time.
 *
 * <p>A parent that is only dropped does not: when an instance ends, its resources are closed in any order.
 */
final class Children {

    private int alive;

    /** A new child; run the answer when it is dropped. */
    Runnable born() {
        alive++;
        return new Runnable() {

            private boolean dropped;

            @Override
            public void run() {
                if (!dropped) {
                    dropped = true;
                    alive--;
                }
            }
        };
    }

    /** Traps if there are any. */
    void requireNone(String parent) {
        if (alive > 0) {
            throw new Trap(Trap.Kind.OTHER, "the guest ended a wasi:http " + parent + " before what belongs to it",
                    List.of());
        }
    }
}
