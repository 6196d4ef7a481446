package arcella.runtime.internal.container;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import arcella.runtime.ModuleId;
import arcella.runtime.ModulePlan;
import arcella.runtime.ModulePlan.Action;
import arcella.runtime.ModulePlan.Rewire;
import arcella.runtime.ModulePlan.Wait;
import arcella.runtime.UpdateReport.Lost;
import arcella.runtime.internal.wiring.Forecast;
import arcella.runtime.internal.wiring.Forecast.Part;
import arcella.runtime.internal.wiring.ImportSet;
import arcella.runtime.internal.wiring.ModuleWit;
import arcella.worker.ModuleInstance;

/** Says what a step would do, by comparing how things are with how they would be. Changes nothing. */
final class Planner {

    private final Providers providers;
    private final Consumers consumers;

    Planner(Providers providers, Consumers consumers) {
        this.providers = providers;
        this.consumers = consumers;
    }

    /** What starting a module would do. */
    ModulePlan start(ModuleEntry entry) {
        Optional<String> circle = providers.circle(entry);
        if (circle.isPresent()) {
            return refused(Action.START, entry, List.of(itself(circle.get())));
        }
        Forecast now = providers.now();
        Forecast then = now.with(entry.id(), Optional.of(providers.part(entry).started(true)));
        return compare(Action.START, entry, List.of(), now, then, List.of());
    }

    /** What stopping it would do. */
    ModulePlan stop(ModuleEntry entry) {
        Forecast now = providers.now();
        return compare(Action.STOP, entry, List.of(), now,
                now.with(entry.id(), Optional.of(providers.part(entry).started(false))), List.of());
    }

    /** What removing it would do. */
    ModulePlan remove(ModuleEntry entry) {
        Forecast now = providers.now();
        List<String> notes = consumers.broken(entry, ModuleWit.nothing()).stream().filter(one -> !one.bound())
                .map(one -> "leaves " + one.text()).toList();
        return compare(Action.REMOVE, entry, List.of(), now, now.with(entry.id(), Optional.empty()), notes);
    }

    /**
     * What putting other content in its place would do.
     *
     * @param id what the module would be called
     * @param next what it would import and export
     * @param changes the difference as WIT
     */
    ModulePlan update(ModuleEntry entry, ModuleId id, ModuleWit next, Optional<WitChanges> changes) {
        List<Consumers.Break> broken = consumers.broken(entry, next);
        List<String> refused = new ArrayList<>();
        broken.forEach(one -> refused.add("it would break " + one.text()));
        refused.addAll(Consumers.differences(broken, entry, next, changes));
        Forecast now = providers.now();
        Part part = providers.part(entry, id, next);
        Forecast then = now.with(entry.id(), Optional.empty()).with(id, Optional.of(part));
        Optional<String> circle = Providers.circle(entry, id, now, then);
        if (circle.isPresent()) {
            refused.add(itself(circle.get()));
            return refused(Action.UPDATE, entry, refused);
        }
        if (now.active(entry.id()) && !then.active(id)) {
            refused.add("it could not run: it waits for " + text(then.lacking(part)));
        }
        List<String> notes = changes.map(wit -> Replacement.advice(entry.id(), id, wit.world().bump())).stream()
                .flatMap(Optional::stream).toList();
        return compare(Action.UPDATE, entry, refused, now, then, notes);
    }

    private static String itself(String circle) {
        return "it would wait for itself: " + circle;
    }

    /** Of a step that nothing brings about. */
    private static ModulePlan refused(Action action, ModuleEntry entry, List<String> why) {
        return new ModulePlan(action, entry.id(), why, false, List.of(), List.of(), List.of(), false, 0, List.of(),
                List.of(), List.of(), Optional.empty());
    }

    private ModulePlan compare(
            Action action, ModuleEntry entry, List<String> refused, Forecast now, Forecast then, List<String> notes) {
        List<Rewire> rewired = new ArrayList<>();
        List<ModuleId> activated = new ArrayList<>();
        List<Wait> waiting = new ArrayList<>();
        for (Part part : then.parts()) {
            boolean was = now.active(part.id());
            boolean is = then.active(part.id());
            if (is && !was && part.id() != entry.id() && now.find(part.id()).isPresent()) {
                activated.add(part.id());
            }
            if (part.started() && !is && (was || part.id().equals(entry.id()))) {
                waiting.add(new Wait(part.id(), then.lacking(part).stream().map(ImportSet::text).toList()));
            }
            if (is) {
                rewired.addAll(rewires(part, now, then, was));
            }
        }
        boolean stopped = action != Action.START && entry.life().state().live();
        Optional<ModuleInstance> instance = stopped
                ? entry.life().instance().filter(made -> !made.command() && made.ending().isEmpty()) : Optional.empty();
        int inFlight = instance.map(made -> made.statistics().callsWaiting()).orElse(0);
        List<Lost> held = instance.map(consumers::holders).orElse(List.of());
        return new ModulePlan(
                action, entry.id(), refused, !refused.isEmpty(), rewired, activated, waiting, stopped, inFlight, held,
                consumers.java().steps(now, then), notes, Optional.empty());
    }

    /** One for each pair of providers, before and after. */
    private static List<Rewire> rewires(Part part, Forecast now, Forecast then, boolean was) {
        Map<List<String>, List<ImportSet>> found = new LinkedHashMap<>();
        for (ImportSet set : part.wit().imports()) {
            String before = was ? now.find(part.id()).flatMap(old -> now.provider(old, set)).map(Planner::name)
                    .orElse(part.elsewhere().contains(set.reference()) ? "a Java service" : "") : "";
            String after = then.provider(part, set).map(Planner::name)
                    .orElse(part.fallback().test(set) ? "a Java service" : "");
            if (!after.isEmpty() && !after.equals(before)) {
                found.computeIfAbsent(List.of(before, after), unused -> new ArrayList<>()).add(set);
            }
        }
        return found.entrySet().stream().map(one ->
                new Rewire(part.id(), text(one.getValue()), one.getKey().getFirst(), one.getKey().getLast())).toList();
    }

    private static String name(Part part) {
        return part.id() + " revision " + part.revision();
    }

    private static String text(List<ImportSet> sets) {
        return String.join(", ", sets.stream().map(ImportSet::text).toList());
    }
}
