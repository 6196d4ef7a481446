package arcella.feature;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A feature, its variables replaced. Immutable.
 *
 * @param id what it is called
 * @param name its name for people; may be empty
 * @param description one line; may be empty
 * @param complete whether it says that it needs nothing but what it brings
 * @param requires the features that it needs
 * @param bundles its bundles, in the order of their start
 * @param configurations its configurations
 * @param frameworkProperties the properties that the framework is to have
 * @param modules its modules, in the order of their start
 * @param notes what of it is left out of account, a line each
 */
public record Feature(
        ArtifactId id,
        String name,
        String description,
        boolean complete,
        List<ArtifactId> requires,
        List<Artifact> bundles,
        List<Settings> configurations,
        Map<String, String> frameworkProperties,
        List<Module> modules,
        List<String> notes) {

    public Feature {
        requires = List.copyOf(requires);
        bundles = List.copyOf(bundles);
        configurations = List.copyOf(configurations);
        frameworkProperties = Collections.unmodifiableMap(new LinkedHashMap<>(frameworkProperties));
        modules = List.copyOf(modules);
        notes = List.copyOf(notes);
    }

    /**
     * A file that belongs to a feature.
     *
     * @param id what it is called
     * @param file where it lies, as seen from the feature; if empty, it is looked for by its id
     * @param sha256 what it hashes to, if that is said
     */
    public record Artifact(ArtifactId id, Optional<String> file, Optional<String> sha256) {}

    /**
     * A module: name and version are those of the artifact.
     *
     * @param artifact its WebAssembly
     * @param manifest where its manifest lies; if empty, it is looked for beside the artifact
     * @param start whether it is started
     * @param grants what the operator is to grant it; if empty, all that the manifest asks for
     */
    public record Module(Artifact artifact, Optional<String> manifest, boolean start, Optional<List<String>> grants) {}

    /**
     * A configuration.
     *
     * @param pid its pid; {@code factory~name} for one of a factory
     * @param properties its properties: strings, numbers, truth values, arrays and lists of them
     */
    public record Settings(String pid, Map<String, Object> properties) {
        public Settings {
            properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        }
    }
}
