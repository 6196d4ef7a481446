package arcella.runtime.internal.lifecycle;

import java.time.Duration;
import java.util.List;

import arcella.runtime.ModuleState;
import arcella.runtime.ModuleState.Active;
import arcella.runtime.ModuleState.Completed;
import arcella.runtime.ModuleState.Failed;
import arcella.runtime.ModuleState.Installed;
import arcella.runtime.ModuleState.Restarting;
import arcella.runtime.ModuleState.Starting;
import arcella.runtime.ModuleState.Stopped;
import arcella.runtime.ModuleState.Stopping;
import arcella.runtime.ModuleState.Waiting;
import arcella.runtime.internal.lifecycle.LifecycleAction.Align;
import arcella.runtime.internal.lifecycle.LifecycleAction.Discard;
import arcella.runtime.internal.lifecycle.LifecycleAction.Prepare;
import arcella.runtime.internal.lifecycle.LifecycleAction.Run;
import arcella.runtime.internal.lifecycle.LifecycleAction.Schedule;
import arcella.runtime.internal.lifecycle.LifecycleEvent.Bound;
import arcella.runtime.internal.lifecycle.LifecycleEvent.Broken;
import arcella.runtime.internal.lifecycle.LifecycleEvent.Exited;
import arcella.runtime.internal.lifecycle.LifecycleEvent.NotPrepared;
import arcella.runtime.internal.lifecycle.LifecycleEvent.Prepared;
import arcella.runtime.internal.lifecycle.LifecycleEvent.Queued;
import arcella.runtime.internal.lifecycle.LifecycleEvent.RetryDue;
import arcella.runtime.internal.lifecycle.LifecycleEvent.Start;
import arcella.runtime.internal.lifecycle.LifecycleEvent.Stop;
import arcella.runtime.internal.lifecycle.LifecycleEvent.StopDone;
import arcella.runtime.internal.lifecycle.LifecycleEvent.Unbound;
import arcella.runtime.manifest.RestartSection;

/**
 * The state machine of one module: a value and the step from one to the next. It does nothing itself; whoever drives it
 * carries out the actions of each step and reports what became of them as further events.
 *
 * <p>A <em>run</em> is the life of one instance, from its preparation to its end; runs are numbered, and an event of
 * another run than the present one changes nothing. Only {@link Start} and {@link Stop} come from people and have no
 * run.
 *
 * <p>Restarts in a row are counted. The count begins anew when a person starts the module and when a run lasted at
 * least {@link #STEADY}; an end that is not the module's fault, as a caller gave up, adds nothing to it, and is followed by a restart whatever the
 * policy: no caller is to end a module for the others. Nor does a start count for which there is no worker at the moment, or a
 * configuration with mistakes: the module comes when there is one, or when they are mended; the waits in
 * between become longer all the same. A start by a person that fails before there is an instance fails at once:
 * that person is there to read why. A restart, or the start of a module when the container starts, that fails the same way is
 * followed by the next; and so is a person's restart of a module that ran, where there is no place for it or the configuration has
 * mistakes: what ran is not to be lost by that.
 *
 * <p>When the container starts, the modules that are to run again are {@link Queued} at once: people see them as Starting,
 * though the first run, and the bundle, come with their turn.
 *
 * <p>Immutable.
 *
 * @param state what people see
 * @param run the present run; 0 before the first
 * @param ready whether the present run has an instance
 * @param attempt restarts in a row so far
 * @param waits how many preparations in a row have failed that count for nothing
 * @param patient whether a preparation that fails is tried again
 * @param policy what follows an end
 */
record Lifecycle(
        ModuleState state, int run, boolean ready, int attempt, int waits, boolean patient, RestartSection policy) {

    /** A run as long as this one shows that the module can live: its failure begins a new count. */
    static final Duration STEADY = Duration.ofMinutes(1);

    /** A step: where it leads, and what is to be done. */
    record Step(Lifecycle next, List<LifecycleAction> actions) {
        Step {
            actions = List.copyOf(actions);
        }
    }

    /** A module that was just installed. */
    static Lifecycle installed(RestartSection policy) {
        return new Lifecycle(new Installed(), 0, false, 0, 0, false, policy);
    }

    /** Whether its DS component is to be enabled. */
    boolean componentEnabled() {
        return switch (state) {
            case Starting(), Waiting(List<String> _), Active() -> ready;
            case Installed(), Restarting(int _, String _), Failed(String _), Completed(int _), Stopping(), Stopped() ->
                false;
        };
    }

    /** Whether it comes as soon as there is a place for it, or mistakes are mended. */
    boolean awaitsPlace() {
        return state instanceof Restarting && waits > 0;
    }

    /** Whether it comes again by itself: after an end, or as the container starts. */
    boolean returning() {
        return state instanceof Restarting || state instanceof Starting && !ready && (patient || attempt > 0);
    }

    /** What follows an event. */
    Step on(LifecycleEvent event) {
        return switch (event) {
            case Start(boolean patiently) -> start(patiently);
            case Queued() when state instanceof Installed -> step(new Starting(), false, 0);
            case Queued() -> same();
            case Stop() -> stop();
            case Prepared(int of) when of == run && run > 0 && state instanceof Starting && !ready ->
                step(new Starting(), true, attempt, new Align());
            case Prepared(int of) -> same(new Discard(of));
            case NotPrepared(int of, String why, boolean fault, boolean ran) when of == run && state instanceof Starting && !ready ->
                notPrepared(why, fault, ran);
            case NotPrepared _ -> same();
            case Bound(int of) when of == run && ready && (state instanceof Starting || state instanceof Waiting) ->
                step(new Active(), true, attempt, new Run(run));
            case Bound _ -> same(new Align());
            case Unbound(int of, List<String> missing) when of == run && componentEnabled() ->
                step(new Waiting(missing), true, attempt);
            case Unbound _ -> same();
            case Exited(int of, int code, Duration lasted) when of == run && ready && componentEnabled() ->
                exited(code, lasted);
            case Exited _ -> same();
            case Broken(int of, String why, Duration lasted, boolean fault) when of == run && ready && componentEnabled() ->
                fault ? retry(why, counted(lasted)) : again(why, Math.max(0, counted(lasted) - 1), 0);
            case Broken _ -> same();
            case RetryDue(int of) when of == run && state instanceof Restarting -> prepare(attempt, true);
            case RetryDue _ -> same();
            case StopDone(int of) when of == run && state instanceof Stopping -> step(new Stopped(), false, 0);
            case StopDone _ -> same();
        };
    }

    private Step start(boolean patiently) {
        return switch (state) {
            case Installed(), Stopped(), Failed(String _), Completed(int _), Restarting(int _, String _) ->
                prepare(0, patiently);
            // Before its first run it only waits for its turn.
            case Starting() -> run == 0 ? prepare(0, patiently) : same();
            case Waiting(List<String> _), Active(), Stopping() -> same();
        };
    }

    private Step stop() {
        return switch (state) {
            case Starting(), Waiting(List<String> _), Active() ->
                step(new Stopping(), false, 0, new Align(), new Discard(run));
            case Restarting(int _, String _), Failed(String _), Completed(int _) ->
                step(new Stopped(), false, 0, new Align());
            case Installed(), Stopping(), Stopped() -> same();
        };
    }

    private Step prepare(int nextAttempt, boolean patiently) {
        Lifecycle next = new Lifecycle(new Starting(), run + 1, false, nextAttempt, patiently ? waits : 0, patiently, policy);
        return new Step(next, List.of(new Prepare(run + 1)));
    }

    private Step notPrepared(String why, boolean fault, boolean ran) {
        if (!fault && (patient || ran)) {
            return again(why, Math.max(0, attempt - 1), waits + 1);
        }
        return patient ? retry(why, attempt) : step(new Failed(why), false, 0);
    }

    private Step exited(int code, Duration lasted) {
        int soFar = counted(lasted);
        if (policy.policy() == RestartSection.Policy.ALWAYS && soFar < policy.max()) {
            return retry("it ended with exit code " + Integer.toUnsignedString(code), soFar);
        }
        return step(new Completed(code), false, 0, new Align(), new Discard(run));
    }

    private Step retry(String why, int soFar) {
        boolean again = switch (policy.policy()) {
            case ALWAYS, ON_FAILURE -> soFar < policy.max();
            case NEVER -> false;
        };
        if (!again) {
            return step(new Failed(why), false, 0, new Align(), new Discard(run));
        }
        return again(why, soFar, 0);
    }

    private Step again(String why, int soFar, int nextWaits) {
        int next = soFar + 1;
        Lifecycle after = new Lifecycle(new Restarting(next, why), run, false, next, nextWaits, patient, policy);
        return new Step(after, List.of(new Align(), new Discard(run), new Schedule(run, policy.delay(Math.max(next, nextWaits)))));
    }

    private int counted(Duration lasted) {
        return lasted.compareTo(STEADY) >= 0 ? 0 : attempt;
    }

    private Step step(ModuleState next, boolean nextReady, int nextAttempt, LifecycleAction... actions) {
        return new Step(new Lifecycle(next, run, nextReady, nextAttempt, 0, patient, policy), List.of(actions));
    }

    private Step same(LifecycleAction... actions) {
        return new Step(this, List.of(actions));
    }
}
