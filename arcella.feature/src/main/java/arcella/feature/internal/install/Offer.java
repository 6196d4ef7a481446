package arcella.feature.internal.install;

import java.util.List;

import arcella.feature.ArtifactId;
import arcella.feature.internal.json.FeatureText;

/**
 * A feature that can be installed.
 *
 * @param text its JSON
 * @param sources where its files lie: its own first, then those of the features that require it and that it came with
 * @param where which repository it is from, for people
 */
record Offer(FeatureText text, List<Source> sources, String where) {

    Offer {
        sources = List.copyOf(sources);
    }

    Offer(FeatureText text, Source source, String where) {
        this(text, List.of(source), where);
    }

    /** Where its own files lie, as seen from its JSON. */
    Source source() {
        return sources.getFirst();
    }

    ArtifactId id() {
        return text.id();
    }
}
