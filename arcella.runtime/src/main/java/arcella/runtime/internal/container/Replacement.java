package arcella.runtime.internal.container;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.osgi.framework.Bundle;

import arcella.error.ArcellaException;
import arcella.runtime.ModuleId;
import arcella.runtime.ModuleReport.Outcome;
import arcella.runtime.ModuleState;
import arcella.runtime.Progress;
import arcella.runtime.RuntimeError;
import arcella.runtime.UpdateOptions;
import arcella.runtime.UpdateReport;
import arcella.runtime.UpdateReport.Wired;
import arcella.runtime.UpdateReport.WiredBundle;
import arcella.runtime.internal.interop.JavaUse;
import arcella.runtime.internal.store.ModuleRecord;
import arcella.runtime.internal.wiring.Forecast;
import arcella.runtime.internal.wiring.Forecast.Part;
import arcella.runtime.internal.wiring.ImportSet;
import arcella.runtime.internal.wiring.ModuleWit;
import arcella.runtime.manifest.Manifest;
import arcella.wit.SemVer;
import arcella.wit.semver.Bump;
import arcella.worker.InstanceLimits;
import arcella.worker.ModuleContent;
import arcella.worker.ModuleInstance;
import arcella.worker.face.ModuleFace;

/**
 * Puts one content in the place of another, without a call that fails for it.
 *
 * <p>The new content comes as a second bundle beside the first. It is started, but shown to nobody, until all is well
 * and the store has it: up to there, a failure leaves everything as it was. Then its exports are registered, above
 * those of the old one, and SCR binds its consumers to it; the old one's are withdrawn; what runs in the old instance
 * goes on there, and resources that others hold keep it, for a bounded time. Then the old bundle goes.
 *
 * <p>Runs under the lock of the module's name.
 */
final class Replacement {

    private static final Duration SETTLE = Duration.ofSeconds(30);

    private final Container container;
    private final Consumers consumers;

    Replacement(Container container) {
        this.container = container;
        this.consumers = container.consumers();
    }

    /** Compiles the new content, and says what is to be told. */
    interface Compiling {
        List<String> run(InstanceLimits limits, Progress progress);
    }

    /** Writes to the store that the new content is the module's. */
    interface Commit {
        void run(ModuleRecord record);
    }

    /**
     * What is to take a module's place.
     *
     * @param wasm the content, validated
     * @param face what it imports and exports
     * @param manifest its manifest
     * @param record what the store is to know of it
     * @param advised whether the operator is to be told what version it deserves
     * @param compiling compiles it
     * @param commit writes the record
     */
    record Next(
            byte[] wasm, ModuleFace face, Manifest manifest, ModuleRecord record, boolean advised,
            Compiling compiling, Commit commit) {}

    UpdateReport run(ModuleEntry old, Next next, UpdateOptions options, List<String> notes, Progress progress)
            throws InterruptedException {
        ModuleId id = next.record().id();
        ModuleWit wit = ModuleWit.of(next.face());
        Optional<WitChanges> changes = WitChanges.between(container.load(old.record()), next.wasm());
        Optional<Bump> bump = changes.map(wits -> wits.world().bump());
        List<Consumers.Break> broken = consumers.broken(old, wit);
        if (!broken.isEmpty() && !options.force()) {
            throw refusal(old, broken, wit, changes);
        }
        Forecast now = container.providers().now();
        Part part = container.providers().part(old, id, wit);
        Forecast then = now.with(old.id(), Optional.empty()).with(id, Optional.of(part));
        refuseCircle(old, id, now, then);
        // Until it is committed, the new content has no file of its own.
        AtomicReference<ModuleContent> source = new AtomicReference<>(ModuleContent.of(next.wasm()));
        ModuleEntry trial = container.entry(next.record(), next.manifest(), next.face(), source::get);
        List<String> told = new ArrayList<>(notes);
        told.addAll(next.compiling().run(trial.limits(), progress));
        // It may come up with the help of what goes when it takes its place.
        List<ImportSet> waits = now.active(old.id()) && !then.active(id) ? then.lacking(part) : List.of();
        Bundle bundle = bring(old, trial, next, waits, options);
        source.set(container.file(next.record()));
        container.directory().replace(old.id(), trial);
        // Whoever looks from now on sees the new one; whoever is wired is led to it here.
        Optional<ModuleInstance> before = old.life().instance().filter(instance -> !instance.command());
        List<Consumers.Left> wires = before.map(consumers::wires).orElse(List.of());
        List<JavaUse> uses = before.map(consumers.java()::uses).orElse(List.of());
        trial.life().release();
        old.life().hold();
        Optional<ModuleInstance> after = trial.life().instance();
        List<Wired> rewired = new ArrayList<>(after.map(consumers::of).orElse(List.of()));
        before.ifPresent(gone -> rewired.addAll(Consumers.elsewhere(wires, gone, after)));
        Drain drain = before.isPresent() ? Drain.of(before.get(), consumers, options.drain()) : Drain.NOTHING;
        if (before.isPresent()) {
            old.life().hurry(Duration.ZERO);
        }
        old.life().bundle().ifPresent(gone -> retire(old, gone));
        told.addFirst(old.id().equals(id)
                ? "revision " + next.record().revision() + " took the place of revision " + old.record().revision()
                : id + " took the place of " + old.id());
        List<WiredBundle> bundles = new ArrayList<>(after.map(consumers.java()::of).orElse(List.of()));
        before.ifPresent(gone -> bundles.addAll(consumers.java().elsewhere(uses, gone, after)));
        told.addAll(text(rewired, bundles, drain, options));
        if (next.advised()) {
            bump.flatMap(some -> advice(old.id(), id, some)).ifPresent(told::add);
        }
        broken.forEach(one -> told.add("broke " + one.text()));
        return new UpdateReport(new Outcome(container.directory().find(id.toString()).explained(), told),
                bump.map(Replacement::word), rewired, bundles, drain.drained(), drain.cut(), drain.lost());
    }

    /** Starts the new content, if the old one runs, and commits it; takes it away again if it does not come up. */
    private Bundle bring(ModuleEntry old, ModuleEntry trial, Next next, List<ImportSet> waits, UpdateOptions options)
            throws InterruptedException {
        boolean running = old.life().state().live();
        if (running) {
            trial.life().hold();
            trial.life().starting(false);
        }
        Bundle bundle;
        try {
            bundle = container.install(trial, next.wasm());
        } catch (ArcellaException e) {
            trial.life().stopping();
            throw e;
        }
        try {
            if (running) {
                container.bundles().start(trial.id(), bundle);
                trial.life().align();
                refuseUnlessUp(old, trial, waits, options);
            }
            next.commit().run(next.record());
        } catch (ArcellaException | InterruptedException e) {
            container.retire(trial.id(), bundle);
            throw e;
        }
        return bundle;
    }

    private static void refuseCircle(ModuleEntry old, ModuleId id, Forecast now, Forecast then) {
        Optional<String> circle = Providers.circle(old, id, now, then);
        if (circle.isPresent()) {
            throw new ArcellaException(RuntimeError.CYCLE,
                    "the new content of " + id + " would wait for itself: " + circle.get(),
                    old.id() + " is as before; install another provider of one of these, or build them into one component");
        }
    }

    private static void refuseUnlessUp(
            ModuleEntry old, ModuleEntry trial, List<ImportSet> waits, UpdateOptions options) throws InterruptedException {
        ModuleState state = trial.life().settled(SETTLE);
        if (state instanceof ModuleState.Failed(String why)) {
            throw new ArcellaException(
                    RuntimeError.INSTANCE_FAILED, "the new content of " + trial.id() + " failed: " + why,
                    old.id() + " is as before");
        }
        boolean waiting = state instanceof ModuleState.Waiting;
        if ((waiting || !waits.isEmpty()) && old.life().state() instanceof ModuleState.Active && !options.force()) {
            String why = waiting ? "it " + trial.life().explained().reason()
                    : "in the place of " + old.id() + " it would wait for "
                            + String.join(", ", waits.stream().map(ImportSet::text).toList());
            throw new ArcellaException(
                    RuntimeError.WOULD_WAIT, "the new content of " + trial.id() + " could not run: " + why,
                    old.id() + " is as before; start what it needs first, or use --force");
        }
    }

    private void retire(ModuleEntry old, Bundle bundle) {
        try {
            container.retire(old.id(), bundle);
        } catch (ArcellaException e) {
            container.report(e);
        }
    }

    private static ArcellaException refusal(
            ModuleEntry old, List<Consumers.Break> broken, ModuleWit wit, Optional<WitChanges> changes) {
        SemVer version = SemVer.parse(old.id().version());
        StringBuilder what = new StringBuilder("the new content would break ")
                .append(String.join("; ", broken.stream().map(Consumers.Break::text).toList())).append('\n');
        Consumers.differences(broken, old, wit, changes).forEach(line -> what.append("  ").append(line).append('\n'));
        what.append(old.id()).append(" is as before");
        return new ArcellaException(RuntimeError.BREAKS_CONSUMERS, what.toString(),
                "the change deserves a new major version, " + Bump.MAJOR.next(version)
                        + ": install it beside with --version, or use --force");
    }

    private static List<String> text(
            List<Wired> rewired, List<WiredBundle> bundles, Drain drain, UpdateOptions options) {
        List<String> lines = new ArrayList<>();
        rewired.forEach(one -> lines.add("rewired " + one.consumer() + ": " + String.join(", ", one.imports()) + to(one.to())));
        bundles.forEach(one -> lines.add("rewired " + one.bundle() + ": " + String.join(", ", one.exports()) + to(one.to())));
        if (drain.drained() > 0) {
            lines.add("calls in flight that ended in the old instance: " + drain.drained());
        }
        if (drain.cut() > 0) {
            lines.add("calls cut off, as they had not ended after " + options.drain().toSeconds() + " s: " + drain.cut());
        }
        drain.lost().forEach(one -> lines.add("resources lost by " + one.consumer() + ": " + one.handles()));
        return lines;
    }

    private static String to(Optional<String> provider) {
        return provider.map(name -> " to " + name).orElse("");
    }

    /** What the change of an interface deserves, in words. */
    static Optional<String> advice(ModuleId old, ModuleId id, Bump bump) {
        if (bump == Bump.NONE) {
            return Optional.empty();
        }
        SemVer from = SemVer.parse(old.version());
        SemVer to = SemVer.parse(id.version());
        String what = "its interface has changed: that deserves a new " + word(bump) + " version";
        return Optional.of(bump.allows(from, to) ? what + ", and " + to + " is one"
                : what + ", " + bump.next(from) + " or later");
    }

    private static String word(Bump bump) {
        return bump.name().toLowerCase(Locale.ROOT);
    }
}
