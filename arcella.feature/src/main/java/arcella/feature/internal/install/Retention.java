package arcella.feature.internal.install;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import arcella.error.ArcellaException;
import arcella.feature.ArtifactId;
import arcella.feature.Feature;
import arcella.feature.FeatureError;
import arcella.feature.internal.install.Prepared.BundlePart;
import arcella.feature.internal.install.Prepared.ModulePart;
import arcella.feature.internal.json.FeatureText;
import arcella.feature.internal.store.FeatureStore;
import arcella.feature.internal.store.Installed;
import arcella.runtime.InstallRequest.ManifestFile;
import arcella.runtime.ModuleId;
import arcella.runtime.ModuleReport;
import arcella.runtime.ModuleState;
import arcella.runtime.Modules;

/**
 * Takes aside what installed features consist of. The file that they came from may be another one by now: so bundles are those of
 * the store, modules those that are there, and configurations say what they say now.
 */
final class Retention {

    private static final long MOST_BYTES = Long.MAX_VALUE;

    private final FeatureStore store;
    private final SettingsKeeper settings;
    private final Modules modules;

    Retention(FeatureStore store, SettingsKeeper settings, Modules modules) {
        this.store = store;
        this.settings = settings;
        this.modules = modules;
    }

    /** @param features installed ones, those that are required first */
    Retained retain(List<Installed> features) {
        List<Prepared> parts = new ArrayList<>();
        Set<ModuleId> wanted = new HashSet<>();
        for (Installed one : features) {
            parts.add(prepared(one, wanted));
        }
        Set<String> content = new HashSet<>();
        parts.forEach(one -> {
            one.bundles().forEach(part -> content.add(part.sha256()));
            one.modules().forEach(part -> content.add(part.sha256()));
        });
        return new Retained(features, parts, wanted, store.hold(content));
    }

    private Prepared prepared(Installed one, Set<ModuleId> wanted) {
        FeatureText text = FeatureText.read(one.text(), one.fileName());
        Feature feature = text.feature(one.variables());
        List<Feature.Settings> now = feature.configurations().stream().flatMap(made -> settings.get(made.pid())
                .map(present -> new Feature.Settings(made.pid(), present)).stream()).toList();
        Feature asItIs = new Feature(feature.id(), feature.name(), feature.description(), feature.complete(), feature.requires(),
                feature.bundles(), now, feature.frameworkProperties(), feature.modules(), feature.notes());
        List<BundlePart> bundles = feature.bundles().stream().map(bundle -> bundle(bundle.id(), one)).toList();
        List<ModulePart> parts = feature.modules().stream().flatMap(module -> module(module, one, wanted).stream()).toList();
        return new Prepared(new Offer(text, new Source.Folder(store.content()), one.origin()), asItIs, one.requested(), bundles, parts);
    }

    private BundlePart bundle(ArtifactId id, Installed of) {
        String sha256 = Optional.ofNullable(of.bundles().get(id.toString())).orElseThrow(() -> new ArcellaException(
                FeatureError.STATE_DAMAGED, "the store does not say what bundle " + id + " of " + of.id() + " is",
                "remove the feature with feature:uninstall"));
        return new BundlePart(id, sha256, BundleContent.read(store.content(sha256), id.toString()));
    }

    /** A module that is still as the feature brought it; what the operator has removed or updated since is not the feature's. */
    private Optional<ModulePart> module(Feature.Module module, Installed of, Set<ModuleId> wanted) {
        ArtifactId artifact = module.artifact().id();
        ModuleId id = new ModuleId(artifact.artifact(), artifact.version());
        Optional<ModuleReport> present = modules.list().stream().filter(one -> one.id().equals(id)
                && one.sha256().equals(of.modules().get(id.toString()))).findFirst();
        if (present.isEmpty()) {
            return Optional.empty();
        }
        if (wanted(present.get().state())) {
            wanted.add(id);
        }
        // One that had failed or ended is started when all are back, so that it may fail again and they stay.
        Feature.Module asItIs = new Feature.Module(module.artifact(), module.manifest(), present.get().state().live()
                && wanted.contains(id), module.grants());
        Optional<ManifestFile> manifest = modules.manifest(id.toString()).map(text -> new ManifestFile("arcella.toml", text));
        try (InputStream content = modules.content(id.toString())) {
            return Optional.of(new ModulePart(id, store.stage(content, MOST_BYTES), manifest, asItIs));
        } catch (IOException e) {
            throw new ArcellaException(FeatureError.STORE_WRITE, "module " + id + " cannot be taken aside: " + e,
                    "check the free space", e);
        }
    }

    /** Whether a module in that state is to run, as far as its operator is concerned. */
    private static boolean wanted(ModuleState state) {
        return switch (state) {
            case ModuleState.Starting _, ModuleState.Waiting _, ModuleState.Active _, ModuleState.Restarting _,
                    ModuleState.Failed _, ModuleState.Completed _ -> true;
            case ModuleState.Installed _, ModuleState.Stopping _, ModuleState.Stopped _ -> false;
        };
    }
}
