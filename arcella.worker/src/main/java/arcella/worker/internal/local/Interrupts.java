package arcella.worker.internal.local;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import arcella.worker.InstanceSpec;

/**
 * Stops the running task of an instance, when it is told to or when the task's deadline has come. Something in the host may
 * swallow an interrupt, so it is repeated until the task is over; and if even that takes long, whoever waits gets the answer
 * without it.
 */
final class Interrupts {

    private static final Duration AGAIN = Duration.ofMillis(100);

    /** After so many interrupts whoever waits is answered. */
    private static final int PATIENCE = 20;

    private final ReentrantLock lock;
    private final Turns turns;
    private final Timer timer;
    private final Supplier<InstanceSpec> present;

    // Guarded by the lock.
    private @Nullable Long armedFor;
    private Timer.Appointment alarm = () -> { };

    /**
     * @param lock the instance's
     * @param turns its tasks
     * @param present what it is, for messages
     */
    Interrupts(ReentrantLock lock, Turns turns, Timer timer, Supplier<InstanceSpec> present) {
        this.lock = lock;
        this.turns = turns;
        this.timer = timer;
        this.present = present;
    }

    /** Interrupts the task that runs. With the lock held. */
    void interrupt(Task<?> task, Task.Cause cause) {
        if (task.cause == null) {
            task.cause = cause;
        }
        task.interrupts++;
        if (!task.away) {
            Objects.requireNonNull(task.runner, "what runs has a thread").interrupt();
        }
        timer.at(Timer.after(AGAIN), () -> interruptAgain(task));
    }

    private void interruptAgain(Task<?> task) {
        boolean enough = false;
        lock.lock();
        try {
            Task.Cause cause = task.cause;
            if (turns.running() == task && cause != null) {
                enough = task.interrupts == PATIENCE;
                interrupt(task, cause);
            }
        } finally {
            lock.unlock();
        }
        if (enough) {
            task.fail(Failures.of(Objects.requireNonNull(task.cause), present.get(), task.what));
        }
    }

    /**
     * Sets the timer for the earliest deadline, unless it is set for one as early: one timer serves many calls. With the lock
     * held.
     */
    void arm() {
        Long next = turns.earliest();
        if (next != null && (armedFor == null || next - armedFor < 0)) {
            armedFor = next;
            alarm.cancel();
            alarm = timer.at(next, () -> deadlinePassed(next));
        }
    }

    /** Expects no deadline any more. With the lock held. */
    void disarm() {
        alarm.cancel();
    }

    private void deadlinePassed(Long moment) {
        List<Task<?>> late;
        lock.lock();
        try {
            if (moment.equals(armedFor)) {
                armedFor = null;
            }
            long now = System.nanoTime();
            late = turns.takeLate(now);
            Task<?> task = turns.running();
            if (task != null && task.cause == null && Turns.late(task, now)) {
                interrupt(task, Task.Cause.DEADLINE);
            }
            arm();
        } finally {
            lock.unlock();
        }
        late.forEach(task -> task.fail(Failures.of(Task.Cause.DEADLINE, present.get(), task.what)));
    }
}
