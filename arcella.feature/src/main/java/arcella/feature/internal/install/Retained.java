package arcella.feature.internal.install;

import java.util.List;

import arcella.feature.internal.store.FeatureStore;
import arcella.feature.internal.store.Installed;

/**
 * Features as they are, with all that they consist of: enough to bring them back. To be closed, after which some of it may be
 * gone.
 *
 * @param features what the store knows of them, those that are required first
 * @param parts what they consist of, in the same order
 * @param hold keeps their content
 */
record Retained(List<Installed> features, List<Prepared> parts, FeatureStore.Hold hold) implements AutoCloseable {

    Retained {
        features = List.copyOf(features);
        parts = List.copyOf(parts);
    }

    @Override
    public void close() {
        hold.close();
    }
}
