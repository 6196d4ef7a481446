package arcella.worker.internal.local;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;

/**
 * One thing for an instance's thread to do: load, start or call. Its fields other than the outcome belong to the lock of
 * its {@link LocalInstance}.
 *
 * @param <T> what it brings
 */
public final class Task<T> {

    /** Why a task is interrupted. */
    enum Cause {
        DEADLINE, CANCELLED, STOPPED
    }

    /** What a task does. */
    enum Kind {
        /** Makes the instance. */
        LOAD,
        /** Runs what a reactor does once, before anybody calls it. */
        START,
        /** Runs what somebody asked for. */
        CALL,
        /** Runs the end of a resource. */
        DROP;

        /** Whether code of the guest runs, which ends the instance when it fails. */
        boolean runsGuest() {
            return this != LOAD;
        }

        /** Whether it counts as a call in statistics. */
        boolean counts() {
            return this == CALL || this == DROP;
        }
    }

    /** What it is, for messages: {@code function "add"}. */
    final String what;

    /** When it must be over, by {@link System#nanoTime}, if ever. */
    final @Nullable Long deadlineNanos;

    final Kind kind;

    /** When it was asked for, by {@link System#nanoTime}. */
    final long askedNanos = System.nanoTime();

    @Nullable Cause cause;
    int interrupts;

    /** The thread that runs it, while it runs. */
    @Nullable Thread runner;

    /** Whether its thread is in the midst of a call to another instance: an interrupt has to wait until it is back. */
    boolean away;

    private final Supplier<T> body;
    private final Reply<T> reply;
    private final AtomicBoolean answered = new AtomicBoolean();
    private @Nullable T result;

    Task(String what, Kind kind, @Nullable Long deadlineNanos, Supplier<T> body, Reply<T> reply) {
        this.what = what;
        this.kind = kind;
        this.deadlineNanos = deadlineNanos;
        this.body = body;
        this.reply = reply;
    }

    /** Runs it; the result waits for {@link #succeed}. */
    void run() {
        result = body.get();
    }

    void succeed() {
        T value = result;
        if (value == null) {
            throw new IllegalStateException("succeeds before it has run");
        }
        if (answered.compareAndSet(false, true)) {
            reply.done(value);
        }
    }

    void fail(ArcellaException failure) {
        if (answered.compareAndSet(false, true)) {
            reply.failed(failure);
        }
    }
}
