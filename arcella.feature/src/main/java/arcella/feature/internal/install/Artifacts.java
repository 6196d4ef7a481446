package arcella.feature.internal.install;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import arcella.error.ArcellaException;
import arcella.error.IoReason;
import arcella.feature.ArtifactId;
import arcella.feature.Feature.Artifact;
import arcella.feature.Feature.Module;
import arcella.feature.FeatureError;

/**
 * Finds the files of features: where the feature says, else by id beside the feature (as in a Maven repository, in its folder
 * {@code repository}, or by the file's name), in {@code system/} of the home, then in the local Maven repository.
 */
final class Artifacts {

    private final List<Source> shared;

    Artifacts(Path system, Path maven) {
        this.shared = List.of(new Source.Folder(system), new Source.Folder(maven));
    }

    /**
     * A file that was found.
     *
     * @param source where
     * @param path its path there
     */
    record Located(Source source, String path) {

        /** To be closed. */
        InputStream open() throws IOException {
            return source.open(path).orElseThrow(() -> new IOException(path + " has gone from " + source.text()));
        }

        private Located sibling(String name) {
            return new Located(source, path.substring(0, path.lastIndexOf('/') + 1) + name);
        }

        private boolean there() throws IOException {
            Optional<InputStream> found = source.open(path);
            if (found.isPresent()) {
                found.get().close();
            }
            return found.isPresent();
        }
    }

    /**
     * Finds a file.
     *
     * @param sources the files of the feature that names it, and of those that it came with
     * @throws ArcellaException {@link FeatureError#ARTIFACT} if it is nowhere
     */
    Located locate(Artifact artifact, List<Source> sources) {
        ArtifactId id = artifact.id();
        List<Located> places = new ArrayList<>();
        if (artifact.file().isPresent()) {
            places.add(new Located(sources.getFirst(), artifact.file().get()));
        } else {
            for (Source source : sources) {
                ownPaths(id).forEach(path -> places.add(new Located(source, path)));
            }
            shared.forEach(source -> places.add(new Located(source, id.path())));
        }
        return first(places).orElseThrow(() -> new ArcellaException(FeatureError.ARTIFACT,
                "there is no file of " + id + ": looked for " + String.join(", ", places.stream()
                        .map(place -> place.path() + " in " + place.source().text()).toList()),
                "put it there, or say with \"file\" where it lies"));
    }

    /** Where a file of that id may lie among those of a feature, the first first. */
    static List<String> ownPaths(ArtifactId id) {
        return List.of(id.path(), "repository/" + id.path(), id.fileName());
    }

    /** The manifest of a module, if it has one. */
    Optional<Located> manifest(Module module, Located wasm, Source feature) {
        if (module.manifest().isPresent()) {
            Located said = new Located(feature, module.manifest().get());
            return Optional.of(first(List.of(said)).orElseThrow(() -> new ArcellaException(FeatureError.ARTIFACT,
                    "there is no " + said.path() + " in " + feature.text() + ", the manifest of " + module.artifact().id(),
                    "put it there")));
        }
        String name = wasm.path().substring(wasm.path().lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return first(List.of(wasm.sibling((dot > 0 ? name.substring(0, dot) : name) + ".toml"), wasm.sibling("arcella.toml")));
    }

    private static Optional<Located> first(List<Located> places) {
        for (Located place : places) {
            try {
                if (place.there()) {
                    return Optional.of(place);
                }
            } catch (IOException e) {
                throw new ArcellaException(FeatureError.ARTIFACT,
                        place.path() + " in " + place.source().text() + " cannot be read: " + IoReason.of(e), "check it", e);
            }
        }
        return Optional.empty();
    }
}
