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
import arcella.feature.internal.store.Replaced;
import arcella.runtime.ModuleId;

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
        // Of one that has begun to go, the store knows what it was when it was whole.
        if (before.phase() == Phase.INSTALLED) {
            store.write(store.state().replacing(retention.retain(Needs.goingWith(before, store.state()))));
        }
        try {
            features.uninstall(before, Features.NOBODY);
        } catch (ArcellaException e) {
            if (place(before.origin()).equals(Optional.of(Phase.INSTALLED))) {
                store.write(store.state().replacing(List.of()));
            }
            throw e;
        }
        try {
            FeaturePlan plan = features.install(offer, options, Features.NOBODY);
            store.write(store.state().replacing(List.of()));
            return plan;
        } catch (ArcellaException e) {
            String back = restore().map(problem -> before.id() + " from before did not come back: " + problem.what())
                    .orElse(before.id() + " is back as it was before");
            throw new ArcellaException(e.code(), e.what(), e.remedy() + (e.remedy().isEmpty() ? "" : "; ") + back, e);
        } finally {
            store.collect();
        }
    }

    /** How far what came from a file is, if there is any of it. */
    private Optional<Phase> place(String origin) {
        return store.state().features().stream().filter(one -> one.origin().equals(origin)).map(Installed::phase).findFirst();
    }

    /**
     * After a start: brings back what something else was taking the place of when the container ended. That is tried again as
     * its file is looked at.
     */
    void recover() throws InterruptedException {
        List<Installed> old = store.state().replaced().stream().map(Replaced::feature).toList();
        Optional<Installed> named = old.stream().filter(one -> one.origin().startsWith(InstallOptions.DEPLOYED)).findFirst();
        if (named.isEmpty()) {
            return;
        }
        Optional<Phase> there = place(named.get().origin());
        if (there.equals(Optional.of(Phase.INSTALLED))) {
            // Nothing had gone yet, or all had come.
            store.write(store.state().replacing(List.of()));
        } else if (there.isEmpty()) {
            restore().ifPresent(problem -> problems.accept(new ArcellaException(problem.code(), "feature " + named.get().id()
                    + ", whose place another was taking when the container ended, did not come back: " + problem.what(), problem.remedy(), problem)));
        }
    }

    /** Brings back what was taken away for something that did not come; what went wrong. */
    private Optional<ArcellaException> restore() throws InterruptedException {
        List<Replaced> old = store.state().replaced();
        List<Installed> coming = old.stream().map(one -> one.feature().in(Phase.INSTALLED)).toList();
        try {
            List<Prepared> parts = old.stream().map(retention::prepared).toList();
            store.write(store.state().with(coming.stream().map(one -> one.in(Phase.INSTALLING)).toList()));
            changes.install(parts, new InstallOptions(Map.of(), List.of(), false, InstallOptions.BY_HAND, ""), Features.NOBODY);
            // What is not to run first: after a crash, the others are what is settled as their feature says.
            settle(old, false);
            store.write(store.state().with(coming).replacing(List.of()));
            properties.leave(store.state());
            settle(old, true);
            return Optional.empty();
        } catch (ArcellaException e) {
            features.undo(coming).forEach(problems);
            try {
                store.write(store.state().replacing(List.of()));
            } catch (ArcellaException unwritten) {
                problems.accept(unwritten);
            }
            return Optional.of(e);
        }
    }

    private void settle(List<Replaced> old, boolean wanted) throws InterruptedException {
        for (Replaced one : old) {
            for (Replaced.Module module : one.modules()) {
                if (module.wanted() == wanted) {
                    changes.settle(ModuleId.of(module.id()), wanted).ifPresent(problems);
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
