package arcella.runtime.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

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
import arcella.runtime.internal.lifecycle.Lifecycle.Step;
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
import arcella.runtime.manifest.RestartSection.Policy;

class LifecycleTest {

    private static final Duration SHORT = Duration.ofSeconds(3);

    private static RestartSection policy(Policy policy, int max) {
        return new RestartSection(policy, max, Duration.ofSeconds(1), Duration.ofSeconds(5));
    }

    private static final RestartSection ON_FAILURE = policy(Policy.ON_FAILURE, 2);

    /** Follows events from the state after install. */
    private static Step after(RestartSection policy, LifecycleEvent... events) {
        Step step = new Step(Lifecycle.installed(policy), List.of());
        for (LifecycleEvent event : events) {
            step = step.next().on(event);
        }
        return step;
    }

    private static void expect(Step step, ModuleState state, LifecycleAction... actions) {
        assertThat(step.next().state()).isEqualTo(state);
        assertThat(step.actions()).containsExactly(actions);
    }

    @Test
    void startsAReactorAndStopsIt() {
        expect(after(ON_FAILURE), new Installed());
        expect(after(ON_FAILURE, new Start(false)), new Starting(), new Prepare(1));
        expect(after(ON_FAILURE, new Start(false), new Prepared(1)), new Starting(), new Align());
        expect(after(ON_FAILURE, new Start(false), new Prepared(1), new Bound(1)), new Active(), new Run(1));
        expect(after(ON_FAILURE, new Start(false), new Prepared(1), new Bound(1), new Stop()),
                new Stopping(), new Align(), new Discard(1));
        expect(after(ON_FAILURE, new Start(false), new Prepared(1), new Bound(1), new Stop(), new StopDone(1)), new Stopped());
        expect(after(ON_FAILURE, new Start(false), new Prepared(1), new Bound(1), new Stop(), new StopDone(1), new Start(false)),
                new Starting(), new Prepare(2));
    }

    @Test
    void aModuleWhoseTurnIsStillToComeIsStarting() {
        expect(after(ON_FAILURE, new Queued()), new Starting());
        expect(after(ON_FAILURE, new Queued(), new Start(true)), new Starting(), new Prepare(1));
        expect(after(ON_FAILURE, new Queued(), new Start(true), new Start(true)), new Starting());
        expect(after(ON_FAILURE, new Queued(), new NotPrepared(0, "no room")), new Failed("no room"));
        expect(after(ON_FAILURE, new Queued(), new Stop(), new StopDone(0)), new Stopped());
        expect(after(ON_FAILURE, new Start(false), new Queued()), new Starting());
        expect(after(ON_FAILURE, new Start(false), new NotPrepared(0, "late")), new Starting());
    }

    @Test
    void completesACommandWhateverItsExitCode() {
        for (Policy policy : List.of(Policy.ON_FAILURE, Policy.NEVER)) {
            expect(after(policy(policy, 5), new Start(false), new Prepared(1), new Bound(1), new Exited(1, 3, SHORT)),
                    new Completed(3), new Align(), new Discard(1));
        }
        expect(after(ON_FAILURE, new Start(false), new Prepared(1), new Bound(1), new Exited(1, 0, SHORT), new Start(false)),
                new Starting(), new Prepare(2));
    }

    @Test
    void runsACommandAgainUnderAlways() {
        RestartSection always = policy(Policy.ALWAYS, 1);
        expect(after(always, new Start(false), new Prepared(1), new Bound(1), new Exited(1, 0, SHORT)),
                new Restarting(1, "it ended with exit code 0"),
                new Align(), new Discard(1), new Schedule(1, Duration.ofSeconds(1)));
        expect(after(always, new Start(false), new Prepared(1), new Bound(1), new Exited(1, 0, SHORT), new RetryDue(1),
                new Prepared(2), new Bound(2), new Exited(2, 7, SHORT)),
                new Completed(7), new Align(), new Discard(2));
        expect(after(always, new Start(false), new Prepared(1), new Bound(1), new Exited(1, 0, SHORT), new RetryDue(1),
                new Prepared(2), new Bound(2), new Exited(2, 7, Lifecycle.STEADY)),
                new Restarting(1, "it ended with exit code 7"),
                new Align(), new Discard(2), new Schedule(2, Duration.ofSeconds(1)));
    }

    @Test
    void restartsWithGrowingWaitsThenFails() {
        Step step = after(ON_FAILURE, new Start(false), new Prepared(1), new Bound(1), new Broken(1, "trap", SHORT));
        expect(step, new Restarting(1, "trap"), new Align(), new Discard(1), new Schedule(1, Duration.ofSeconds(1)));
        step = step.next().on(new RetryDue(1));
        expect(step, new Starting(), new Prepare(2));
        step = step.next().on(new NotPrepared(2, "no worker"));
        expect(step, new Restarting(2, "no worker"), new Align(), new Discard(2), new Schedule(2, Duration.ofSeconds(2)));
        step = step.next().on(new RetryDue(2)).next().on(new Prepared(3)).next().on(new Bound(3));
        expect(step, new Active(), new Run(3));
        step = step.next().on(new Broken(3, "trap again", SHORT));
        expect(step, new Failed("trap again"), new Align(), new Discard(3));
        expect(step.next().on(new Start(false)), new Starting(), new Prepare(4));
    }

    @Test
    void beginsANewCountAfterASteadyRun() {
        Step step = after(policy(Policy.ON_FAILURE, 1), new Start(false), new Prepared(1), new Bound(1),
                new Broken(1, "one", SHORT), new RetryDue(1), new Prepared(2), new Bound(2),
                new Broken(2, "two", Lifecycle.STEADY));
        expect(step, new Restarting(1, "two"), new Align(), new Discard(2), new Schedule(2, Duration.ofSeconds(1)));
    }

    /** Whoever calls and gives up ends the instance, and could bring any module down by that, if it counted. */
    @Test
    void whatIsNotItsFaultDoesNotCount() {
        Step step = after(ON_FAILURE, new Start(false), new Prepared(1), new Bound(1));
        for (int run = 1; run < 20; run++) {
            step = step.next().on(new Broken(run, "cancelled", SHORT, false));
            assertThat(step.next().state()).isEqualTo(new Restarting(1, "cancelled"));
            step = step.next().on(new RetryDue(run)).next().on(new Prepared(run + 1)).next().on(new Bound(run + 1));
        }
        step = step.next().on(new Broken(20, "trap", SHORT));
        assertThat(step.next().state()).isEqualTo(new Restarting(2, "trap"));
    }

    /** Or every caller could end it for the others. */
    @Test
    void whatIsNotItsFaultIsFollowedByARestartWhateverThePolicy() {
        for (RestartSection policy : List.of(policy(Policy.NEVER, 5), policy(Policy.ON_FAILURE, 0))) {
            Step step = after(policy, new Start(false), new Prepared(1), new Bound(1), new Broken(1, "cancelled", SHORT, false));
            expect(step, new Restarting(1, "cancelled"), new Align(), new Discard(1), new Schedule(1, policy.delay(1)));
            step = step.next().on(new RetryDue(1)).next().on(new Prepared(2)).next().on(new Bound(2));
            assertThat(step.next().state()).isEqualTo(new Active());
            expect(step.next().on(new Broken(2, "trap", SHORT)), new Failed("trap"), new Align(), new Discard(2));
        }
    }

    /** As long as it takes; but whoever starts it by hand is told. */
    @Test
    void itComesWhenThereIsAPlaceForIt() {
        RestartSection once = policy(Policy.ON_FAILURE, 1);
        expect(after(once, new Start(false), new NotPrepared(1, "no place", false, false)), new Failed("no place"));
        Step step = after(once, new Start(true), new NotPrepared(1, "no place", false, false));
        for (int run = 1; run < 20; run++) {
            expect(step, new Restarting(1, "no place"), new Align(), new Discard(run), new Schedule(run, once.delay(run)));
            step = step.next().on(new RetryDue(run)).next().on(new NotPrepared(run + 1, "no place", false, false));
        }
        Lifecycle there = step.next().on(new RetryDue(20)).next().on(new Prepared(21)).next().on(new Bound(21)).next();
        assertThat(there.state()).isEqualTo(new Active());
    }

    /** Who restarts what runs is told, too, and loses nothing by it. */
    @Test
    void whatRanComesWhenThereIsAPlaceForItWhoeverRestartedIt() {
        RestartSection never = policy(Policy.NEVER, 1);
        Step step = after(never, new Start(false), new NotPrepared(1, "no place", false, true));
        expect(step, new Restarting(1, "no place"), new Align(), new Discard(1), new Schedule(1, never.delay(1)));
        assertThat(step.next().awaitsPlace()).isTrue();
        step = step.next().on(new RetryDue(1));
        expect(step, new Starting(), new Prepare(2));
        expect(step.next().on(new NotPrepared(2, "no place", false, false)), new Restarting(1, "no place"), new Align(), new Discard(2),
                new Schedule(2, never.delay(2)));
        expect(step.next().on(new Prepared(2)).next().on(new Bound(2)), new Active(), new Run(2));
        // What is the module's own fault is its end, as at any start by hand.
        expect(after(ON_FAILURE, new Start(false), new NotPrepared(1, "no module", true, true)), new Failed("no module"));
    }

    /** Its place among the workers is kept from the end of one run to the next one. */
    @Test
    void itReturnsFromAnEndUntilThereIsAnInstance() {
        Lifecycle running = after(ON_FAILURE, new Start(false), new Prepared(1), new Bound(1)).next();
        assertThat(running.returning()).isFalse();
        assertThat(after(ON_FAILURE, new Start(false)).next().returning()).as("a person's start").isFalse();
        assertThat(after(ON_FAILURE, new Start(true)).next().returning()).as("the container's").isTrue();
        Lifecycle broken = running.on(new Broken(1, "worker lost", SHORT)).next();
        assertThat(broken.returning()).isTrue();
        Lifecycle due = broken.on(new RetryDue(1)).next();
        assertThat(due.returning()).isTrue();
        assertThat(due.on(new Prepared(2)).next().returning()).isFalse();
        assertThat(broken.on(new Stop()).next().returning()).isFalse();
    }

    @Test
    void doesNotRestartUnderNever() {
        expect(after(policy(Policy.NEVER, 5), new Start(false), new Prepared(1), new Bound(1), new Broken(1, "trap", SHORT)),
                new Failed("trap"), new Align(), new Discard(1));
    }

    @Test
    void failsAtOnceWhenAPersonsStartHasNoInstance() {
        expect(after(ON_FAILURE, new Start(false), new NotPrepared(1, "no module")), new Failed("no module"));
    }

    @Test
    void triesAgainWhenNobodyIsThereToReadWhy() {
        expect(after(ON_FAILURE, new Start(true), new NotPrepared(1, "no worker")), new Restarting(1, "no worker"),
                new Align(), new Discard(1), new Schedule(1, Duration.ofSeconds(1)));
    }

    @Test
    void waitsForWhatItNeeds() {
        Step waiting = after(ON_FAILURE, new Start(false), new Prepared(1), new Unbound(1, List.of("a:b/c")));
        expect(waiting, new Waiting(List.of("a:b/c")));
        expect(waiting.next().on(new Bound(1)), new Active(), new Run(1));
        expect(waiting.next().on(new Bound(1)).next().on(new Unbound(1, List.of("d:e/f"))),
                new Waiting(List.of("d:e/f")));
        expect(waiting.next().on(new Broken(1, "worker lost", SHORT)), new Restarting(1, "worker lost"),
                new Align(), new Discard(1), new Schedule(1, Duration.ofSeconds(1)));
    }

    @Test
    void discardsAnInstanceThatComesTooLate() {
        expect(after(ON_FAILURE, new Start(false), new Stop(), new Prepared(1)), new Stopping(), new Discard(1));
        expect(after(ON_FAILURE, new Start(false), new Stop(), new StopDone(1), new Start(false), new Prepared(1)),
                new Starting(), new Discard(1));
    }

    @Test
    void startsAtOnceWhenAPersonWillNotWaitForTheRestart() {
        Step step = after(ON_FAILURE, new Start(false), new Prepared(1), new Bound(1), new Broken(1, "trap", SHORT), new Start(false));
        expect(step, new Starting(), new Prepare(2));
        expect(step.next().on(new RetryDue(1)), new Starting());
        expect(step.next().on(new NotPrepared(2, "bad")), new Failed("bad"));
    }

    /** From every state that can be reached, every event leads where the rules allow, whatever came before. */
    @Test
    void holdsItsRulesFromEveryReachableState() {
        for (Policy policy : Policy.values()) {
            Set<Lifecycle> seen = new LinkedHashSet<>();
            List<Lifecycle> open = new ArrayList<>(List.of(Lifecycle.installed(policy(policy, 2))));
            while (!open.isEmpty()) {
                Lifecycle from = open.removeLast();
                if (!seen.add(from) || from.run() > 4) {
                    continue;
                }
                for (LifecycleEvent event : events(from.run())) {
                    Step step = from.on(event);
                    check(from, event, step);
                    open.add(step.next());
                }
            }
            assertThat(seen.stream().map(lifecycle -> lifecycle.state().word()).distinct())
                    .contains("Installed", "Starting", "Waiting", "Active", "Failed", "Completed", "Stopping", "Stopped");
        }
    }

    private static List<LifecycleEvent> events(int run) {
        List<LifecycleEvent> events = new ArrayList<>(List.of(new Start(false), new Start(true), new Queued(), new Stop()));
        for (int of = Math.max(0, run - 1); of <= run + 1; of++) {
            events.addAll(List.of(
                    new Prepared(of), new NotPrepared(of, "why"), new Bound(of), new Unbound(of, List.of("x:y/z")),
                    new Exited(of, 0, SHORT), new Exited(of, 1, Lifecycle.STEADY), new Broken(of, "why", SHORT),
                    new Broken(of, "why", Lifecycle.STEADY), new RetryDue(of), new StopDone(of)));
        }
        return events;
    }

    private static void check(Lifecycle from, LifecycleEvent event, Step step) {
        Lifecycle to = step.next();
        String what = from + " on " + event + " -> " + step;
        int of = switch (event) {
            case Start(boolean _) -> from.run();
            case Queued() -> from.run();
            case Stop() -> from.run();
            case Prepared(int run) -> run;
            case NotPrepared(int run, String _, boolean _, boolean _) -> run;
            case Bound(int run) -> run;
            case Unbound(int run, List<String> _) -> run;
            case Exited(int run, int _, Duration _) -> run;
            case Broken(int run, String _, Duration _, boolean _) -> run;
            case RetryDue(int run) -> run;
            case StopDone(int run) -> run;
        };
        if (of != from.run()) {
            assertThat(to).as("news of another run changes nothing: " + what).isEqualTo(from);
        }
        assertThat(to.run()).as("a new run begins with its preparation: " + what)
                .isEqualTo(from.run() + (step.actions().contains(new Prepare(from.run() + 1)) ? 1 : 0));
        assertThat(to.attempt()).as(what).isBetween(0, to.policy().max());
        if (to.state() instanceof Restarting(int attempt, String _)) {
            assertThat(attempt).as(what).isEqualTo(to.attempt()).isPositive();
        }
        if (from.ready() && !to.ready()) {
            assertThat(step.actions()).as("an instance that is given up is discarded: " + what)
                    .contains(new Discard(from.run()));
        }
        if (event instanceof Prepared(int run) && !(to.ready() && to.run() == run && !from.ready())) {
            assertThat(step.actions()).as("an instance that nobody wants is discarded: " + what).contains(new Discard(run));
        }
        if (from.componentEnabled() != to.componentEnabled()) {
            assertThat(step.actions()).as("the component follows: " + what).contains(new Align());
        }
        if (to.state() instanceof Active && !(from.state() instanceof Active)) {
            assertThat(event).as(what).isInstanceOf(Bound.class);
            assertThat(step.actions()).as(what).contains(new Run(to.run()));
        }
        if (event instanceof Stop) {
            assertThat(to.state()).as(what).isInstanceOfAny(Stopped.class, Stopping.class, Installed.class);
        }
        if (to.state() instanceof Restarting && !to.equals(from)) {
            assertThat(step.actions()).as(what).hasAtLeastOneElementOfType(Schedule.class);
        }
    }
}
