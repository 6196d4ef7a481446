package arcella.runtime.internal.wiring;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import arcella.runtime.ModuleId;
import arcella.runtime.internal.wiring.Ranks.Position;
import arcella.wit.SemVer;

/**
 * Who is Active and who is wired to whom, if these modules are there: what SCR comes to, computed without it. Comparing
 * one of how things are with one of how they would be shows what a step changes. As in SCR, where exports name those whom
 * they need, no module is led to one that needs it; {@link #circle} tells where that made a difference. Immutable.
 */
public final class Forecast {

    /**
     * A module.
     *
     * @param id name and version
     * @param revision its revision
     * @param wit what it imports and exports
     * @param started whether it is to run
     * @param rank what the operator says of its exports beside others'
     * @param sequence when its exports were registered; empty if they are not, and would be the latest
     * @param elsewhere the references that something other than a module satisfies
     * @param fallback which sets something other than a module could satisfy
     */
    public record Part(ModuleId id, int revision, ModuleWit wit, boolean started, int rank, OptionalLong sequence,
            Set<String> elsewhere, Predicate<ImportSet> fallback) {

        /** Copies the set. */
        public Part {
            elsewhere = Set.copyOf(elsewhere);
        }

        /** The same, to run or not. */
        public Part started(boolean wanted) {
            return new Part(id, revision, wit, wanted, rank, sequence, elsewhere, fallback);
        }
    }

    private final Map<ModuleId, Part> parts = new LinkedHashMap<>();
    private final Map<String, List<Part>> exporters = new HashMap<>();
    /** Those that are Active, each with the sequence of its exports. */
    private final Map<ModuleId, Long> active = new LinkedHashMap<>();
    private final Map<ModuleId, Map<String, Part>> wires = new HashMap<>();

    /** @param parts the modules, each id once */
    public Forecast(Collection<Part> parts) {
        parts.forEach(part -> this.parts.put(part.id(), part));
        for (Part part : this.parts.values()) {
            part.wit().exports().stream().map(Interface::key).distinct().forEach(key ->
                    exporters.computeIfAbsent(key, unused -> new ArrayList<>()).add(part));
        }
        long latest = Long.MAX_VALUE - this.parts.size();
        boolean more = true;
        // Each round makes more of them Active or leads wires to what is better, so that there is a last one.
        while (more) {
            more = false;
            for (Part part : this.parts.values()) {
                if (part.started() && !active(part.id()) && lacking(part).isEmpty()) {
                    // Wired before anybody is led to it, as in SCR.
                    rewire(part);
                    active.put(part.id(), part.sequence().orElse(latest + active.size()));
                    more = true;
                }
            }
            for (ModuleId id : active.keySet()) {
                more |= rewire(Optional.ofNullable(this.parts.get(id)).orElseThrow());
            }
        }
    }

    private boolean rewire(Part part) {
        Map<String, Part> own = wires.computeIfAbsent(part.id(), unused -> new HashMap<>());
        boolean changed = false;
        for (ImportSet set : part.wit().imports()) {
            Optional<Part> best = choice(part, set, one -> !needs(one, part));
            if (best.isPresent() && own.put(set.reference(), best.get()) != best.get()) {
                changed = true;
            }
        }
        return changed;
    }

    /** The modules. */
    public List<Part> parts() {
        return List.copyOf(parts.values());
    }

    /** One of them. */
    public Optional<Part> find(ModuleId id) {
        return Optional.ofNullable(parts.get(id));
    }

    /** The same with another in a module's place, or with none, or with one more. */
    public Forecast with(ModuleId id, Optional<Part> next) {
        List<Part> changed = new ArrayList<>(parts.values());
        changed.removeIf(one -> one.id().equals(id));
        next.ifPresent(changed::add);
        return new Forecast(changed);
    }

    /** Whether a module runs and has all that it needs. */
    public boolean active(ModuleId id) {
        return active.containsKey(id);
    }

    /** What a module imports and no Active one provides. */
    public List<ImportSet> lacking(Part part) {
        return part.wit().imports().stream()
                .filter(set -> !part.elsewhere().contains(set.reference()) && provider(part, set).isEmpty()
                        && !part.fallback().test(set)).toList();
    }

    /** The module that provides a set of a module's imports. */
    public Optional<Part> provider(Part part, ImportSet set) {
        return active(part.id()) ? wire(part, set) : choice(part, set, one -> true);
    }

    private Optional<Part> wire(Part part, ImportSet set) {
        return Optional.ofNullable(wires.get(part.id())).map(own -> own.get(set.reference()));
    }

    private Optional<Part> choice(Part part, ImportSet set, Predicate<Part> allowed) {
        if (part.elsewhere().contains(set.reference())) {
            return Optional.empty();
        }
        return candidates(part, set).filter(one -> active(one.id())).filter(allowed)
                .max(Comparator.comparing(one -> position(one, set)));
    }

    private Stream<Part> candidates(Part part, ImportSet set) {
        return exporters.getOrDefault(set.first().key(), List.of()).stream()
                .filter(one -> one != part && set.satisfiedBy(one.wit().exports()));
    }

    /** The Active modules that have such an export. */
    public List<Part> exporting(Predicate<Interface> export) {
        return parts.values().stream().filter(part -> active(part.id()) && part.wit().exports().stream().anyMatch(export))
                .toList();
    }

    /** The one of them that is taken first. */
    public Optional<Part> best(Predicate<Interface> export) {
        return exporting(export).stream().max(Comparator.comparing(one -> position(one, export)));
    }

    private Position position(Part part, ImportSet set) {
        return position(part, one -> one.satisfies(set.first()));
    }

    private Position position(Part part, Predicate<Interface> export) {
        Optional<SemVer> version = part.wit().exports().stream().filter(export).findFirst().flatMap(Interface::version);
        return new Position(part.rank(), version, SemVer.parse(part.id().version()), part.revision(),
                Optional.ofNullable(active.get(part.id())).orElseThrow());
    }

    private boolean needs(Part one, Part other) {
        return one == other || !way(one, other, new HashSet<>()).isEmpty();
    }

    /** One step of a way from module to module. */
    private record Step(Part from, ImportSet set, Part to) {
        @Override
        public String toString() {
            return from.id() + " imports " + set.text() + " from " + to.id();
        }
    }

    /** Along which wires one module leads to another; empty if it does not. */
    private List<Step> way(Part from, Part to, Set<Part> seen) {
        for (ImportSet set : from.wit().imports()) {
            Optional<Part> next = wire(from, set);
            if (next.isPresent() && seen.add(next.get())) {
                Step step = new Step(from, set, next.get());
                List<Step> rest = next.get() == to ? List.of() : way(next.get(), to, seen);
                if (next.get() == to || !rest.isEmpty()) {
                    return concat(step, rest);
                }
            }
        }
        return List.of();
    }

    private static List<Step> concat(Step first, List<Step> rest) {
        List<Step> steps = new ArrayList<>();
        steps.add(first);
        steps.addAll(rest);
        return List.copyOf(steps);
    }

    /**
     * The circle that a module is in: of modules that wait for each other, as each needs what can only be had from the
     * next, or of Active ones, one of which would be led to the next by the rule of choice alone.
     *
     * @return who imports what from whom, in words; empty if there is none
     */
    public Optional<String> circle(ModuleId id) {
        Part part = parts.get(id);
        if (part == null || !part.started()) {
            return Optional.empty();
        }
        List<Step> steps = active(id) ? avoided(part) : waiting(part);
        return steps.isEmpty() ? Optional.empty()
                : Optional.of(String.join(", ", steps.stream().map(Step::toString).toList()));
    }

    private List<Step> avoided(Part part) {
        for (ModuleId id : active.keySet()) {
            Part consumer = Optional.ofNullable(parts.get(id)).orElseThrow();
            for (ImportSet set : consumer.wit().imports()) {
                Optional<Part> better = choice(consumer, set, one -> true);
                if (better.isPresent() && !better.equals(wire(consumer, set))) {
                    List<Step> back = way(better.get(), consumer, new HashSet<>());
                    if (consumer == part || back.stream().anyMatch(step -> step.from() == part)) {
                        return concat(new Step(consumer, set, better.get()), back);
                    }
                }
            }
        }
        return List.of();
    }

    private List<Step> waiting(Part part) {
        Forecast all = new Forecast(parts.values().stream().map(one -> one.started(true)).toList());
        // Those that even then only wait for each other; who waits for something that nobody has is not among them.
        Set<ModuleId> stuck = new HashSet<>(parts.keySet());
        stuck.removeAll(all.active.keySet());
        while (stuck.removeIf(id -> stuckOn(Optional.ofNullable(parts.get(id)).orElseThrow(), stuck).isEmpty())) {
            // Whoever waited for one of these only may get on as well.
        }
        return stuck.contains(part.id()) ? back(part, part, stuck, new HashSet<>()) : List.of();
    }

    /** The sets that can be had from these modules only. */
    private List<ImportSet> stuckOn(Part part, Set<ModuleId> stuck) {
        return part.wit().imports().stream().filter(set -> !part.elsewhere().contains(set.reference())
                && candidates(part, set).findAny().isPresent()
                && candidates(part, set).allMatch(one -> stuck.contains(one.id())) && !part.fallback().test(set)).toList();
    }

    private List<Step> back(Part from, Part to, Set<ModuleId> stuck, Set<Part> seen) {
        for (ImportSet set : stuckOn(from, stuck)) {
            for (Part next : candidates(from, set).toList()) {
                Step step = new Step(from, set, next);
                if (next == to) {
                    return List.of(step);
                }
                List<Step> rest = seen.add(next) ? back(next, to, stuck, seen) : List.of();
                if (!rest.isEmpty()) {
                    return concat(step, rest);
                }
            }
        }
        return List.of();
    }
}
