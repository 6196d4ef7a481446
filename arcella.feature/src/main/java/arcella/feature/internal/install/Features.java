package arcella.feature.internal.install;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import arcella.error.ArcellaException;
import arcella.feature.ArtifactId;
import arcella.feature.FeatureError;
import arcella.feature.internal.install.Step.Action;
import arcella.feature.internal.store.FeatureStore;
import arcella.feature.internal.store.Installed;
import arcella.feature.internal.store.Installed.Phase;
import arcella.feature.internal.store.State;

/**
 * What operators can do to features. Each change happens whole or not at all, also if the container dies in the midst of it.
 *
 * <p>One change at a time. Before anything is changed, the store says what is going to be: so {@link #recover}, at the next
 * start, takes away what was being installed and what was being removed, before any module of it is started. What is there afterwards is told by what is there, and
 * by whom: a bundle is a feature's if it lies in the store, a module if its origin says so and its content is the feature's, a
 * configuration if the store says that features made it.
 *
 * <p>Thread-safe. All but {@link #recover} wait until that has been done.
 */
public final class Features {

    static final FeatureProgress NOBODY = (_, _, _) -> { };

    private final FeatureStore store;
    private final Catalog catalog;
    private final Preparation preparation;
    private final Planner planner;
    private final Changes changes;
    private final Reporter reporter;
    private final PropertyKeeper properties;
    private final BuiltIn builtIn;
    private final InstantSource clock;
    private final Consumer<ArcellaException> problems;
    private final ReentrantLock changing = new ReentrantLock(true);
    private final CountDownLatch recovered = new CountDownLatch(1);

    Features(FeatureStore store, Catalog catalog, Preparation preparation, Planner planner, Changes changes, Reporter reporter,
            PropertyKeeper properties, BuiltIn builtIn, InstantSource clock, Consumer<ArcellaException> problems) {
        this.store = store;
        this.catalog = catalog;
        this.preparation = preparation;
        this.planner = planner;
        this.changes = changes;
        this.reporter = reporter;
        this.properties = properties;
        this.builtIn = builtIn;
        this.clock = clock;
        this.problems = problems;
    }

    /** Some work that others must not come between. */
    interface Work<T> {
        T run() throws InterruptedException;
    }

    /** Does something after what others do, and before what they do next. */
    <T> T alone(Work<T> work) throws InterruptedException {
        recovered.await();
        changing.lockInterruptibly();
        try {
            return work.run();
        } finally {
            changing.unlock();
        }
    }

    /** What else is done after a start, before anybody else changes anything. */
    interface More {
        void run() throws InterruptedException;
    }

    /**
     * Finishes or takes back what a crash interrupted, and gives the framework the bundles of what is installed.
     *
     * @param more what is done then
     */
    void recover(More more) throws InterruptedException {
        changing.lock();
        try {
            store.problem().ifPresent(problems);
            List<Installed> broken = store.state().features().stream().filter(one -> one.phase() != Phase.INSTALLED).toList();
            if (!broken.isEmpty()) {
                takeAway(broken).forEach(problems);
            }
            for (Installed feature : store.state().features()) {
                if (feature.phase() == Phase.INSTALLED) {
                    changes.bring(feature).forEach(problem -> problems.accept(new ArcellaException(problem.code(),
                            "feature " + feature.id() + ": " + problem.what(), problem.remedy(), problem)));
                }
            }
            more.run();
            properties.leave(store.state());
            store.collect();
        } catch (ArcellaException e) {
            problems.accept(e);
        } finally {
            changing.unlock();
            recovered.countDown();
        }
    }

    /** Takes features away and forgets those that are gone; those of which something stays are kept as being removed. */
    private List<ArcellaException> takeAway(List<Installed> going) throws InterruptedException {
        State rest = store.state().without(going::contains);
        List<ArcellaException> left = changes.takeAway(going, rest, NOBODY);
        if (left.isEmpty()) {
            store.write(rest);
            properties.leave(rest);
        }
        return left;
    }

    /** All features: the installed ones, and, if asked for, those of the container and those that can be installed. */
    public Listing list(boolean all) throws InterruptedException {
        recovered.await();
        List<FeatureReport> reports = new ArrayList<>();
        State state = store.state();
        state.features().forEach(one -> reports.add(reporter.report(one)));
        if (!all) {
            return new Listing(reports, List.of());
        }
        Catalog.Contents contents = catalog.contents(state.repositories());
        for (Offer offer : contents.offers()) {
            if (state.find(offer.id()).isEmpty()) {
                reports.add(reporter.report(offer));
            }
        }
        return new Listing(reports, contents.lines());
    }

    /**
     * Features.
     *
     * @param features these
     * @param problems what of the repositories does not read, a line each
     */
    public record Listing(List<FeatureReport> features, List<String> problems) {
        public Listing {
            features = List.copyOf(features);
            problems = List.copyOf(problems);
        }
    }

    /** One feature: an installed one, or one that can be installed. */
    public FeatureReport info(Wanted wanted) throws InterruptedException {
        recovered.await();
        State state = store.state();
        Optional<Offer> file = Catalog.file(wanted);
        if (file.isEmpty()) {
            try {
                ArtifactId id = Catalog.pick(wanted.text(), ids(state), "");
                return reporter.report(state.find(id).orElseThrow());
            } catch (ArcellaException e) {
                return reporter.report(catalog.find(wanted, state.repositories()));
            }
        }
        Offer offer = file.get();
        return state.find(offer.id()).map(reporter::report).orElseGet(() -> reporter.report(offer));
    }

    private static List<ArtifactId> ids(State state) {
        return state.features().stream().map(Installed::id).toList();
    }

    /** What an install would do. */
    public FeaturePlan planInstall(Wanted wanted, InstallOptions options) throws InterruptedException {
        return alone(() -> {
            Offer offer = offer(wanted);
            Optional<FeaturePlan> present = present(offer, options);
            if (present.isPresent()) {
                return present.get();
            }
            try {
                List<Prepared> prepared = preparation.prepare(offer, options.variables());
                Changes.Look look = changes.look(prepared, options);
                return planner.install(prepared).with(look.refusals().stream().map(ArcellaException::getMessage).toList(), look.notes());
            } finally {
                store.collect();
            }
        });
    }

    private Offer offer(Wanted wanted) {
        String name = wanted.text();
        try {
            return catalog.find(wanted, store.state().repositories());
        } catch (ArcellaException e) {
            if (wanted.content().isEmpty() && Catalog.path(name).isEmpty() && ids(store.state()).stream().anyMatch(id -> id.artifact().equals(name) || id.toString().equals(name))) {
                throw new ArcellaException(FeatureError.ALREADY_INSTALLED, "feature '" + name + "' is installed already",
                        "remove it first with feature:uninstall", e);
            }
            throw e;
        }
    }

    /**
     * What an install does where the feature is there already, as others require it: it stays without them, too.
     *
     * @return empty if it is not there
     * @throws ArcellaException if it is there already and not to come
     */
    Optional<FeaturePlan> present(Offer offer, InstallOptions options) {
        Optional<Installed> left = store.state().find(offer.id()).filter(one -> !one.requested() && one.phase() == Phase.INSTALLED);
        if (left.isEmpty()) {
            refuse(offer);
            return Optional.empty();
        }
        if (!left.get().text().equals(offer.text().text()) || !left.get().variables().equals(options.variables())) {
            throw new ArcellaException(FeatureError.ALREADY_INSTALLED, "feature " + offer.id()
                    + " is installed already, as others require it, and from another file or with other variables",
                    "remove those that require it first, or give yours another version");
        }
        return Optional.of(new FeaturePlan(offer.id(), List.of(new Step(Action.KEEP, Planner.FEATURE, offer.id().toString(),
                "it was there for others, and stays without them now")), List.of(), List.of()));
    }

    private void refuse(Offer offer) {
        if (builtIn.is(offer)) {
            throw new ArcellaException(FeatureError.BUILT_IN, offer.id() + " is what the container consists of", "there is nothing to do");
        }
        store.state().find(offer.id()).ifPresent(present -> {
            throw present.phase() == Phase.INSTALLED
                    ? new ArcellaException(FeatureError.ALREADY_INSTALLED, "feature " + present.id() + " is installed already",
                            "remove it first with feature:uninstall")
                    : new ArcellaException(FeatureError.NOT_REMOVED, "feature " + present.id() + " is not all removed yet",
                            "remove the rest with feature:uninstall");
        });
    }

    /**
     * Installs a feature, and those that it needs.
     *
     * @return what was done
     * @throws ArcellaException if it could not be; then nothing of it is there
     */
    public FeaturePlan install(Wanted wanted, InstallOptions options, FeatureProgress progress) throws InterruptedException {
        return alone(() -> install(offer(wanted), options, progress));
    }

    FeaturePlan install(Offer offer, InstallOptions options, FeatureProgress progress) throws InterruptedException {
        Optional<FeaturePlan> present = present(offer, options);
        if (present.isPresent()) {
            Installed left = store.state().find(offer.id()).orElseThrow();
            store.write(store.state().with(List.of(left.requested(options.origin(), options.fileHash()))));
            return present.get();
        }
        try {
            progress.told("reading", 0, -1);
            List<Prepared> prepared = preparation.prepare(offer, options.variables());
            FeaturePlan plan = planner.install(prepared);
            if (!plan.refused().isEmpty()) {
                throw new ArcellaException(FeatureError.CONFLICT,
                        "feature " + offer.id() + " cannot be installed: " + String.join("; ", plan.refused()),
                        "nothing was changed; see feature:plan install");
            }
            List<Installed> coming = prepared.stream().map(one -> installing(one, plan, options)).toList();
            store.write(store.state().with(coming));
            List<String> notes = bring(offer.id(), prepared, coming, options, progress);
            notes.addAll(0, plan.notes());
            return new FeaturePlan(offer.id(), plan.steps(), List.of(), notes);
        } finally {
            store.collect();
        }
    }

    private List<String> bring(ArtifactId id, List<Prepared> prepared, List<Installed> coming, InstallOptions options,
            FeatureProgress progress) throws InterruptedException {
        try {
            List<String> notes = new ArrayList<>(changes.install(prepared, options, progress));
            List<Installed> there = coming.stream().map(one -> one.in(Phase.INSTALLED)).toList();
            store.write(store.state().with(there));
            properties.leave(store.state());
            for (Installed one : there) {
                changes.settle(one).forEach(problems);
            }
            return notes;
        } catch (ArcellaException e) {
            List<ArcellaException> left = undo(coming);
            throw new ArcellaException(e.code(), "feature " + id + " was not installed: " + e.what(),
                    e.remedy() + (e.remedy().isEmpty() ? "" : "; ") + (left.isEmpty() ? "nothing of it is left"
                            : "this is left: " + left.getFirst().what() + "; remove it with feature:uninstall"), e);
        } catch (InterruptedException | RuntimeException e) {
            undo(coming).forEach(problems);
            throw e;
        }
    }

    /** Also for who was interrupted: what has begun is taken back all the same. */
    List<ArcellaException> undo(List<Installed> coming) throws InterruptedException {
        boolean interrupted = Thread.interrupted();
        try {
            // As it is in the state now: with another phase, it would not be found there.
            List<Installed> there = store.state().features().stream().filter(one -> coming.stream().anyMatch(other -> other.id().equals(one.id()))).toList();
            return takeAway(there);
        } catch (ArcellaException e) {
            return List.of(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Installed installing(Prepared one, FeaturePlan plan, InstallOptions options) {
        Map<String, String> bundles = new LinkedHashMap<>();
        one.bundles().forEach(part -> bundles.put(part.id().toString(), part.sha256()));
        Map<String, String> modules = new LinkedHashMap<>();
        one.modules().forEach(part -> modules.put(part.id().toString(), part.sha256()));
        List<String> configurations = one.feature().configurations().stream().map(settings -> settings.pid())
                .filter(pid -> plan.steps().stream().anyMatch(step -> step.kind().equals(Planner.CONFIGURATION)
                        && step.what().equals(pid) && step.action() != Action.KEEP)).toList();
        return new Installed(one.feature().id(), Phase.INSTALLING, one.requested(), one.requested() ? options.origin() : InstallOptions.BY_HAND,
                one.requested() ? options.fileHash() : "", one.offer().text().file(),
                one.offer().text().text(), one.requested() ? options.variables() : Map.of(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS), bundles, modules, configurations);
    }

    /** The installed features, for those who follow a folder. */
    List<Installed> installed() throws InterruptedException {
        recovered.await();
        return store.state().features();
    }

    /** What a removal would do. */
    public FeaturePlan planUninstall(Wanted wanted) throws InterruptedException {
        return alone(() -> {
            Installed named = installed(wanted);
            List<Installed> going = Needs.goingWith(named, store.state());
            return planner.uninstall(going, store.state().without(going::contains), Needs.by(named, store.state()));
        });
    }

    /**
     * Removes a feature, and those that were only there for it.
     *
     * @return what was done
     */
    public FeaturePlan uninstall(Wanted wanted, FeatureProgress progress) throws InterruptedException {
        return alone(() -> uninstall(installed(wanted), progress));
    }

    FeaturePlan uninstall(Installed named, FeatureProgress progress) throws InterruptedException {
        List<String> needed = Needs.by(named, store.state());
        if (!needed.isEmpty()) {
            throw new ArcellaException(FeatureError.IN_USE, "feature " + named.id() + " stays: " + String.join("; ", needed),
                    "remove those that require it first");
        }
        List<Installed> going = Needs.goingWith(named, store.state());
        State rest = store.state().without(going::contains);
        FeaturePlan plan = planner.uninstall(going, rest, List.of());
        List<Installed> removing = going.stream().map(one -> one.in(Phase.REMOVING)).toList();
        remove(going, rest, removing);
        List<ArcellaException> left = changes.takeAway(removing, rest, progress);
        if (!left.isEmpty()) {
            throw new ArcellaException(FeatureError.NOT_REMOVED, "feature " + named.id() + " is not all removed: " + left.getFirst().what(),
                    "try again; the next start of the container does", left.getFirst());
        }
        store.write(rest);
        properties.leave(rest);
        store.collect();
        return plan;
    }

    /** Writes down what is going to go: its modules first, so that none runs again once the store says that they go. */
    private void remove(List<Installed> going, State rest, List<Installed> removing) throws InterruptedException {
        try {
            changes.unsettle(going, rest);
            store.write(store.state().with(removing));
        } catch (ArcellaException | InterruptedException e) {
            for (Installed stays : store.state().features()) {
                if (going.contains(stays) && stays.phase() == Phase.INSTALLED) {
                    changes.settle(stays).forEach(problems);
                }
            }
            throw e;
        }
    }

    private Installed installed(Wanted wanted) {
        State state = store.state();
        ArtifactId id = Catalog.file(wanted).map(Offer::id).orElseGet(() -> installedId(wanted.text(), state));
        return state.find(id).orElseThrow(() -> new ArcellaException(
                FeatureError.UNKNOWN_FEATURE, "feature " + id + " is not installed", "see feature:list"));
    }

    private ArtifactId installedId(String name, State state) {
        try {
            return Catalog.pick(name, ids(state), "see feature:list");
        } catch (ArcellaException e) {
            Optional<Offer> offer = catalog.contents(state.repositories()).offers().stream()
                    .filter(one -> one.id().artifact().equals(name) || one.id().toString().equals(name)).findFirst();
            if (offer.filter(builtIn::is).isPresent()) {
                throw new ArcellaException(FeatureError.BUILT_IN, offer.get().id() + " is what the container consists of", "it stays", e);
            }
            throw e;
        }
    }
}
