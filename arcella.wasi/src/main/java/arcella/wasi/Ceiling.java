package arcella.wasi;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A limit that holds for each of many things, such as calls, and the most that any of them has come to. Written by one
 * thread at a time, read by any.
 */
public final class Ceiling {

    private final int limit;
    private final AtomicLong most = new AtomicLong();

    /** @param limit what each may come to */
    public Ceiling(int limit) {
        this.limit = limit;
    }

    /** What each may come to. */
    public int limit() {
        return limit;
    }

    /** One that was let pass came to so much. */
    public void reached(long amount) {
        if (amount > most.get()) {
            most.set(amount);
        }
    }

    /** The most that one came to. */
    public long most() {
        return most.get();
    }
}
