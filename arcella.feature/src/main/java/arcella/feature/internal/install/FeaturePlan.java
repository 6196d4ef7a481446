package arcella.feature.internal.install;

import java.util.List;
import java.util.stream.Stream;

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

    /** The same, refused for these reasons, too, and with these notes. */
    FeaturePlan with(List<String> reasons, List<String> more) {
        return new FeaturePlan(feature, steps, Stream.concat(refused.stream(), reasons.stream()).toList(),
                Stream.concat(notes.stream(), more.stream()).toList());
    }
}
