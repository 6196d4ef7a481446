package arcella.feature.internal.store;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import arcella.feature.ArtifactId;
import arcella.feature.Feature;
import arcella.feature.internal.json.FeatureText;

/**
 * What is known on disk of a feature that is installed, or is being installed or removed. Immutable.
 *
 * @param id what it is called
 * @param phase how far it is
 * @param requested whether an operator asked for it, and not only another feature
 * @param origin how it came: {@code install}, or {@code deploy:} and a file's name
 * @param fileHash what the file in {@code deploy/} hashed to; empty for others
 * @param fileName the file that its text came in, for messages
 * @param text its JSON
 * @param variables what the operator gave
 * @param installedAt when it was installed, to the millisecond
 * @param bundles the hashes of its bundles' content, by their ids, in order
 * @param modules the hashes of its modules' content, by name and version
 * @param configurations the pids that features made and this one has
 */
public record Installed(
        ArtifactId id,
        Phase phase,
        boolean requested,
        String origin,
        String fileHash,
        String fileName,
        String text,
        Map<String, String> variables,
        Instant installedAt,
        Map<String, String> bundles,
        Map<String, String> modules,
        List<String> configurations) {

    /** How far a feature is. What is written is what is going to be, so that a crash is always told. */
    public enum Phase {
        /** Being installed: after a crash it is taken away. */
        INSTALLING,
        /** Installed. */
        INSTALLED,
        /** Being removed: after a crash it is taken away. */
        REMOVING
    }

    public Installed {
        variables = ordered(variables);
        bundles = ordered(bundles);
        modules = ordered(modules);
        configurations = List.copyOf(configurations);
    }

    private static Map<String, String> ordered(Map<String, String> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** The same in another phase. */
    public Installed in(Phase other) {
        return new Installed(id, other, requested, origin, fileHash, fileName, text, variables, installedAt, bundles, modules, configurations);
    }

    /** The same, asked for by whoever {@code from} is, and {@code hash} what their file hashed to, if they have one. */
    public Installed requested(String from, String hash) {
        return new Installed(id, phase, true, from, hash, fileName, text, variables, installedAt, bundles, modules, configurations);
    }

    /** The same, there for others only: as if they had brought it. */
    public Installed left(String from) {
        return new Installed(id, phase, false, from, "", fileName, text, variables, installedAt, bundles, modules, configurations);
    }

    /** The feature. */
    public Feature feature() {
        return FeatureText.read(text, fileName).feature(variables);
    }
}
