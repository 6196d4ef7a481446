package arcella.worker.internal.supervisor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;
import arcella.worker.WorkbenchOptions;
import arcella.worker.WorkerError;
import arcella.worker.WorkerOptions;
import arcella.worker.WorkerStatistics;

/**
 * The workers that validate and compile modules: a few at a time, who comes then waits; and one more that is kept ready
 * for a while after the last. Thread-safe.
 */
final class Benches implements AutoCloseable {

    private static final int PLACES = 2;

    private final WorkbenchOptions options;
    private final WorkerOptions workers;
    private final String mainClass;
    private final Executor pool;
    private final Births births;
    /**
     * For modules that are brought, and for such as are installed. Who brings one may hold a worker while they wait for the
     * lock of its name, and who holds that lock may wait for a worker: they must not wait for the same ones.
     */
    private final Semaphore brought = new Semaphore(PLACES, true);
    private final Semaphore installed = new Semaphore(PLACES, true);

    // Guarded by this.
    private final Set<Bench> living = new HashSet<>();
    private @Nullable CompletableFuture<Bench> spare;
    private long lastUsedNanos;
    private long starts;
    private boolean closed;

    Benches(WorkerOptions workers, WorkbenchOptions options, String mainClass, Executor pool, Births births) {
        this.options = options;
        this.workers = workers.withCompileCache(Optional.empty());
        this.mainClass = mainClass;
        this.pool = pool;
        this.births = births;
    }

    private Bench start(long heapBytes) throws InterruptedException {
        return Bench.launch(new Launcher(workers, mainClass, pool, births, false), heapBytes,
                options.compiledBytes(), options.time());
    }

    /**
     * A fresh worker; waits until there is a place for one.
     *
     * @param contentBytes the size of the module
     * @param isInstalled whether that was validated when it came
     * @throws ArcellaException if none can be started
     */
    Bench take(int contentBytes, boolean isInstalled) {
        Semaphore places = isInstalled ? installed : brought;
        try {
            places.acquire();
        } catch (InterruptedException e) {
            throw cancelled(e);
        }
        Bench taken = null;
        try {
            taken = fresh(options.heapBytes(contentBytes), places);
            return taken;
        } catch (InterruptedException e) {
            throw cancelled(e);
        } finally {
            if (taken == null) {
                places.release();
            }
        }
    }

    private static ArcellaException cancelled(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ArcellaException(WorkerError.CANCELLED, "the caller was interrupted", "", e);
    }

    private Bench fresh(long heapBytes, Semaphore places) throws InterruptedException {
        CompletableFuture<Bench> kept = null;
        synchronized (this) {
            refuseIfClosed();
            lastUsedNanos = System.nanoTime();
            if (heapBytes == options.heapBytes()) {
                kept = spare;
                spare = null;
            }
        }
        if (kept != null) {
            try {
                Bench bench = kept.join();
                if (bench.isAlive()) {
                    bench.onReleased(() -> used(bench, places));
                    return bench;
                }
                bench.release();
            } catch (CompletionException e) {
                // It could not be started: whoever wants one now hears why, if it happens again.
                return launch(heapBytes, places);
            }
        }
        return launch(heapBytes, places);
    }

    private Bench launch(long heapBytes, Semaphore places) throws InterruptedException {
        Bench bench = start(heapBytes);
        bench.onReleased(() -> used(bench, places));
        add(bench);
        return bench;
    }

    private void add(Bench bench) {
        boolean late;
        synchronized (this) {
            living.add(bench);
            starts++;
            late = closed;
        }
        if (late) {
            bench.release();
        }
    }

    private synchronized void refuseIfClosed() {
        if (closed) {
            throw new ArcellaException(WorkerError.HOST_CLOSED, "the supervisor of workers is closed", "");
        }
    }

    private void used(Bench bench, Semaphore places) {
        places.release();
        gone(bench);
        synchronized (this) {
            lastUsedNanos = System.nanoTime();
            if (closed || spare != null || options.spare().isZero()) {
                return;
            }
            spare = CompletableFuture.supplyAsync(this::prepare, pool);
        }
    }

    private Bench prepare() {
        try {
            Bench bench = start(options.heapBytes());
            bench.onReleased(() -> gone(bench));
            add(bench);
            bench.warmUp();
            return bench;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the pool", e);
        }
    }

    private synchronized void gone(Bench bench) {
        living.remove(bench);
        notifyAll();
    }

    /** A heartbeat; ends a spare that nobody wanted for long. Never waits. */
    void beat(long now) {
        List<Bench> present;
        Bench unwanted = null;
        synchronized (this) {
            CompletableFuture<Bench> kept = spare;
            if (kept != null && kept.isDone() && now - lastUsedNanos > options.spare().toNanos()) {
                spare = null;
                unwanted = kept.isCompletedExceptionally() ? null : kept.join();
            }
            present = List.copyOf(living);
        }
        if (unwanted != null) {
            unwanted.release();
        }
        present.forEach(bench -> bench.beat(now));
    }

    List<WorkerStatistics> statistics() {
        List<Bench> present;
        long count;
        synchronized (this) {
            present = List.copyOf(living);
            count = starts;
        }
        List<WorkerStatistics> all = new ArrayList<>();
        present.stream().filter(Bench::isAlive).forEach(bench -> all.add(bench.statistics(count)));
        return all;
    }

    /** Ends all of them, and waits until nothing of them is left. */
    @Override
    public void close() {
        CompletableFuture<Bench> kept;
        List<Bench> present;
        synchronized (this) {
            closed = true;
            kept = spare;
            spare = null;
            present = List.copyOf(living);
        }
        present.forEach(Bench::release);
        if (kept != null) {
            kept.handle((bench, failure) -> bench).join();
        }
        boolean interrupted = false;
        synchronized (this) {
            while (!living.isEmpty()) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
