package arcella.feature.internal.install;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import arcella.command.Nearest;
import arcella.error.ArcellaException;
import arcella.feature.FeatureError;
import arcella.feature.internal.store.FeatureStore;

/** Which repositories there are; what is in them is read whenever it is needed. Thread-safe, as {@link Features} is. */
public final class Repositories {

    private final Features features;
    private final FeatureStore store;

    Repositories(Features features, FeatureStore store) {
        this.features = features;
        this.store = store;
    }

    /** The paths of the repositories. */
    public List<String> all() throws InterruptedException {
        return features.alone(() -> store.state().repositories());
    }

    /**
     * What a repository has.
     *
     * @param features how many features
     * @param problems what of it does not read, a line each
     */
    public record Added(int features, List<String> problems) {
        public Added {
            problems = List.copyOf(problems);
        }
    }

    /** Adds a repository that has at least one feature. */
    public Added add(String text) throws InterruptedException {
        return features.alone(() -> {
            String path = path(text);
            if (store.state().repositories().contains(path)) {
                throw new ArcellaException(FeatureError.REPOSITORY, "the repository " + path + " is there already", "see feature:repo-list");
            }
            if (!Files.exists(Path.of(path))) {
                throw new ArcellaException(FeatureError.REPOSITORY, "there is no folder or file " + path, "check the path");
            }
            Catalog.Contents contents = Catalog.of(Path.of(path)).contents(List.of());
            if (contents.offers().isEmpty()) {
                throw nothing(path, contents.problems());
            }
            List<String> all = new ArrayList<>(store.state().repositories());
            all.add(path);
            store.write(store.state().withRepositories(all));
            return new Added(contents.offers().size(), contents.lines());
        });
    }

    /** Of something in which no feature could be read: why, and what to do about that. */
    private static ArcellaException nothing(String path, List<Catalog.Problem> problems) {
        if (problems.isEmpty()) {
            return new ArcellaException(FeatureError.REPOSITORY, path + " has no features",
                    "give a folder with features' JSON, or a JSON file such as {\"features\": [\"shop.json\"]}");
        }
        ArcellaException first = problems.getFirst().mistake();
        // One of the path itself says all.
        String what = first.what().startsWith(path) ? first.what() : path + " has no features that can be read: " + first.what();
        return new ArcellaException(FeatureError.REPOSITORY, what, first.remedy(), first);
    }

    /** Forgets a repository; what was installed from it stays. */
    public void remove(String text) throws InterruptedException {
        features.alone(() -> {
            String path = path(text);
            List<String> all = new ArrayList<>(store.state().repositories());
            if (!all.remove(path)) {
                throw new ArcellaException(FeatureError.REPOSITORY, path + " is no repository here",
                        Nearest.remedy(path, all, "see feature:repo-list"));
            }
            store.write(store.state().withRepositories(all));
            return path;
        });
    }

    private static String path(String text) {
        return Catalog.path(text).orElseThrow(() -> new ArcellaException(FeatureError.REPOSITORY,
                "'" + text + "' is no whole path", "give the whole path of a folder or JSON file, or its file: URL")).toString();
    }
}
