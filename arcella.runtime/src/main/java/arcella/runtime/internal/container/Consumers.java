package arcella.runtime.internal.container;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import arcella.runtime.ModuleId;
import arcella.runtime.ModuleState;
import arcella.runtime.UpdateReport.Lost;
import arcella.runtime.UpdateReport.Wired;
import arcella.runtime.internal.wiring.ImportSet;
import arcella.runtime.internal.wiring.Interface;
import arcella.runtime.internal.wiring.ModuleWit;
import arcella.runtime.internal.wiring.Wire;
import arcella.worker.ModuleInstance;

/** Who uses which module. Thread-safe. */
final class Consumers {

    private final ModuleDirectory directory;
    private final Providers providers;
    private final JavaConsumers java;

    Consumers(ModuleDirectory directory, Providers providers, JavaConsumers java) {
        this.directory = directory;
        this.providers = providers;
        this.java = java;
    }

    /** Those that are no modules. */
    JavaConsumers java() {
        return java;
    }

    /** The modules whose wires lead to an instance now. */
    List<Wired> of(ModuleInstance instance) {
        Map<ModuleId, List<String>> found = new LinkedHashMap<>();
        for (ModuleEntry entry : directory.all()) {
            for (Wire wire : entry.wiring().wires()) {
                if (wire.instance().filter(one -> one == instance).isPresent()) {
                    wire.set().interfaces().forEach(one ->
                            found.computeIfAbsent(entry.id(), unused -> new ArrayList<>()).add(one.name()));
                }
            }
        }
        return found.entrySet().stream().map(one -> new Wired(one.getKey(), one.getValue(), Optional.empty())).toList();
    }

    /** A wire that led to an instance. */
    record Left(ModuleEntry consumer, Wire wire) {}

    /** The wires that lead to an instance now. */
    List<Left> wires(ModuleInstance instance) {
        List<Left> found = new ArrayList<>();
        for (ModuleEntry entry : directory.all()) {
            entry.wiring().wires().stream().filter(wire -> wire.instance().filter(one -> one == instance).isPresent())
                    .forEach(wire -> found.add(new Left(entry, wire)));
        }
        return found;
    }

    /** Of wires that led to an instance which has gone, those that lead to somebody else than the one in its place. */
    static List<Wired> elsewhere(List<Left> left, ModuleInstance gone, Optional<ModuleInstance> next) {
        record Move(ModuleId consumer, String to) {}
        Map<Move, List<String>> found = new LinkedHashMap<>();
        for (Left one : left) {
            Optional<String> to = one.wire().instance().equals(next) || one.wire().instance().filter(now -> now == gone).isPresent()
                    ? Optional.empty() : one.wire().provider();
            to.ifPresent(provider -> one.wire().set().interfaces().forEach(wanted ->
                    found.computeIfAbsent(new Move(one.consumer().id(), provider), unused -> new ArrayList<>()).add(wanted.name())));
        }
        return found.entrySet().stream().map(one -> new Wired(one.getKey().consumer(), one.getValue(), Optional.of(one.getKey().to())))
                .toList();
    }

    /** The modules that hold resources of an instance. */
    List<Lost> holders(ModuleInstance instance) {
        return directory.all().stream().map(entry -> new Lost(entry.id(), entry.wiring().heldFrom(instance)))
                .filter(one -> one.handles() > 0).toList();
    }

    /**
     * What would break.
     *
     * @param text who, and what it uses
     * @param wanted the interfaces
     * @param bound whether it uses them now; else it is installed, and nobody else has them
     */
    record Break(String text, List<Interface> wanted, boolean bound) {

        private static Break of(ModuleEntry consumer, ImportSet set, boolean bound) {
            return new Break(consumer.id() + (bound ? ", which uses " : ", which can have from no other module ")
                    + set.text(), set.interfaces(), bound);
        }
    }

    /** The consumers, modules and Java bundles, that a module satisfies, that would not be satisfied by what takes its place, and by nobody else. */
    List<Break> broken(ModuleEntry old, ModuleWit next) {
        List<Break> broken = new ArrayList<>();
        for (ModuleEntry consumer : directory.all()) {
            for (ImportSet set : consumer.wiring().wit().imports()) {
                if (consumer != old && set.satisfiedBy(old.wiring().wit().exports())
                        && !set.satisfiedBy(next.exports())) {
                    breaks(consumer, set, old).ifPresent(broken::add);
                }
            }
        }
        broken.addAll(java.broken(old, next));
        return broken;
    }

    private Optional<Break> breaks(ModuleEntry consumer, ImportSet set, ModuleEntry old) {
        List<ModuleEntry> others = providers.candidates(set, consumer.id()).stream().filter(one -> one != old).toList();
        boolean bound = consumer.wiring().wire(set.reference()).flatMap(Wire::module).filter(old.id()::equals).isPresent();
        boolean served = providers.offeredByOthers(set, consumer.id()) || (bound
                ? others.stream().anyMatch(one -> one.life().state() instanceof ModuleState.Active)
                : !others.isEmpty());
        return served ? Optional.empty() : Optional.of(Break.of(consumer, set, bound));
    }

    /** What changes for those who import this, as WIT; the lines that a person can act on. */
    static List<String> differences(
            List<Break> broken, ModuleEntry old, ModuleWit next, Optional<WitChanges> changes) {
        List<String> lines = new ArrayList<>();
        broken.stream().flatMap(one -> one.wanted().stream()).distinct().forEach(wanted -> {
            Interface before = old.wiring().wit().exports().stream().filter(one -> one.satisfies(wanted)).findFirst()
                    .orElseThrow();
            Optional<Interface> after = next.exports().stream().filter(one -> one.key().equals(wanted.key())).findFirst()
                    .or(() -> next.exports().stream().filter(one -> one.path().equals(wanted.path())).findFirst());
            List<String> found;
            if (after.isEmpty()) {
                found = List.of("breaking: interface '" + before.name() + "' is exported no more");
            } else if (!after.get().key().equals(wanted.key())) {
                found = List.of("breaking: interface '" + before.name() + "' became '" + after.get().name()
                        + "', of another semver track");
            } else if (after.get().satisfies(wanted)) {
                found = List.of();
            } else {
                found = changes.map(wit -> wit.breaking(before, after.get())).filter(some -> !some.isEmpty())
                        .orElseGet(() -> after.get().differences(wanted));
            }
            found.stream().filter(line -> !lines.contains(line) || line.startsWith("-") || line.startsWith("+"))
                    .forEach(lines::add);
        });
        return lines;
    }
}
