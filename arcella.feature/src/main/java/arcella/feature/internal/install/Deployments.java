package arcella.feature.internal.install;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import arcella.error.ArcellaException;
import arcella.feature.ArtifactId;
import arcella.feature.internal.store.FeatureStore;
import arcella.feature.internal.store.Installed;
import arcella.feature.internal.store.Installed.Phase;

/** What becomes of features whose files come, change, and go. Thread-safe, as {@link Features} is. */
final class Deployments {

    private final Features features;
    private final FeatureStore store;
    private final Preparation preparation;
    private final Changes changes;
    private final PropertyKeeper properties;
    private final DeployTrust trust;
    private final Retention retention;
    private final Consumer<ArcellaException> problems;

    Deployments(Features features, FeatureStore store, Preparation preparation, Changes changes, PropertyKeeper properties,
            DeployTrust trust, Retention retention, Consumer<ArcellaException> problems) {
        this.features = features;
        this.store = store;
        this.preparation = preparation;
        this.changes = changes;
        this.properties = properties;
        this.trust = trust;
        this.retention = retention;
        this.problems = problems;
    }

    /** What is there from files. */
    List<Installed> installed() throws InterruptedException {
        return features.installed().stream().filter(one -> one.origin().startsWith(InstallOptions.DEPLOYED)).toList();
    }

    /** Installs a file's feature, in the place of the one that was installed from it before; if it does not come, that one stays. */
    void deploy(Path file, InstallOptions options, Optional<ArtifactId> old) throws InterruptedException {
        features.alone(() -> {
            Offer offer = FeatureFiles.read(file, options.origin());
            Optional<Installed> before = old.flatMap(store.state()::find);
            if (before.stream().flatMap(one -> Needs.goingWith(one, store.state()).stream()).noneMatch(one -> one.id().equals(offer.id()))) {
                features.present(offer, options);
            }
            // What does not read, lacks something or may not come is refused before the old one goes.
            try {
                List<Prepared> coming = preparation.prepare(offer, Map.of());
                trust.check(coming, options.fileHash(), old);
                if (before.isPresent()) {
                    changes.look(coming, options).refusals().stream().findFirst().ifPresent(refusal -> {
                        throw refusal;
                    });
                }
            } finally {
                store.collect();
            }
            return before.isPresent() ? replace(before.get(), offer, options) : features.install(offer, options, Features.NOBODY);
        });
    }

    /** Whether a file with that hash may bring anything; not while that cannot be told. */
    boolean trusts(String hash) {
        try {
            return trust.trusted().test(hash);
        } catch (ArcellaException _) {
            // The container's configuration has mistakes, which is told elsewhere.
            return false;
        }
    }

    private FeaturePlan replace(Installed before, Offer offer, InstallOptions options) throws InterruptedException {
        try (Retained old = retention.retain(Needs.goingWith(before, store.state()))) {
            features.uninstall(before, Features.NOBODY);
            try {
                return features.install(offer, options, Features.NOBODY);
            } catch (ArcellaException e) {
                String back = restore(old).map(problem -> before.id() + " from before did not come back: " + problem.what())
                        .orElse(before.id() + " is back as it was before");
                throw new ArcellaException(e.code(), e.what(), e.remedy() + (e.remedy().isEmpty() ? "" : "; ") + back, e);
            }
        }
    }

    /** Brings back what was taken away for something that did not come; what went wrong. */
    private Optional<ArcellaException> restore(Retained old) throws InterruptedException {
        store.write(store.state().with(old.features().stream().map(one -> one.in(Phase.INSTALLING)).toList()));
        try {
            changes.install(old.parts(), new InstallOptions(Map.of(), List.of(), false, InstallOptions.BY_HAND, ""), Features.NOBODY);
            // What is not to run first: after a crash, the others are what is settled as their feature says.
            settle(old, false);
            store.write(store.state().with(old.features()));
            properties.leave(store.state());
            settle(old, true);
            return Optional.empty();
        } catch (ArcellaException e) {
            features.undo(old.features()).forEach(problems);
            return Optional.of(e);
        }
    }

    private void settle(Retained old, boolean wanted) throws InterruptedException {
        for (Prepared one : old.parts()) {
            for (Prepared.ModulePart part : one.modules()) {
                if (old.wanted().contains(part.id()) == wanted) {
                    changes.settle(part.id(), wanted).ifPresent(problems);
                }
            }
        }
    }

    /** The same file that asked for a feature has another name now. */
    void renamed(ArtifactId id, InstallOptions options) throws InterruptedException {
        features.alone(() -> {
            store.state().find(id).ifPresent(present ->
                    store.write(store.state().with(List.of(present.requested(options.origin(), options.fileHash())))));
            return id;
        });
    }

    /** The file that asked for a feature is gone: the feature goes, or stays for as long as others require it. */
    void withdraw(ArtifactId id) throws InterruptedException {
        features.alone(() -> {
            Optional<Installed> present = store.state().find(id);
            if (present.isPresent() && Needs.by(present.get(), store.state()).isEmpty()) {
                features.uninstall(present.get(), Features.NOBODY);
            } else if (present.isPresent()) {
                store.write(store.state().with(List.of(present.get().left(InstallOptions.BY_HAND))));
            }
            return id;
        });
    }
}
