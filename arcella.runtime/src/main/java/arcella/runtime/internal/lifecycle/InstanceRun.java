package arcella.runtime.internal.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;
import arcella.runtime.ModuleId;
import arcella.runtime.RuntimeError;
import arcella.runtime.internal.lifecycle.LifecycleEvent.Broken;
import arcella.runtime.internal.lifecycle.LifecycleEvent.Exited;
import arcella.runtime.internal.log.GuestLines;
import arcella.runtime.internal.log.Journal;
import arcella.wasi.Denial;
import arcella.worker.Ending;
import arcella.worker.InstanceListener;
import arcella.worker.ModuleInstance;
import arcella.worker.StandardStream;
import arcella.worker.WorkerError;

/** One run of a module: its instance, the thread that prepares it, what it writes and how it ended. Thread-safe. */
final class InstanceRun implements InstanceListener {

    private final int number;
    private final InstantSource clock;
    private final GuestLines stdout;
    private final GuestLines stderr;
    private final Consumer<String> refusals;
    private final Runnable endedListener;
    private final Instant begun;
    private @Nullable Thread preparing;
    private @Nullable ModuleInstance instance;
    private @Nullable Ending ending;
    private @Nullable Instant endedAt;
    private boolean givenUp;

    /** @param refusals takes a line for each thing that the module was refused */
    InstanceRun(int number, ModuleId module, InstantSource clock, Journal journal, Consumer<String> refusals,
            Runnable endedListener) {
        this.number = number;
        this.clock = clock;
        this.stdout = new GuestLines(clock, module, "stdout", journal::addPaced);
        this.stderr = new GuestLines(clock, module, "stderr", journal::addPaced);
        this.refusals = refusals;
        this.endedListener = endedListener;
        this.begun = clock.instant();
    }

    int number() {
        return number;
    }

    /**
     * Makes the instance on this thread; a reactor's {@code _initialize} has run when it returns.
     *
     * @param notices takes a line for each thing that it does not get, and one if not all of it could be compiled
     */
    ModuleInstance prepare(Occasion occasion, InstanceMaker maker, Consumer<String> notices) {
        synchronized (this) {
            preparing = Thread.currentThread();
        }
        try {
            ModuleInstance made = maker.make(occasion, this, notices);
            boolean wanted;
            synchronized (this) {
                instance = made;
                wanted = !givenUp;
            }
            if (wanted && !made.command()) {
                made.start();
            }
            return made;
        } finally {
            synchronized (this) {
                preparing = null;
                if (givenUp) {
                    // The interrupt was for the preparation, which is over.
                    Thread.interrupted();
                }
            }
        }
    }

    /** Gives the run up: a preparation under way is interrupted. */
    synchronized void giveUp() {
        givenUp = true;
        if (preparing != null) {
            preparing.interrupt();
        }
    }

    synchronized Optional<ModuleInstance> instance() {
        return Optional.ofNullable(instance);
    }

    /** What to tell the state machine, if the instance has ended. */
    synchronized Optional<LifecycleEvent> end() {
        Ending how = ending;
        if (how == null) {
            return Optional.empty();
        }
        Duration lasted = Duration.between(begun, endedAt == null ? begun : endedAt);
        return Optional.of(switch (how) {
            case Ending.Exited(int code) -> new Exited(number, code, lasted);
            case Ending.Trapped(var cause) -> new Broken(number, cause.getMessage(), lasted,
                    cause.code().number() != WorkerError.CANCELLED.number());
            case Ending.Lost(var cause) -> new Broken(number, cause.getMessage(), lasted, !notItsOwn(cause));
            case Ending.Stopped() -> new Broken(number, "its instance was stopped from outside", lasted);
        });
    }

    /** Whether a failure is of no module's making: there is no place for an instance at the moment, or what an operator says has mistakes. */
    static boolean notItsOwn(ArcellaException failure) {
        int number = failure.code().number();
        return number == WorkerError.TOO_MANY_WORKERS.number() || number == WorkerError.GROUP_FULL.number()
                || number == RuntimeError.BAD_CONFIGURATION.number();
    }

    @Override
    public void output(StandardStream stream, byte[] bytes) {
        switch (stream) {
            case STDOUT -> stdout.add(bytes);
            case STDERR -> stderr.add(bytes);
        }
    }

    /** A line of the module's own in the log, which no guest can write to: what it prints stands under its streams. */
    @Override
    public void denied(Denial denial) {
        refusals.accept(DenialText.of(denial));
    }

    @Override
    public void ended(Ending how) {
        stdout.end();
        stderr.end();
        synchronized (this) {
            ending = how;
            endedAt = clock.instant();
        }
        endedListener.run();
    }
}
