package arcella.feature.internal.install;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.osgi.framework.Bundle;

import arcella.error.ArcellaException;
import arcella.feature.ArtifactId;
import arcella.feature.Feature;
import arcella.feature.internal.install.FeatureReport.Part;
import arcella.feature.internal.store.FeatureStore;
import arcella.feature.internal.store.Installed;
import arcella.runtime.ModuleId;
import arcella.runtime.ModuleReport;
import arcella.runtime.Modules;

/** Tells how features are. Changes nothing. */
final class Reporter {

    private static final String MISSING = "missing";

    private final FeatureStore store;
    private final BundleKeeper bundles;
    private final SettingsKeeper settings;
    private final PropertyKeeper properties;
    private final Modules modules;
    private final BuiltIn builtIn;

    Reporter(FeatureStore store, BundleKeeper bundles, SettingsKeeper settings, PropertyKeeper properties, Modules modules,
            BuiltIn builtIn) {
        this.store = store;
        this.bundles = bundles;
        this.settings = settings;
        this.properties = properties;
        this.modules = modules;
        this.builtIn = builtIn;
    }

    FeatureReport report(Installed installed) {
        List<ArtifactId> requiredBy = requiredBy(installed.id());
        List<Part> parts = new ArrayList<>();
        try {
            Feature feature = installed.feature();
            feature.frameworkProperties().forEach((key, value) -> parts.add(new Part(Planner.PROPERTY, key + "=" + value,
                    properties.get(key).map(present -> present.equals(value) ? "as installed" : "changed")
                            .orElse(PropertyKeeper.atLaunch(key) ? "from the next start on" : MISSING))));
            feature.configurations().forEach(wanted -> parts.add(new Part(Planner.CONFIGURATION, wanted.pid(),
                    settings.get(wanted.pid()).map(present -> SettingsKeeper.difference(present, wanted.properties())
                            .map(key -> "changed").orElse("as installed")).orElse(MISSING))));
            feature.bundles().forEach(bundle -> parts.add(bundle(bundle.id(), installed.bundles())));
            List<ModuleReport> present = modules.list();
            feature.modules().forEach(module -> {
                ArtifactId artifact = module.artifact().id();
                ModuleId id = new ModuleId(artifact.artifact(), artifact.version());
                parts.add(new Part(Planner.MODULE, id.toString(), present.stream().filter(one -> one.id().equals(id))
                        .map(one -> one.state().text()).findFirst().orElse(MISSING)));
            });
            String state = switch (installed.phase()) {
                case INSTALLING -> "Installing";
                case REMOVING -> "Removing";
                case INSTALLED -> parts.stream().anyMatch(part -> part.state().equals(MISSING)) ? "Incomplete" : "Installed";
            };
            String description = feature.description().isEmpty() ? feature.name() : feature.description();
            return new FeatureReport(installed.id(), state, installed.requested(), installed.origin(), description,
                    feature.requires(), requiredBy, parts, feature.notes());
        } catch (ArcellaException e) {
            return new FeatureReport(installed.id(), "Incomplete", installed.requested(), installed.origin(), "", List.of(), requiredBy,
                    parts, List.of(e.getMessage()));
        }
    }

    private List<ArtifactId> requiredBy(ArtifactId id) {
        return store.state().features().stream().filter(other -> requires(other).contains(id)).map(Installed::id).toList();
    }

    /** What an installed feature requires; nothing if that does not read any more. */
    static List<ArtifactId> requires(Installed feature) {
        try {
            return feature.feature().requires();
        } catch (ArcellaException e) {
            return List.of();
        }
    }

    private Part bundle(ArtifactId id, Map<String, String> content) {
        String sha256 = content.get(id.toString());
        String state = MISSING;
        if (sha256 != null) {
            try {
                state = bundles.find(BundleContent.read(store.content(sha256), id.toString())).map(Reporter::state).orElse(MISSING);
            } catch (ArcellaException e) {
                state = "unreadable";
            }
        }
        return new Part(Planner.BUNDLE, id.toString(), state);
    }

    private static String state(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.ACTIVE -> "Active";
            case Bundle.STARTING -> "Starting";
            case Bundle.STOPPING -> "Stopping";
            case Bundle.RESOLVED -> bundle.getHeaders("").get(org.osgi.framework.Constants.FRAGMENT_HOST) == null ? "Stopped" : "Fragment";
            case Bundle.INSTALLED -> "Not resolved";
            default -> MISSING;
        };
    }

    /** One that is not installed. */
    FeatureReport report(Offer offer) {
        boolean part = builtIn.is(offer);
        List<Part> parts = new ArrayList<>();
        List<ArtifactId> requires = List.of();
        List<String> notes = List.of();
        try {
            Feature feature = offer.text().feature(Map.of());
            feature.frameworkProperties().forEach((key, value) -> parts.add(new Part(Planner.PROPERTY, key + "=" + value, "")));
            feature.configurations().forEach(wanted -> parts.add(new Part(Planner.CONFIGURATION, wanted.pid(), "")));
            feature.bundles().forEach(bundle -> parts.add(new Part(Planner.BUNDLE, bundle.id().toString(),
                    part ? builtIn.bundle(bundle.id()).map(Reporter::state).orElse(MISSING) : "")));
            feature.modules().forEach(module -> parts.add(new Part(Planner.MODULE,
                    module.artifact().id().artifact() + "@" + module.artifact().id().version(), "")));
            requires = feature.requires();
            notes = feature.notes();
        } catch (ArcellaException e) {
            notes = List.of(e.getMessage());
        }
        return new FeatureReport(offer.id(), part ? "Built in" : "Available", false, offer.where(), offer.text().summary(), requires,
                requiredBy(offer.id()), parts, notes);
    }
}
