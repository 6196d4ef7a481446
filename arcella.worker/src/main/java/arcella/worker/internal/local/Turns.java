package arcella.worker.internal.local;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** The tasks of an instance: the one that runs and those that wait, in order. Guarded by the instance's lock. */
final class Turns {

    private final ArrayDeque<Task<?>> waiting = new ArrayDeque<>();
    private @Nullable Task<?> running;

    void add(Task<?> task) {
        waiting.add(task);
    }

    /** Withdraws a task; false if it does not wait. */
    boolean withdraw(Task<?> task) {
        return waiting.remove(task);
    }

    /** Begins with a task that never waited. */
    void begin(Task<?> task) {
        running = task;
    }

    /** Takes the next task to run it; null if none waits. */
    @Nullable Task<?> next() {
        running = waiting.poll();
        return running;
    }

    /** What runs is over. */
    void over() {
        running = null;
    }

    @Nullable Task<?> running() {
        return running;
    }

    int waiting() {
        return waiting.size();
    }

    /** Whether nothing waits and nothing runs. */
    boolean idle() {
        return running == null && waiting.isEmpty();
    }

    /** Takes all that wait. */
    List<Task<?>> takeAll() {
        List<Task<?>> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    /** The earliest deadline that is still to be watched, by {@link System#nanoTime}. */
    @Nullable Long earliest() {
        Long first = running == null || running.cause != null ? null : running.deadlineNanos;
        for (Task<?> task : waiting) {
            Long its = task.deadlineNanos;
            if (its != null) {
                // All calls have the same time, hence the first of them the earliest end.
                return first == null || its - first < 0 ? its : first;
            }
        }
        return first;
    }

    /** Takes those that wait and whose deadline has passed. */
    List<Task<?>> takeLate(long now) {
        List<Task<?>> late = new ArrayList<>();
        waiting.removeIf(task -> late(task, now) && late.add(task));
        return late;
    }

    /** Whether a task's deadline has passed. */
    static boolean late(Task<?> task, long now) {
        Long deadline = task.deadlineNanos;
        return deadline != null && deadline - now <= 0;
    }
}
