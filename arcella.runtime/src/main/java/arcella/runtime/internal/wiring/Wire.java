package arcella.runtime.internal.wiring;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;
import arcella.runtime.BundleName;
import arcella.runtime.ModuleId;
import arcella.worker.ModuleFunction;
import arcella.worker.ModuleInstance;
import arcella.worker.WorkerError;

/**
 * What satisfies one set of a module's imports: SCR binds and unbinds, calls go along. Reading it costs one volatile
 * read; whoever finds nothing bound waits for a bounded time. A wire outlives the instances at both of its ends.
 * Thread-safe.
 */
public final class Wire {

    private final ImportSet set;
    private final Duration patience;
    private final Object lock = new Object();
    private volatile @Nullable Led led;
    private boolean closed;

    /**
     * Where it leads, with a handle on each function that was called there: re-pointed as one, so that a call costs a read
     * of memory and no look-up, and nothing of a provider stays when the wire leads elsewhere.
     */
    private static final class Led {
        private final Target target;
        /** Two threads may resolve the same one: each is as good. */
        private final @Nullable ModuleFunction[] functions;

        Led(Target target, int functions) {
            this.target = target;
            this.functions = new ModuleFunction[functions];
        }
    }

    /** @param patience how long calls wait for a provider */
    Wire(ImportSet set, Duration patience) {
        this.set = set;
        this.patience = patience;
    }

    /** What is imported along it. */
    public ImportSet set() {
        return set;
    }

    /** Who satisfies it at present. */
    public Optional<String> provider() {
        return Optional.ofNullable(now()).map(Target::provider);
    }

    /** The module that satisfies it at present, if it is one. */
    public Optional<ModuleId> module() {
        return now() instanceof Target.ModuleTarget module ? Optional.of(module.module()) : Optional.empty();
    }

    /** The Java bundle that satisfies it at present, if it is one. */
    public Optional<BundleName> bundle() {
        return now() instanceof JavaExport.JavaTarget java ? Optional.of(java.bundle()) : Optional.empty();
    }

    /** The instance of a module that satisfies it at present. */
    public Optional<ModuleInstance> instance() {
        return now() instanceof Target.ModuleTarget module
                ? Optional.of(module.export().instance()) : Optional.empty();
    }

    /** Where it leads; null if nowhere. */
    @Nullable Target now() {
        Led present = led;
        return present == null ? null : present.target;
    }

    /**
     * A function at a target.
     *
     * @param place the function's place among all of the set, see {@link ImportSet#functions}
     */
    ModuleFunction function(Target target, int place, String iface, String name) {
        Led present = led;
        if (present == null || present.target != target) {
            return target.function(iface, name);
        }
        ModuleFunction known = present.functions[place];
        if (known == null) {
            known = target.function(iface, name);
            present.functions[place] = known;
        }
        return known;
    }

    long deadlineNanos() {
        return System.nanoTime() + patience.toNanos();
    }

    /** Leads here from now on. */
    void bind(Target next) {
        synchronized (lock) {
            led = new Led(next, set.functions());
            lock.notifyAll();
        }
    }

    /** Leads there no more; without effect if it leads elsewhere already. */
    void unbind(Target gone) {
        synchronized (lock) {
            if (now() == gone) {
                led = null;
            }
        }
    }

    /** Nobody calls along it any more: who waits is told. */
    void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
    }

    /**
     * Where to call. Waits for a provider other than one that turned out to be going away.
     *
     * @param except what a call could not begin at; null at first
     * @throws ArcellaException {@code NO_PROVIDER} if none has come by the deadline
     */
    Target await(@Nullable Target except, long deadlineNanos) {
        Target present = now();
        if (present != null && present != except) {
            return present;
        }
        synchronized (lock) {
            while (true) {
                present = now();
                if (present != null && present != except) {
                    return present;
                }
                long left = deadlineNanos - System.nanoTime();
                if (left <= 0 || closed) {
                    throw new ArcellaException(WorkerError.NO_PROVIDER,
                            "nothing provides " + set.text() + ", and a call of it has waited for " + patience.toMillis() + " ms",
                            "start a module that exports it, or give calls more time with wait in [restart]");
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(lock, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new ArcellaException(WorkerError.CANCELLED, "the caller was interrupted", "", e);
                }
            }
        }
    }
}
