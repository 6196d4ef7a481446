package arcella.feature.internal.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import arcella.feature.ArtifactId;

/**
 * All that is known on disk. Immutable.
 *
 * @param features the features, requirements before those that need them
 * @param repositories the paths of the repositories
 * @param replaced the features whose place another is taking, requirements before those that need them
 */
public record State(List<Installed> features, List<String> repositories, List<Replaced> replaced) {

    /** Nothing. */
    public static final State EMPTY = new State(List.of(), List.of());

    public State {
        features = List.copyOf(features);
        repositories = List.copyOf(repositories);
        replaced = List.copyOf(replaced);
    }

    /** One in which nothing takes the place of another. */
    public State(List<Installed> features, List<String> repositories) {
        this(features, repositories, List.of());
    }

    /** A feature. */
    public Optional<Installed> find(ArtifactId id) {
        return features.stream().filter(feature -> feature.id().equals(id)).findFirst();
    }

    /** The same with these features in place of those with their ids, or behind them. */
    public State with(List<Installed> changed) {
        List<Installed> all = new ArrayList<>(features);
        for (Installed feature : changed) {
            int at = ids().indexOf(feature.id());
            if (at >= 0) {
                all.set(at, feature);
            } else {
                all.add(feature);
            }
        }
        return new State(all, repositories, replaced);
    }

    private List<ArtifactId> ids() {
        return features.stream().map(Installed::id).toList();
    }

    /** The same without some features. */
    public State without(Predicate<Installed> gone) {
        return new State(features.stream().filter(gone.negate()).toList(), repositories, replaced);
    }

    /** The same with other repositories. */
    public State withRepositories(List<String> others) {
        return new State(features, others, replaced);
    }

    /** The same with other features whose place is being taken. */
    public State replacing(List<Replaced> others) {
        return new State(features, repositories, others);
    }
}
