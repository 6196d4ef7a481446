package arcella.runtime.internal.lifecycle;

import java.time.Duration;

/** What is to be done after an event; in the order given. */
sealed interface LifecycleAction {

    /** Decode, compile and instantiate; then tell {@code Prepared} or {@code NotPrepared}. */
    record Prepare(int run) implements LifecycleAction {}

    /** Start the command's {@code _start}, which the DS component has just taken over. */
    record Run(int run) implements LifecycleAction {}

    /** Bring the DS component to {@link Lifecycle#componentEnabled()}. */
    record Align() implements LifecycleAction {}

    /** Stop the instance, if there is one, and forget it. */
    record Discard(int run) implements LifecycleAction {}

    /** Tell {@code RetryDue} after a while. */
    record Schedule(int run, Duration after) implements LifecycleAction {}
}
