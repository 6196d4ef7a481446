package arcella.worker.internal.local;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Runs short actions at a time. One platform thread, which no guest can block. Thread-safe. */
public final class Timer implements AutoCloseable {

    private static final long FAR_NANOS = TimeUnit.DAYS.toNanos(365);

    private final ScheduledThreadPoolExecutor executor;

    /** A timer with a thread of its own, which starts with the first action. */
    public Timer(String name) {
        ThreadFactory threads = Thread.ofPlatform().daemon().name(name).factory();
        executor = new ScheduledThreadPoolExecutor(1, threads);
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** The moment so long from now, by {@link System#nanoTime}; more than a year is a year. */
    public static long after(Duration time) {
        boolean far = time.compareTo(Duration.ofNanos(FAR_NANOS)) > 0;
        return System.nanoTime() + (far ? FAR_NANOS : time.toNanos());
    }

    /** An action that is to come. */
    @FunctionalInterface
    public interface Appointment {

        /** Forgets the action, and all that it refers to, if it has not begun. */
        void cancel();
    }

    /** Runs the action at that moment; not at all if the timer is closed before. */
    public Appointment at(long nanos, Runnable action) {
        if (executor.isShutdown()) {
            return () -> { };
        }
        Future<?> planned = executor.schedule(action, nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        return () -> planned.cancel(false);
    }

    /** Runs the action again and again, with this pause in between. */
    public void every(Duration pause, Runnable action) {
        executor.scheduleWithFixedDelay(action, pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
