package arcella.feature.internal.install;

import java.util.List;

import arcella.feature.ArtifactId;

/**
 * What a change would do, or did.
 *
 * @param feature the feature that it is about
 * @param steps each step, in order
 * @param refused why it would be refused, a line each; empty if it would not
 * @param notes what else is to be told
 */
public record FeaturePlan(ArtifactId feature, List<Step> steps, List<String> refused, List<String> notes) {

    public FeaturePlan {
        steps = List.copyOf(steps);
        refused = List.copyOf(refused);
        notes = List.copyOf(notes);
    }
}
