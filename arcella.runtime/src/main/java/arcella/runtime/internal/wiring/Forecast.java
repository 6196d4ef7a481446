package arcella.runtime.internal.wiring;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import arcella.runtime.ModuleId;
import arcella.runtime.internal.wiring.Ranks.Position;
import arcella.wit.SemVer;

/**
 * Who is Active and who is wired to whom, if these modules are there: what SCR comes to, computed without it. Comparing
 * one of how things are with one of how they would be shows what a step changes. Immutable.
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
     * @param elsewhere the references that something other than a module satisfies
     * @param fallback the references that something other than a module could satisfy
     */
    public record Part(ModuleId id, int revision, ModuleWit wit, boolean started, int rank, Set<String> elsewhere,
            Set<String> fallback) {

        /** Copies the set. */
        public Part {
            elsewhere = Set.copyOf(elsewhere);
            fallback = Set.copyOf(fallback);
        }

        /** The same, to run or not. */
        public Part started(boolean wanted) {
            return new Part(id, revision, wit, wanted, rank, elsewhere, fallback);
        }
    }

    private final Map<ModuleId, Part> parts = new LinkedHashMap<>();
    private final Set<ModuleId> active = new LinkedHashSet<>();

    /** @param parts the modules, each id once */
    public Forecast(Collection<Part> parts) {
        parts.forEach(part -> this.parts.put(part.id(), part));
        boolean more = true;
        while (more) {
            List<ModuleId> next = this.parts.values().stream()
                    .filter(part -> part.started() && !active.contains(part.id()) && lacking(part).isEmpty())
                    .map(Part::id).toList();
            more = active.addAll(next);
        }
    }

    /** The modules. */
    public List<Part> parts() {
        return List.copyOf(parts.values());
    }

    /** One of them. */
    public Optional<Part> find(ModuleId id) {
        return Optional.ofNullable(parts.get(id));
    }

    /** Whether a module runs and has all that it needs. */
    public boolean active(ModuleId id) {
        return active.contains(id);
    }

    /** What a module imports and no Active one provides. */
    public List<ImportSet> lacking(Part part) {
        return part.wit().imports().stream()
                .filter(set -> !part.elsewhere().contains(set.reference()) && !part.fallback().contains(set.reference())
                        && provider(part, set).isEmpty()).toList();
    }

    /** The module that provides a set of a module's imports. */
    public Optional<Part> provider(Part part, ImportSet set) {
        if (part.elsewhere().contains(set.reference())) {
            return Optional.empty();
        }
        return active.stream().filter(id -> !id.equals(part.id())).map(parts::get)
                .filter(one -> set.satisfiedBy(one.wit().exports())).max(Comparator.comparing(one -> position(one, set)));
    }

    private static Position position(Part part, ImportSet set) {
        Optional<SemVer> version = part.wit().exports().stream().filter(one -> one.satisfies(set.first())).findFirst()
                .flatMap(Interface::version);
        return new Position(part.rank(), version, SemVer.parse(part.id().version()), part.revision(), 0);
    }
}
