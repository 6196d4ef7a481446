package arcella.feature.internal.install;

import java.util.Map;
import java.util.Optional;

import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

import arcella.error.ArcellaException;
import arcella.feature.ArtifactId;
import arcella.feature.Feature;

/** Which features describe what the container itself consists of: those whose bundles all came with it. */
final class BuiltIn {

    private final BundleKeeper bundles;

    BuiltIn(BundleKeeper bundles) {
        this.bundles = bundles;
    }

    /** The bundle of the distribution that stands for an artifact. */
    Optional<Bundle> bundle(ArtifactId id) {
        Version wanted = Catalog.version(id.version());
        return bundles.builtIn(id.artifact()).filter(bundle -> {
            Version version = bundle.getVersion();
            return version.getMajor() == wanted.getMajor() && version.getMinor() == wanted.getMinor()
                    && version.getMicro() == wanted.getMicro();
        });
    }

    boolean is(Offer offer) {
        try {
            Feature feature = offer.text().feature(Map.of());
            return !feature.bundles().isEmpty() && feature.modules().isEmpty() && feature.configurations().isEmpty()
                    && feature.bundles().stream().allMatch(bundle -> bundle(bundle.id()).isPresent());
        } catch (ArcellaException e) {
            // Whoever installs it is told.
            return false;
        }
    }
}
