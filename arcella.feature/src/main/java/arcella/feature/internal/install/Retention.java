package arcella.feature.internal.install;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

import arcella.error.ArcellaException;
import arcella.feature.ArtifactId;
import arcella.feature.Feature;
import arcella.feature.FeatureError;
import arcella.feature.internal.install.Prepared.BundlePart;
import arcella.feature.internal.install.Prepared.ModulePart;
import arcella.feature.internal.json.FeatureText;
import arcella.feature.internal.store.FeatureStore;
import arcella.feature.internal.store.Installed;
import arcella.feature.internal.store.Replaced;
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

    /**
     * Takes content into the store, which drops it again unless its state comes to name it.
     *
     * @param features installed ones, those that are required first
     */
    List<Replaced> retain(List<Installed> features) {
        return features.stream().map(this::retain).toList();
    }

    private Replaced retain(Installed one) {
        Feature feature = one.feature();
        List<Feature.Settings> now = feature.configurations().stream().flatMap(made -> settings.get(made.pid())
                .map(present -> new Feature.Settings(made.pid(), present)).stream()).toList();
        // What cannot be brought back is told before anything goes.
        feature.bundles().forEach(bundle -> bundle(bundle.id(), one));
        return new Replaced(one, feature.modules().stream().flatMap(module -> retain(module, one).stream()).toList(), now);
    }

    /** A module that is still as the feature brought it; what the operator has removed or updated since is not the feature's. */
    private Optional<Replaced.Module> retain(Feature.Module module, Installed of) {
        ModuleId id = id(module);
        Optional<ModuleReport> present = modules.list().stream().filter(one -> one.id().equals(id)
                && one.sha256().equals(of.modules().get(id.toString()))).findFirst();
        if (present.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream content = modules.content(id.toString())) {
            store.stage(content, MOST_BYTES);
            ModuleState state = present.get().state();
            // One that had failed or ended is started when all are back, so that it may fail again and they stay.
            return Optional.of(new Replaced.Module(id.toString(), modules.manifest(id.toString()), state.live() && wanted(state), wanted(state)));
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

    private static ModuleId id(Feature.Module module) {
        ArtifactId artifact = module.artifact().id();
        return new ModuleId(artifact.artifact(), artifact.version());
    }

    /** What a feature consists of that was taken aside. */
    Prepared prepared(Replaced old) {
        Installed one = old.feature();
        FeatureText text = FeatureText.read(one.text(), one.fileName());
        Feature feature = text.feature(one.variables());
        Feature asItWas = new Feature(feature.id(), feature.name(), feature.description(), feature.complete(), feature.requires(),
                feature.bundles(), old.settings(), feature.frameworkProperties(), feature.modules(), feature.notes());
        List<BundlePart> bundles = feature.bundles().stream().map(bundle -> bundle(bundle.id(), one)).toList();
        List<ModulePart> parts = feature.modules().stream().flatMap(module -> old.modules().stream()
                .filter(kept -> kept.id().equals(id(module).toString())).map(kept -> part(module, kept, one))).toList();
        return new Prepared(new Offer(text, new Source.Folder(store.content()), one.origin()), asItWas, one.requested(), bundles, parts);
    }

    private static ModulePart part(Feature.Module module, Replaced.Module kept, Installed of) {
        return new ModulePart(id(module), Optional.ofNullable(of.modules().get(kept.id())).orElseThrow(),
                kept.manifest().map(text -> new ManifestFile("arcella.toml", text)),
                new Feature.Module(module.artifact(), module.manifest(), kept.start(), module.grants()));
    }

    private BundlePart bundle(ArtifactId id, Installed of) {
        String sha256 = Optional.ofNullable(of.bundles().get(id.toString())).orElseThrow(() -> new ArcellaException(
                FeatureError.STATE_DAMAGED, "the store does not say what bundle " + id + " of " + of.id() + " is",
                "remove the feature with feature:uninstall"));
        return new BundlePart(id, sha256, BundleContent.read(store.content(sha256), id.toString()));
    }
}
