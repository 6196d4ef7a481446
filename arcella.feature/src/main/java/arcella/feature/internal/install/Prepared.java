package arcella.feature.internal.install;

import java.util.List;
import java.util.Optional;

import arcella.feature.ArtifactId;
import arcella.feature.Feature;
import arcella.runtime.InstallRequest.ManifestFile;
import arcella.runtime.ModuleId;

/**
 * A feature with all that belongs to it in the store.
 *
 * @param offer where it is from
 * @param feature the feature
 * @param requested whether the operator named it
 * @param bundles its bundles
 * @param modules its modules
 */
record Prepared(Offer offer, Feature feature, boolean requested, List<BundlePart> bundles, List<ModulePart> modules) {

    /** A bundle whose content is in the store. */
    record BundlePart(ArtifactId id, String sha256, BundleContent content) {}

    /** A module whose content is in the store. */
    record ModulePart(ModuleId id, String sha256, Optional<ManifestFile> manifest, Feature.Module module) {}
}
