package arcella.feature.internal.install;

import java.util.List;

import arcella.feature.ArtifactId;

/**
 * A feature as operators see it, at one moment.
 *
 * @param id what it is called
 * @param state {@code Installed}, {@code Incomplete}, {@code Built in}, {@code Available}, {@code Removing}
 * @param requested whether an operator asked for it
 * @param from how it came, or which repository has it
 * @param description one line; may be empty
 * @param requires the features that it needs
 * @param requiredBy the installed features that need it
 * @param parts what belongs to it
 * @param notes what of it is left out of account, or does not read
 */
public record FeatureReport(
        ArtifactId id, String state, boolean requested, String from, String description, List<ArtifactId> requires,
        List<ArtifactId> requiredBy, List<Part> parts, List<String> notes) {

    public FeatureReport {
        requires = List.copyOf(requires);
        requiredBy = List.copyOf(requiredBy);
        parts = List.copyOf(parts);
        notes = List.copyOf(notes);
    }

    /**
     * A bundle, module or configuration.
     *
     * @param kind which of these
     * @param what its name
     * @param state how it is; {@code missing} if it is not there
     */
    public record Part(String kind, String what, String state) {}
}
