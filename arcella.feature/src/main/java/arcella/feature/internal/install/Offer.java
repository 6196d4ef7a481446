package arcella.feature.internal.install;

import arcella.feature.ArtifactId;
import arcella.feature.internal.json.FeatureText;

/**
 * A feature that can be installed.
 *
 * @param text its JSON
 * @param source where its files lie
 * @param where which repository it is from, for people
 */
record Offer(FeatureText text, Source source, String where) {

    ArtifactId id() {
        return text.id();
    }
}
