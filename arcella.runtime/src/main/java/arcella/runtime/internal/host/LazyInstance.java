package arcella.runtime.internal.host;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;
import arcella.wasi.Denial;
import arcella.wit.value.WitValue;
import arcella.worker.Ending;
import arcella.worker.ExportedFunction;
import arcella.worker.InstanceLimits;
import arcella.worker.InstanceListener;
import arcella.worker.InstanceStatistics;
import arcella.worker.InterpretedFunctions;
import arcella.worker.LimitUse;
import arcella.worker.MeteredResults;
import arcella.worker.ModuleFunction;
import arcella.worker.ModuleInstance;
import arcella.worker.NotBegunException;
import arcella.worker.StandardStream;
import arcella.worker.WorkerError;

/**
 * An instance of a reactor that its first call makes: until then there is no process for it and none of its memory.
 *
 * <p>Whoever calls first waits until it is made, and so does whoever calls meanwhile. If it cannot be made, all of them hear
 * why, and that is its end: what follows is for whoever listens, as with any instance. The time that the making takes has a
 * bound of its own ({@link InstanceLimits#loadDeadline}); the deadline of a call counts from when the instance is there.
 *
 * <p>Thread-safe.
 */
public final class LazyInstance implements ModuleInstance {

    /** For what may block: each task has a thread. */
    private static final Executor THREADS =
            task -> Thread.ofPlatform().daemon().name("arcella-first-call").start(task);

    private final String module;
    private final InstanceListener listener;
    private final Maker maker;
    private final CompletableFuture<Ending> heard = new CompletableFuture<>();
    private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();

    /** Calls that wait for it to be made. */
    private final AtomicInteger waiting = new AtomicInteger();

    private volatile @Nullable ModuleInstance real;
    /** Whether its end has been told. */
    private volatile boolean told;

    // Guarded by this.
    private @Nullable CompletableFuture<ModuleInstance> making;
    private @Nullable Thread maiden;
    private boolean unwanted;
    private @Nullable InstanceLimits changed;

    /** Makes the instance that stands behind this one. */
    public interface Maker {

        /** As {@link arcella.worker.ModuleHost#instantiate}. */
        ModuleInstance make(InstanceListener listener);
    }

    /**
     * @param module its id
     * @param listener hears what the instance writes, and the one end
     */
    public LazyInstance(String module, InstanceListener listener, Maker maker) {
        this.module = module;
        this.listener = listener;
        this.maker = maker;
    }

    /** Whether its first call has come, and it was made. */
    public boolean made() {
        return real != null;
    }

    /** The instance, once it is there; begins to make it if nobody has. */
    private CompletableFuture<ModuleInstance> begin() {
        CompletableFuture<ModuleInstance> begun;
        synchronized (this) {
            Ending end = ending.get();
            if (end != null || unwanted) {
                return CompletableFuture.failedFuture(ended());
            }
            if (making != null) {
                return making;
            }
            begun = new CompletableFuture<>();
            making = begun;
            maiden = Thread.ofPlatform().daemon().name("arcella-start " + module).unstarted(() -> make(begun));
            maiden.start();
        }
        return begun;
    }

    /** On a thread of its own. */
    private void make(CompletableFuture<ModuleInstance> begun) {
        ModuleInstance made = null;
        ArcellaException failure;
        try {
            made = maker.make(new Forwarding());
            if (!made.command()) {
                made.start();
            }
            boolean late = there(made);
            if (late) {
                made.stop(Duration.ZERO);
            }
            begun.complete(made);
            return;
        } catch (ArcellaException e) {
            failure = e;
        } catch (RuntimeException | Error e) {
            // Whatever it is, those who wait must not wait for ever.
            failure = new ArcellaException(WorkerError.INTERNAL, "unexpectedly: " + e, "report it with the stack trace from the log", e);
            Thread self = Thread.currentThread();
            self.getUncaughtExceptionHandler().uncaughtException(self, e);
        }
        boolean late;
        synchronized (this) {
            maiden = null;
            late = unwanted;
        }
        // Who waited while it was stopped has begun nothing, and may try elsewhere.
        begun.completeExceptionally(late ? ended() : failure);
        end(late ? new Ending.Stopped() : new Ending.Lost(failure));
        if (made != null) {
            made.stop(Duration.ZERO);
        }
    }

    /**
     * It is there, with the limits that it was given while it was made.
     *
     * @return whether nobody wants it any more
     */
    private boolean there(ModuleInstance made) {
        InstanceLimits given = null;
        while (true) {
            synchronized (this) {
                if (changed == given) {
                    maiden = null;
                    real = made;
                    return unwanted;
                }
                given = changed;
            }
            if (given != null) {
                made.limits(given);
            }
        }
    }

    private NotBegunException ended() {
        return new NotBegunException(new ArcellaException(WorkerError.ENDED, module + " has ended", "start it again"));
    }

    /** Its end, which only the first who says so decides. */
    private void end(Ending how) {
        if (ending.compareAndSet(null, how)) {
            try {
                told = true;
                listener.ended(how);
            } finally {
                heard.complete(how);
            }
        }
    }

    /** The instance, when it is there. An interrupt gives up waiting, and stays set. */
    private ModuleInstance awaited() {
        ModuleInstance present = real;
        if (present != null) {
            return present;
        }
        waiting.incrementAndGet();
        try {
            return begin().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ArcellaException(WorkerError.CANCELLED, "the caller was interrupted", "", e);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            waiting.decrementAndGet();
        }
    }

    private static ArcellaException failure(@Nullable Throwable cause) {
        return cause instanceof ArcellaException coded ? coded
                : new ArcellaException(WorkerError.INTERNAL, "an instance was not made: " + cause, "report it with the log");
    }

    @Override
    public String module() {
        return module;
    }

    @Override
    public boolean command() {
        return false;
    }

    /** None before it is made. */
    @Override
    public List<ExportedFunction> functions() {
        ModuleInstance present = real;
        return present == null ? List.of() : present.functions();
    }

    @Override
    public InterpretedFunctions interpreted() {
        ModuleInstance present = real;
        return present == null ? InterpretedFunctions.none() : present.interpreted();
    }

    /** Does nothing: the first call starts it. */
    @Override
    public void start() {}

    @Override
    public CompletableFuture<List<WitValue>> call(String function, List<WitValue> arguments) {
        ModuleInstance present = real;
        if (present != null) {
            return present.call(function, arguments);
        }
        Later later = new Later();
        waiting.incrementAndGet();
        begin().whenCompleteAsync((made, failure) -> {
            waiting.decrementAndGet();
            if (made != null) {
                later.follow(made, function, arguments);
            } else {
                later.completeExceptionally(failure(failure));
            }
        }, THREADS);
        return later;
    }

    /** The answer of a call that is made once there is whom to call. */
    private static final class Later extends CompletableFuture<List<WitValue>> {

        private final AtomicReference<@Nullable CompletableFuture<?>> call = new AtomicReference<>();

        void follow(ModuleInstance made, String function, List<WitValue> arguments) {
            if (isDone()) {
                return;
            }
            CompletableFuture<List<WitValue>> begun = made.call(function, arguments);
            call.set(begun);
            if (isCancelled()) {
                begun.cancel(true);
            }
            begun.whenComplete((results, failure) -> {
                if (results != null) {
                    complete(results);
                } else {
                    completeExceptionally(failure(failure));
                }
            });
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            CompletableFuture<?> begun = call.get();
            if (cancelled && begun != null) {
                begun.cancel(mayInterruptIfRunning);
            }
            return cancelled;
        }
    }

    @Override
    public List<WitValue> invoke(String function, List<WitValue> arguments) {
        return awaited().invoke(function, arguments);
    }

    @Override
    public MeteredResults metered(String function, List<WitValue> arguments) {
        return awaited().metered(function, arguments);
    }

    @Override
    public ModuleFunction function(String function) {
        ModuleInstance present = real;
        return present != null ? present.function(function) : new FirstCall(function);
    }

    /** A function that is resolved by its first call. */
    private final class FirstCall implements ModuleFunction {

        private final String name;
        private volatile @Nullable ModuleFunction resolved;

        FirstCall(String name) {
            this.name = name;
        }

        @Override
        public List<WitValue> call(List<WitValue> arguments) {
            ModuleFunction target = resolved;
            if (target == null) {
                target = awaited().function(name);
                resolved = target;
            }
            return target.call(arguments);
        }
    }

    @Override
    public void drop(long id) {
        ModuleInstance present = real;
        if (present != null) {
            present.drop(id);
        }
    }

    @Override
    public CompletableFuture<Ending> stop(Duration grace) {
        ModuleInstance present;
        boolean untouched;
        synchronized (this) {
            unwanted = true;
            present = real;
            untouched = making == null;
            if (maiden != null) {
                maiden.interrupt();
            }
        }
        if (present != null) {
            present.stop(grace);
        } else if (untouched) {
            end(new Ending.Stopped());
        }
        return heard.copy();
    }

    @Override
    public void limits(InstanceLimits limits) {
        ModuleInstance present;
        synchronized (this) {
            present = real;
            if (present == null && making != null) {
                // Who makes it may have read the limits already.
                changed = limits;
            }
        }
        if (present != null) {
            present.limits(limits);
        }
    }

    @Override
    public Optional<Ending> ending() {
        return told ? Optional.ofNullable(ending.get()) : Optional.empty();
    }

    @Override
    public InstanceStatistics statistics() {
        ModuleInstance present = real;
        return present != null ? present.statistics()
                : new InstanceStatistics(0, waiting.get(), 0, Duration.ZERO, 0, 0, LimitUse.NONE);
    }

    /** Hands on what the instance says. */
    private final class Forwarding implements InstanceListener {

        @Override
        public void output(StandardStream stream, byte[] bytes) {
            listener.output(stream, bytes);
        }

        @Override
        public void denied(Denial denial) {
            listener.denied(denial);
        }

        @Override
        public void ended(Ending how) {
            end(how);
        }

        @Override
        public InputStream input() {
            return listener.input();
        }
    }
}
