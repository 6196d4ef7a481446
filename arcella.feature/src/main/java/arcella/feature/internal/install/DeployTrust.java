package arcella.feature.internal.install;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import arcella.error.ArcellaException;
import arcella.feature.ArtifactId;
import arcella.feature.Feature;
import arcella.feature.FeatureError;
import arcella.runtime.ModuleId;
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
        return feature.configurations().stream().map(Feature.Settings::pid).filter(pid -> of(pid, feature).isEmpty()).findFirst()
                .map(pid -> "the configuration " + pid + wide(pid, feature));
    }

    /**
     * The module of a feature that a configuration is for, and for no other: only a pid with the version says so. One that is for
     * all versions of a name would reach those, too, that come some day without the feature.
     */
    private static Optional<ModuleId> of(String pid, Feature feature) {
        return modules(feature).filter(id -> pid.equals(pid(id))).findFirst();
    }

    private static String wide(String pid, Feature feature) {
        return modules(feature).filter(id -> pid(id).startsWith(pid + "|")).findFirst()
                .map(id -> ", which is for all versions of " + id.name() + " and not for its own alone, as " + pid(id) + " would be").orElse("");
    }

    private static Stream<ModuleId> modules(Feature feature) {
        return feature.modules().stream().map(module -> module.artifact().id()).map(id -> new ModuleId(id.artifact(), id.version()));
    }

    private static String pid(ModuleId id) {
        String pid = MODULE_PID + id.name();
        return pid + "|" + pid + "|" + id.version();
    }

    /** A feature's module may be one that others brought. */
    private Optional<String> others(Feature feature, Optional<ArtifactId> going) {
        List<ModuleId> others = modules.get().stream()
                .filter(module -> going.stream().noneMatch(id -> module.origin().equals(Planner.ORIGIN + id))).map(ModuleReport::id).toList();
        return feature.configurations().stream().map(Feature.Settings::pid)
                .filter(pid -> of(pid, feature).filter(others::contains).isPresent()).findFirst()
                .map(pid -> "the configuration " + pid + ", whose module is there by others");
    }
}
