package arcella.wasi.io;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Something that will be ready: input that can be read, a moment that has come (the ground of {@code poll_oneoff} and
 * of {@code wasi:io/poll}).
 *
 * <p>Implementations are thread-safe: whoever makes it ready is another thread than the one that waits.
 */
public interface Pollable {

    /** Whether it is ready now. Does not block. */
    boolean ready();

    /**
     * Asks for {@code waker} to be run when this may have become ready, at once if it is. It may run on any thread,
     * more than once, and must be quick.
     *
     * @return ends the subscription when closed
     */
    Subscription subscribe(Runnable waker);

    /**
     * The longest time to wait before asking {@link #ready()} again, in nanoseconds; {@link Long#MAX_VALUE} for
     * pollables that always run their wakers.
     */
    default long waitNanos() {
        return Long.MAX_VALUE;
    }

    /** A request to be woken. */
    @FunctionalInterface
    interface Subscription extends AutoCloseable {

        /** Ends the request. */
        @Override
        void close();
    }

    /** One that is always ready. */
    static Pollable always() {
        return new Pollable() {
            @Override
            public boolean ready() {
                return true;
            }

            @Override
            public Subscription subscribe(Runnable waker) {
                waker.run();
                return () -> {};
            }
        };
    }

    /**
     * Waits until at least one is ready. Holds no lock and does not spin.
     *
     * @throws InterruptedException if the thread is interrupted before or while it waits; its mark is then cleared
     */
    static void awaitAny(List<? extends Pollable> pollables) throws InterruptedException {
        Wake wake = new Wake(Thread.currentThread());
        Subscription[] subscriptions = new Subscription[pollables.size()];
        int made = 0;
        try {
            for (Pollable pollable : pollables) {
                if (pollable.ready()) {
                    return;
                }
                subscriptions[made++] = pollable.subscribe(wake);
            }
            while (true) {
                long longest = Long.MAX_VALUE;
                wake.again = false;
                for (Pollable pollable : pollables) {
                    if (pollable.ready()) {
                        return;
                    }
                    longest = Math.min(longest, pollable.waitNanos());
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (wake.again) {
                    continue;
                }
                if (longest == Long.MAX_VALUE) {
                    LockSupport.park(pollables);
                } else {
                    LockSupport.parkNanos(pollables, longest);
                }
            }
        } finally {
            for (int i = 0; i < made; i++) {
                subscriptions[i].close();
            }
        }
    }

    /**
     * Wakes one thread. To ask a pollable whether it is ready may take the thread a wait of its own, in which the permit of
     * {@link LockSupport} gets lost: so it is noted, too.
     */
    final class Wake implements Runnable {

        private final Thread waiting;
        private volatile boolean again;

        private Wake(Thread waiting) {
            this.waiting = waiting;
        }

        @Override
        public void run() {
            again = true;
            LockSupport.unpark(waiting);
        }
    }
}
