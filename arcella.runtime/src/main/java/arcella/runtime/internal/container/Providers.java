package arcella.runtime.internal.container;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

import arcella.runtime.ModuleId;
import arcella.runtime.ModuleState;
import arcella.runtime.internal.text.Nearest;
import arcella.runtime.internal.wiring.ImportSet;
import arcella.runtime.internal.wiring.Interface;

/** Which installed modules could satisfy which imports. Thread-safe. */
final class Providers {

    private final ModuleDirectory directory;
    private final BiPredicate<ImportSet, ModuleId> others;

    /** @param others whether something that is no module offers a set to a module */
    Providers(ModuleDirectory directory, BiPredicate<ImportSet, ModuleId> others) {
        this.directory = directory;
        this.others = others;
    }

    /** Whether something that is no module, such as a Java bundle, offers a set to a module. */
    boolean offeredByOthers(ImportSet set, ModuleId self) {
        return others.test(set, self);
    }

    /** The installed modules that export all of a set with the same types, but for one; running or not. */
    List<ModuleEntry> candidates(ImportSet set, ModuleId self) {
        return directory.all().stream().filter(entry -> !entry.id().equals(self))
                .filter(entry -> set.satisfiedBy(entry.wiring().wit().exports())).toList();
    }

    /** What a module imports and no installed module exports, one line each. */
    List<String> lacking(ModuleEntry entry) {
        return entry.wiring().wit().imports().stream()
                .filter(set -> candidates(set, entry.id()).isEmpty() && !offeredByOthers(set, entry.id()))
                .map(set -> "will wait until there is " + explain(set, entry.id())).toList();
    }

    /** Why nothing satisfies a set of imports of a module, and what comes nearest. */
    String explain(ImportSet set, ModuleId self) {
        List<ModuleEntry> able = candidates(set, self);
        if (!able.isEmpty()) {
            return set.text() + ", which " + able.stream().map(entry -> entry.id() + " exports, and it is "
                    + entry.life().state().text()).collect(Collectors.joining("; "));
        }
        return set.text() + ", which no installed module exports" + near(set).map(text -> " (" + text + ")").orElse("");
    }

    private Optional<String> near(ImportSet set) {
        return otherTypes(set).or(() -> otherTrack(set)).or(() -> otherName(set));
    }

    private Optional<String> otherTypes(ImportSet set) {
        for (Interface wanted : set.interfaces()) {
            for (ModuleEntry entry : directory.all()) {
                for (Interface offered : entry.wiring().wit().exports()) {
                    if (offered.key().equals(wanted.key()) && !offered.satisfies(wanted)) {
                        return Optional.of(entry.id() + " exports " + offered.name() + ", but not so: "
                                + String.join("; ", offered.differences(wanted)));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> otherTrack(ImportSet set) {
        return exports().stream().filter(one -> one.export().path().equals(set.first().path())).findFirst()
                .map(one -> "nearest: " + one.export().name() + " of " + one.module());
    }

    private Optional<String> otherName(ImportSet set) {
        List<Offer> offers = exports();
        return Nearest.of(set.first().path(), offers.stream().map(one -> one.export().path()).distinct().toList())
                .flatMap(path -> offers.stream().filter(one -> one.export().path().equals(path)).findFirst())
                .map(one -> "nearest: " + one.export().name() + " of " + one.module());
    }

    private record Offer(ModuleId module, Interface export) {}

    private List<Offer> exports() {
        List<Offer> offers = new ArrayList<>();
        directory.all().forEach(entry ->
                entry.wiring().wit().exports().forEach(export -> offers.add(new Offer(entry.id(), export))));
        return offers;
    }

    /**
     * A circle that a module closes: it needs what can only be had from modules that need it. They would wait for each
     * other for ever.
     *
     * @return its modules and what each imports of the next, in words; empty if there is a way without a circle
     */
    Optional<String> cycle(ModuleEntry entry) {
        List<String> path = new ArrayList<>();
        return blocked(entry, entry.id(), new HashSet<>(), path) ? Optional.of(String.join(", ", path)) : Optional.empty();
    }

    /** Whether some set of this module can only be satisfied through modules that lead back to the start. */
    private boolean blocked(ModuleEntry entry, ModuleId start, Set<ModuleId> visited, List<String> path) {
        if (!visited.add(entry.id())) {
            return false;
        }
        for (ImportSet set : entry.wiring().wit().imports()) {
            List<ModuleEntry> candidates = candidates(set, entry.id());
            if (candidates.isEmpty() || offeredByOthers(set, entry.id())
                    || candidates.stream().anyMatch(one -> one.life().state() instanceof ModuleState.Active)) {
                continue;
            }
            List<String> found = List.of();
            for (ModuleEntry candidate : candidates) {
                List<String> way = new ArrayList<>(path);
                way.add(entry.id() + " imports " + set.text() + " from " + candidate.id());
                if (!candidate.id().equals(start) && !blocked(candidate, start, new HashSet<>(visited), way)) {
                    found = List.of();
                    break;
                }
                found = way;
            }
            if (!found.isEmpty()) {
                path.clear();
                path.addAll(found);
                return true;
            }
        }
        return false;
    }
}
