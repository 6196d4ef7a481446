package arcella.feature.internal.install;

import java.util.List;
import java.util.Set;

import arcella.feature.internal.store.FeatureStore;
import arcella.feature.internal.store.Installed;
import arcella.runtime.ModuleId;

/**
 * Features as they are, with all that they consist of: enough to bring them back. To be closed, after which some of it may be
 * gone.
 *
 * @param features what the store knows of them, those that are required first
 * @param parts what they consist of, in the same order
 * @param wanted which of their modules are to run, whatever the features say of their start
 * @param hold keeps their content
 */
record Retained(List<Installed> features, List<Prepared> parts, Set<ModuleId> wanted, FeatureStore.Hold hold) implements AutoCloseable {

    Retained {
        features = List.copyOf(features);
        parts = List.copyOf(parts);
        wanted = Set.copyOf(wanted);
    }

    @Override
    public void close() {
        hold.close();
    }
}
