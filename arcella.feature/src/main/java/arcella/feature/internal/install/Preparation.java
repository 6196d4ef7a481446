package arcella.feature.internal.install;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import arcella.error.ArcellaException;
import arcella.feature.ArtifactId;
import arcella.feature.Feature;
import arcella.feature.FeatureError;
import arcella.feature.internal.install.Artifacts.Located;
import arcella.feature.internal.install.Prepared.BundlePart;
import arcella.feature.internal.install.Prepared.ModulePart;
import arcella.feature.internal.json.FeatureText;
import arcella.feature.internal.store.FeatureStore;
import arcella.runtime.InstallRequest.ManifestFile;
import arcella.runtime.ModuleId;
import arcella.runtime.Modules;

/** Takes a feature, and those that it needs and that are not there, into the store, without changing anything else. */
final class Preparation {

    private static final long MOST_BUNDLE_BYTES = 256L << 20;
    private static final long MOST_MODULE_BYTES = 64L << 20;
    private static final int MOST_FEATURES = 100;

    private final FeatureStore store;
    private final Artifacts artifacts;
    private final Catalog catalog;
    private final BuiltIn builtIn;
    private final Modules modules;

    Preparation(FeatureStore store, Artifacts artifacts, Catalog catalog, BuiltIn builtIn, Modules modules) {
        this.store = store;
        this.artifacts = artifacts;
        this.catalog = catalog;
        this.builtIn = builtIn;
        this.modules = modules;
    }

    /**
     * The feature and those that it needs, these first.
     *
     * @throws ArcellaException if one does not read, or something of it cannot be found
     */
    List<Prepared> prepare(Offer named, Map<String, String> variables) {
        Map<ArtifactId, Prepared> ready = new LinkedHashMap<>();
        prepare(named, variables, true, new TreeSet<>(), ready);
        return List.copyOf(ready.values());
    }

    private void prepare(Offer offer, Map<String, String> variables, boolean requested, Set<String> above,
            Map<ArtifactId, Prepared> ready) {
        Feature feature = offer.text().feature(variables);
        if (!above.add(feature.id().toString())) {
            throw new ArcellaException(FeatureError.BAD_FEATURE, "features require each other: " + String.join(", ", above),
                    "have one of them require no other");
        }
        if (above.size() + ready.size() > MOST_FEATURES) {
            throw new ArcellaException(FeatureError.BAD_FEATURE, "more than " + MOST_FEATURES + " features would come", "require fewer");
        }
        for (ArtifactId required : feature.requires()) {
            if (store.state().find(required).isEmpty() && !ready.containsKey(required)) {
                Offer found = required(required, offer);
                if (!builtIn.is(found)) {
                    prepare(found, Map.of(), false, above, ready);
                }
            }
        }
        above.remove(feature.id().toString());
        check(feature, offer.text());
        ready.put(feature.id(), new Prepared(offer, feature, requested,
                feature.bundles().stream().map(bundle -> bundle(bundle, offer.sources())).toList(),
                feature.modules().stream().map(module -> module(module, offer.sources())).toList()));
    }

    /** What config:property-set would refuse of a module does not come with a feature either. */
    private void check(Feature feature, FeatureText text) {
        for (Feature.Settings settings : feature.configurations()) {
            try {
                modules.checkConfiguration(settings.pid(), settings.properties());
            } catch (ArcellaException e) {
                throw new ArcellaException(e.code(), "feature " + feature.id() + ": " + text.place(settings.pid(), wrong(settings)) + ": "
                        + e.what(), e.remedy(), e);
            }
        }
    }

    /** The key that is refused by itself; empty if it is the name, or several keys together. */
    private Optional<String> wrong(Feature.Settings settings) {
        return accepted(settings.pid(), Map.of()) ? settings.properties().keySet().stream()
                .filter(key -> !accepted(settings.pid(), Map.of(key, settings.properties().get(key)))).findFirst() : Optional.empty();
    }

    private boolean accepted(String pid, Map<String, Object> properties) {
        try {
            modules.checkConfiguration(pid, properties);
            return true;
        } catch (ArcellaException _) {
            // Its reason is told already.
            return false;
        }
    }

    /** Among the files of the feature that needs it, beside that, or in a repository. */
    private Offer required(ArtifactId id, Offer by) {
        Optional<Offer> own = FeatureFiles.required(id, by);
        if (own.isPresent()) {
            return own.get();
        }
        List<Offer> offers = new ArrayList<>();
        List<Path> beside = by.sources().stream().flatMap(source -> source.beside().stream()).distinct().toList();
        beside.forEach(folder -> offers.addAll(Catalog.of(folder).contents(List.of()).offers()));
        offers.addAll(catalog.contents(store.state().repositories()).offers());
        return offers.stream().filter(offer -> offer.id().equals(id)).findFirst().orElseThrow(() -> new ArcellaException(
                FeatureError.UNKNOWN_FEATURE, by.id() + " requires " + id + ", which is neither installed, nor among its files, nor"
                        + (beside.isEmpty() ? "" : " beside it, nor") + " in a repository",
                "install it, or add a repository that has it with feature:repo-add"));
    }

    private BundlePart bundle(Feature.Artifact bundle, List<Source> sources) {
        String sha256 = stage(artifacts.locate(bundle, sources), bundle, MOST_BUNDLE_BYTES);
        return new BundlePart(bundle.id(), sha256, BundleContent.read(store.content(sha256), bundle.id().toString()));
    }

    private ModulePart module(Feature.Module module, List<Source> sources) {
        ArtifactId artifact = module.artifact().id();
        ModuleId id = new ModuleId(artifact.artifact(), artifact.version());
        Located wasm = artifacts.locate(module.artifact(), sources);
        Optional<ManifestFile> manifest = artifacts.manifest(module, wasm, sources.getFirst()).map(found -> {
            try (InputStream in = found.open()) {
                return new ManifestFile(found.path(), FeatureFiles.text(in, found.path()));
            } catch (IOException e) {
                throw unreadable(found, e);
            }
        });
        return new ModulePart(id, stage(wasm, module.artifact(), MOST_MODULE_BYTES), manifest, module);
    }

    private String stage(Located located, Feature.Artifact artifact, long mostBytes) {
        String sha256;
        try (InputStream in = located.open()) {
            sha256 = store.stage(in, mostBytes);
        } catch (IOException e) {
            throw unreadable(located, e);
        } catch (ArcellaException e) {
            throw new ArcellaException(e.code(), artifact.id() + ": " + e.what(), e.remedy(), e);
        }
        artifact.sha256().filter(said -> !said.equals(sha256)).ifPresent(said -> {
            throw new ArcellaException(FeatureError.ARTIFACT, located.path() + " in " + located.source().text()
                    + " is not what the feature has: its SHA-256 is " + sha256, "get the right file of " + artifact.id());
        });
        return sha256;
    }

    private static ArcellaException unreadable(Located located, IOException e) {
        return new ArcellaException(FeatureError.ARTIFACT,
                located.path() + " in " + located.source().text() + " cannot be taken in: " + e, "check it, and the free space", e);
    }
}
