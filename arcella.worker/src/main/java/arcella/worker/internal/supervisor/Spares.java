package arcella.worker.internal.supervisor;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;
import arcella.worker.WorkerError;

/**
 * Starts the workers of groups; where that is wanted, by a process that is kept ready, and then by the next one. It is not
 * among those that are counted: it has no group's modules. Thread-safe.
 */
final class Spares implements AutoCloseable {

    private final boolean wanted;
    private final long heapBytes;
    private final Launcher launcher;
    private final Executor pool;

    // Guarded by this.
    private @Nullable CompletableFuture<Spare> kept;
    private long starts;
    private boolean asked;
    private long keptSince;
    private final Backoff backoff = new Backoff();
    private boolean closed;

    /** @param heapBytes the heap of one that is kept ready */
    Spares(boolean wanted, long heapBytes, Launcher launcher, Executor pool) {
        this.wanted = wanted;
        this.heapBytes = heapBytes;
        this.launcher = launcher;
        this.pool = pool;
    }

    /** As {@link Launcher#launch}. */
    Launcher.Launched launch(String group, long heap, GrantedReach reach, Consumer<WorkerLink> onDeath)
            throws InterruptedException {
        try {
            // One whose group has another heap is left to the next group.
            Launcher.Launched ready = heap == heapBytes ? readied(group, reach, onDeath) : null;
            return ready == null ? launcher.launch(group, heap, reach, onDeath) : ready;
        } finally {
            keep();
        }
    }

    /** The one that is kept, told what it is for; nothing if there is none, or if it turns out to be dead: nothing ran in it. */
    private Launcher.@Nullable Launched readied(String group, GrantedReach reach, Consumer<WorkerLink> onDeath)
            throws InterruptedException {
        // Until it is ready, its death concerns nobody but this.
        CompletableFuture<Boolean> became = new CompletableFuture<>();
        Launcher.Met met = taken(link -> became.thenAccept(ready -> {
            if (ready) {
                onDeath.accept(link);
            } else {
                link.tell(new ArcellaException(WorkerError.WORKER_LOST, "the spare worker ended", ""));
            }
        }));
        if (met == null) {
            return null;
        }
        boolean ready = false;
        try {
            Launcher.Launched launched = launcher.ready(group, met, reach);
            ready = true;
            return launched;
        } catch (ArcellaException e) {
            return null;
        } finally {
            became.complete(ready);
        }
    }

    private Launcher.@Nullable Met taken(Consumer<WorkerLink> onDeath) {
        CompletableFuture<Spare> spare;
        synchronized (this) {
            spare = kept;
            kept = null;
        }
        if (spare == null) {
            return null;
        }
        try {
            // One that is just being started is as quick as another one.
            return spare.join().take(onDeath);
        } catch (CompletionException e) {
            // It could not be started: whoever wants one now hears why, if it happens again.
            return null;
        }
    }

    /** Starts one, if one is wanted and there is none. */
    synchronized void keep() {
        asked = true;
        if (wanted && !closed && kept == null) {
            keptSince = System.nanoTime();
            kept = CompletableFuture.supplyAsync(this::start, pool);
        }
    }

    private Spare start() {
        try {
            Spare spare = Spare.start(launcher, heapBytes);
            synchronized (this) {
                starts++;
            }
            return spare;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the pool", e);
        }
    }

    private synchronized @Nullable Spare present() {
        CompletableFuture<Spare> spare = kept;
        return spare == null || !spare.isDone() || spare.isCompletedExceptionally() ? null : spare.join();
    }

    /** A heartbeat; has one that has died, or could not be started, followed by another. Never waits. */
    void beat(long now) {
        synchronized (this) {
            CompletableFuture<Spare> spare = kept;
            if (spare != null && spare.isDone() && (spare.isCompletedExceptionally() || spare.join().ended())) {
                backoff.died(now, now - keptSince);
                kept = null;
            }
            if (asked && backoff.remaining(now) == 0) {
                keep();
            }
        }
        Spare spare = present();
        if (spare != null) {
            spare.beat(now);
        }
    }

    List<arcella.worker.WorkerStatistics> statistics() {
        Spare spare = present();
        long count;
        synchronized (this) {
            count = starts;
        }
        return spare == null ? List.of() : spare.statistics(count);
    }

    /** Ends what is kept, and waits until nothing of it is left. */
    @Override
    public void close() {
        CompletableFuture<Spare> spare;
        synchronized (this) {
            closed = true;
            spare = kept;
            kept = null;
        }
        if (spare != null) {
            Spare there = spare.handle((made, failure) -> made).join();
            if (there != null) {
                there.end();
            }
        }
    }
}
