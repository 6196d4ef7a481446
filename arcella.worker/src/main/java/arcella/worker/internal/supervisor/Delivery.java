package arcella.worker.internal.supervisor;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;
import arcella.wasi.Denial;
import arcella.worker.Ending;
import arcella.worker.InstanceListener;
import arcella.worker.StandardStream;
import arcella.worker.WorkerError;
import arcella.worker.internal.local.GuestIo;
import arcella.worker.internal.wire.Codec;

/**
 * Brings to a listener what its instance says, one thing after the other and in order, on a thread of the pool as long as
 * there is something. What the guest wrote before a call returned is heard before the call's result is known, as it would
 * be in one process.
 */
final class Delivery {

    private final InstanceListener listener;
    private final Executor pool;
    private final IntConsumer onDelivered;
    private final Runnable onFailure;

    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    private boolean busy;
    private int window = Codec.OUTPUT_WINDOW;
    private int uncredited;
    private int denials;
    private volatile @Nullable ArcellaException failure;

    /**
     * @param onDelivered is told how many bytes of output the listener has dealt with
     * @param onFailure is told that the listener has failed, once; it hears no output any more
     */
    Delivery(InstanceListener listener, Executor pool, IntConsumer onDelivered, Runnable onFailure) {
        this.listener = listener;
        this.pool = pool;
        this.onDelivered = onDelivered;
        this.onFailure = onFailure;
    }

    /** Brings output; refuses what exceeds the credit. */
    void output(StandardStream stream, byte[] bytes) {
        if (bytes.length == 0) {
            throw WorkerLink.violation("output without a byte");
        }
        synchronized (this) {
            window -= bytes.length;
            if (window < 0) {
                throw WorkerLink.violation("more output than it has credit for");
            }
        }
        add(() -> hand(stream, bytes));
    }

    /** Brings a refusal; refuses more than an instance may have. */
    void denied(Denial denial) {
        synchronized (this) {
            if (++denials > GuestIo.MOST_DENIALS) {
                throw WorkerLink.violation("more refusals than there may be");
            }
        }
        add(() -> hand(() -> listener.denied(denial)));
    }

    private void hand(StandardStream stream, byte[] bytes) {
        hand(() -> listener.output(stream, bytes));
        credit(bytes.length);
    }

    private void hand(Runnable what) {
        if (failure == null) {
            try {
                what.run();
            } catch (RuntimeException e) {
                failure = new ArcellaException(WorkerError.INTERNAL, "the listener of an instance failed: " + e,
                        "report it with the stack trace from the log", e);
                onFailure.run();
            }
        }
    }

    private void credit(int bytes) {
        int credit = 0;
        synchronized (this) {
            uncredited += bytes;
            if (uncredited >= Codec.OUTPUT_WINDOW / 4) {
                credit = uncredited;
                uncredited = 0;
                window += credit;
            }
        }
        if (credit > 0) {
            onDelivered.accept(credit);
        }
    }

    /** Does this after all that was said before; at once, on this thread, if there is nothing. */
    void after(Runnable action) {
        boolean now;
        synchronized (this) {
            now = !busy && queue.isEmpty();
        }
        if (now) {
            action.run();
        } else {
            add(action);
        }
    }

    /**
     * Brings the end.
     *
     * @param before is given the end before the listener hears it
     * @param after is run after the listener has heard it, whatever it did
     */
    void ended(Ending end, Consumer<Ending> before, Runnable after) {
        add(() -> {
            ArcellaException failed = failure;
            Ending real = failed == null ? end : new Ending.Trapped(failed);
            try {
                before.accept(real);
                listener.ended(real);
            } finally {
                after.run();
            }
        });
    }

    private void add(Runnable action) {
        boolean start;
        synchronized (this) {
            queue.add(action);
            start = !busy;
            busy = true;
        }
        if (start) {
            pool.execute(this::drain);
        }
    }

    private void drain() {
        while (true) {
            Runnable next;
            synchronized (this) {
                next = queue.poll();
                if (next == null) {
                    busy = false;
                    return;
                }
            }
            try {
                next.run();
            } catch (RuntimeException e) {
                // A listener's or a caller's own failure must not hold up what comes after it.
                Thread self = Thread.currentThread();
                self.getUncaughtExceptionHandler().uncaughtException(self, e);
            }
        }
    }
}
