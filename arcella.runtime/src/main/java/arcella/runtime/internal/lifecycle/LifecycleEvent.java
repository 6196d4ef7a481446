package arcella.runtime.internal.lifecycle;

import java.time.Duration;
import java.util.List;

/**
 * What happens to a module. Those that come from one run of it carry that run's number, so that news of a run that is
 * over is told from news of the present one.
 */
sealed interface LifecycleEvent {

    /**
     * Somebody wants it to run.
     *
     * @param patiently whether a failure to prepare it is to be followed by restarts; a person is told instead
     */
    record Start(boolean patiently) implements LifecycleEvent {}

    /** It is to run as soon as its turn comes, while the container starts. */
    record Queued() implements LifecycleEvent {}

    /** Somebody wants it not to run. */
    record Stop() implements LifecycleEvent {}

    /** Its instance is ready. */
    record Prepared(int run) implements LifecycleEvent {}

    /**
     * There will be no instance.
     *
     * @param fault whether it is the module's; it is not where there is no place for it at the moment, or the configuration has mistakes
     * @param ran whether it ran, or was to, until somebody restarted it
     */
    record NotPrepared(int run, String why, boolean fault, boolean ran) implements LifecycleEvent {

        /** A fault of the module's. */
        NotPrepared(int run, String why) {
            this(run, why, true, false);
        }
    }

    /** All that it needs is there, and its DS component has taken the instance over. */
    record Bound(int run) implements LifecycleEvent {}

    /** Something that it needs is not there. */
    record Unbound(int run, List<String> missing) implements LifecycleEvent {
        public Unbound {
            missing = List.copyOf(missing);
        }
    }

    /**
     * The guest ended by its own will.
     *
     * @param lasted how long it ran
     */
    record Exited(int run, int exitCode, Duration lasted) implements LifecycleEvent {}

    /**
     * The guest trapped, its worker died, or it was ended from outside.
     *
     * @param lasted how long it ran
     * @param fault whether it is the module's; it is not where whoever called it gave up, or where there is no place for it
     */
    record Broken(int run, String why, Duration lasted, boolean fault) implements LifecycleEvent {

        /** A fault of the module's. */
        Broken(int run, String why, Duration lasted) {
            this(run, why, lasted, true);
        }
    }

    /** The wait before a restart is over. */
    record RetryDue(int run) implements LifecycleEvent {}

    /** What was to be stopped has stopped. */
    record StopDone(int run) implements LifecycleEvent {}
}
