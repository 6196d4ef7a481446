package arcella.feature.internal.install;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

import arcella.error.ArcellaException;
import arcella.feature.ArtifactId;
import arcella.feature.Feature;
import arcella.feature.FeatureError;
import arcella.runtime.ModuleReport;

/**
 * What features from {@code deploy/} may bring. Whoever can write to that folder is to get modules without grants, and no more:
 * a Java bundle would have all rights of the container, and a configuration can be anybody's, as can a framework property. These come only with a file that
 * {@code etc/arcella.toml} trusts by its hash.
 *
 * @param trusted whether content of a hash is trusted
 * @param modules the modules that are there, of any version
 */
record DeployTrust(Predicate<String> trusted, Supplier<List<ModuleReport>> modules) {

    private static final String MODULE_PID = "arcella.module.";

    /**
     * Refuses what may not come.
     *
     * @param all what would come, the file's own feature last
     * @param hash the file's
     * @param going the feature that this one takes the place of
     * @throws ArcellaException {@link FeatureError#NOT_GRANTED}
     */
    void check(List<Prepared> all, String hash, Optional<ArtifactId> going) {
        for (Prepared one : all) {
            Optional<String> reason = reason(one.feature()).or(() -> others(one.feature(), going));
            if (reason.isEmpty()) {
                continue;
            }
            String what = "feature " + one.feature().id() + " brings " + reason.get();
            if (one != all.getLast()) {
                throw new ArcellaException(FeatureError.NOT_GRANTED, what + ", and comes only as another requires it",
                        "install it with feature:install");
            }
            if (!trusted.test(hash)) {
                throw new ArcellaException(FeatureError.NOT_GRANTED, what + ", for which its file has no grant",
                        "install it with feature:install, or add [[grant]] sha256 = \"" + hash + "\" allow = [\"trust\"] to etc/arcella.toml");
            }
            // The hash is that of the JSON alone.
            if (one.offer().source() instanceof Source.Folder) {
                one.feature().bundles().stream().filter(bundle -> bundle.sha256().isEmpty()).findFirst().ifPresent(bundle -> {
                    throw new ArcellaException(FeatureError.NOT_GRANTED, what + ", and does not say what " + bundle.id() + " hashes to",
                            "add its \"sha256\", or make one jar of all");
                });
            }
        }
    }

    private static Optional<String> reason(Feature feature) {
        if (!feature.bundles().isEmpty()) {
            return Optional.of("the Java bundle " + feature.bundles().getFirst().id());
        }
        if (!feature.frameworkProperties().isEmpty()) {
            return Optional.of("the framework property " + feature.frameworkProperties().keySet().iterator().next());
        }
        return feature.configurations().stream().map(Feature.Settings::pid)
                .filter(pid -> feature.modules().stream().noneMatch(module -> pid.equals(MODULE_PID + module.artifact().id().artifact())))
                .findFirst().map(pid -> "the configuration " + pid);
    }

    /** A configuration is for all versions of a name, those too that did not come with the feature. */
    private Optional<String> others(Feature feature, Optional<ArtifactId> going) {
        List<ModuleReport> others = modules.get().stream()
                .filter(module -> going.stream().noneMatch(id -> module.origin().equals(Planner.ORIGIN + id))).toList();
        return feature.configurations().stream().map(Feature.Settings::pid)
                .flatMap(pid -> others.stream().filter(module -> pid.equals(MODULE_PID + module.id().name()))
                        .map(module -> "the configuration " + pid + ", which is that of " + module.id() + ", too"))
                .findFirst();
    }
}
