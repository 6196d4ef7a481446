package arcella.feature.internal.install;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.osgi.framework.Bundle;

import arcella.error.ArcellaException;
import arcella.error.IoReason;
import arcella.feature.ArtifactId;
import arcella.feature.Feature;
import arcella.feature.Feature.Settings;
import arcella.feature.FeatureError;
import arcella.feature.internal.install.Prepared.BundlePart;
import arcella.feature.internal.install.Prepared.ModulePart;
import arcella.feature.internal.store.FeatureStore;
import arcella.feature.internal.store.Installed;
import arcella.feature.internal.store.Installed.Phase;
import arcella.feature.internal.store.State;
import arcella.runtime.InstallRequest;
import arcella.runtime.ModuleId;
import arcella.runtime.ModulePlan;
import arcella.runtime.ModuleReport;
import arcella.runtime.ModuleReport.Outcome;
import arcella.runtime.ModuleState;
import arcella.runtime.Modules;
import arcella.runtime.Progress;

/** Makes the changes, one part after another. What is written down before and after them is up to the caller. */
final class Changes {

    private final FeatureStore store;
    private final BundleKeeper bundles;
    private final SettingsKeeper settings;
    private final PropertyKeeper properties;
    private final Modules modules;
    private final Planner planner;

    Changes(FeatureStore store, BundleKeeper bundles, SettingsKeeper settings, PropertyKeeper properties, Modules modules, Planner planner) {
        this.store = store;
        this.bundles = bundles;
        this.settings = settings;
        this.properties = properties;
        this.modules = modules;
        this.planner = planner;
    }

    /** Brings what is not there. What is to be told, a line each. */
    List<String> install(List<Prepared> all, InstallOptions options, FeatureProgress progress) throws InterruptedException {
        List<String> notes = new ArrayList<>();
        Map<Bundle, String> toStart = new LinkedHashMap<>();
        int total = all.stream().mapToInt(one -> one.feature().configurations().size() + 2 * one.bundles().size() + one.modules().size()).sum();
        int[] done = {0};
        for (Prepared one : all) {
            one.feature().frameworkProperties().forEach(properties::make);
            for (Settings wanted : one.feature().configurations()) {
                progress.told("configuration " + wanted.pid(), done[0]++, total);
                if (settings.get(wanted.pid()).isEmpty()) {
                    settings.make(wanted);
                }
            }
            for (BundlePart part : one.bundles()) {
                progress.told("bundle " + part.content().name(), done[0]++, total);
                if (bundles.find(part.content()).isEmpty()) {
                    toStart.put(bundles.install(store.content(part.sha256()), part.id().toString()),
                            part.content().fragment() ? "" : part.id().toString());
                }
            }
        }
        for (Map.Entry<Bundle, String> bundle : toStart.entrySet()) {
            progress.told("starting " + bundle.getKey().getSymbolicName(), done[0]++, total);
            if (!bundle.getValue().isEmpty()) {
                bundles.start(bundle.getKey(), bundle.getValue());
            }
        }
        done[0] = total - all.stream().mapToInt(one -> one.modules().size()).sum();
        for (Prepared one : all) {
            for (ModulePart part : one.modules()) {
                progress.told("module " + part.id(), done[0]++, total);
                if (planner.find(part.id()).isEmpty()) {
                    String step = done[0] + " of " + total + ", module " + part.id() + ": ";
                    Outcome outcome = install(part, one, options, (what, far, most) -> progress.told(step + what, far, most));
                    outcome.notes().forEach(note -> notes.add(part.id() + ": " + note));
                }
            }
        }
        for (Prepared one : all) {
            one.modules().stream().filter(part -> part.module().start()).forEach(part -> check(part, notes));
        }
        progress.told("done", total, total);
        return notes;
    }

    /**
     * What {@link Modules} says of the modules that would come.
     *
     * @param refusals why some cannot come
     * @param notes what the others ask for and would be given, a line each
     */
    record Look(List<ArcellaException> refusals, List<String> notes) {}

    /** Looks at the modules that would come, without changing anything. */
    Look look(List<Prepared> all, InstallOptions options) throws InterruptedException {
        List<ArcellaException> refusals = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Prepared one : all) {
            for (ModulePart part : one.modules()) {
                if (planner.find(part.id()).filter(present -> present.sha256().equals(part.sha256())).isEmpty()) {
                    try {
                        ModulePlan.Asks asks = with(part, one, options, modules::check);
                        if (!asks.granted().isEmpty()) {
                            notes.add(part.id() + ": granted: " + String.join(", ", asks.granted()));
                        }
                        asks.notes().forEach(note -> notes.add(part.id() + ": " + note));
                    } catch (ArcellaException e) {
                        refusals.add(e);
                    }
                }
            }
        }
        return new Look(refusals, notes);
    }

    private Outcome install(ModulePart part, Prepared of, InstallOptions options, Progress progress) throws InterruptedException {
        return with(part, of, options, request -> modules.installUnsettled(request, part.module().start(), progress));
    }

    /** What a module comes with, put to some use. */
    private interface Use<T> {
        T of(InstallRequest request) throws InterruptedException;
    }

    private <T> T with(ModulePart part, Prepared of, InstallOptions options, Use<T> use) throws InterruptedException {
        List<String> grants = new ArrayList<>(options.grants());
        boolean all = options.grantAll() && part.module().grants().isEmpty();
        if (options.grantAll()) {
            part.module().grants().ifPresent(grants::addAll);
        }
        try (InputStream wasm = Files.newInputStream(store.content(part.sha256()))) {
            return use.of(new InstallRequest(wasm, part.id() + ".wasm", part.manifest(), Optional.of(part.id().name()),
                    Optional.of(part.id().version()), grants, all, Planner.ORIGIN + of.feature().id()));
        } catch (IOException e) {
            throw new ArcellaException(FeatureError.INSTALL_FAILED, "module " + part.id() + " cannot be read: " + IoReason.of(e), "try again", e);
        } catch (ArcellaException e) {
            throw e.what().contains(part.id().toString()) ? e
                    : new ArcellaException(e.code(), "module " + part.id() + ": " + e.what(), e.remedy(), e);
        }
    }

    private void check(ModulePart part, List<String> notes) {
        Optional<ModuleReport> module = planner.find(part.id());
        if (module.isEmpty()) {
            throw new ArcellaException(FeatureError.INSTALL_FAILED, "module " + part.id() + " has gone meanwhile", "try again");
        }
        switch (module.get().state()) {
            case ModuleState.Failed(String why) -> throw new ArcellaException(FeatureError.INSTALL_FAILED,
                    "module " + part.id() + " failed: " + why, "see log:tail " + part.id());
            case ModuleState.Waiting waiting -> notes.add(part.id() + " " + waiting.reason());
            case ModuleState.Restarting restarting -> notes.add(part.id() + " is restarting: " + restarting.why());
            case ModuleState.Installed _, ModuleState.Starting _, ModuleState.Active _, ModuleState.Completed _,
                    ModuleState.Stopping _, ModuleState.Stopped _ -> { }
        }
    }

    /**
     * Has a container that starts leave alone the modules that {@link #takeAway} would remove, until that has been done or
     * {@link #settle} has been called.
     */
    void unsettle(List<Installed> going, State rest) throws InterruptedException {
        List<Installed> holders = holders(rest);
        for (Installed one : going) {
            for (Map.Entry<String, String> part : one.modules().entrySet()) {
                if (goes(part, holders)) {
                    modules.unsettle(part.getKey());
                }
            }
        }
    }

    private static List<Installed> holders(State rest) {
        return rest.features().stream().filter(other -> other.phase() == Phase.INSTALLED).toList();
    }

    /** Whether a module goes with a feature: it is as that brought it, and no other has it. */
    private boolean goes(Map.Entry<String, String> part, List<Installed> holders) {
        return holders.stream().noneMatch(other -> other.modules().containsKey(part.getKey()))
                && modules.list().stream().anyMatch(module -> module.id().toString().equals(part.getKey())
                        && Planner.byFeature(module) && module.sha256().equals(part.getValue()));
    }

    /**
     * Takes away what features brought and none of the rest has; goes on where something cannot be taken away.
     *
     * @return what could not
     */
    List<ArcellaException> takeAway(List<Installed> going, State rest, FeatureProgress progress) throws InterruptedException {
        List<Installed> holders = holders(rest);
        List<ArcellaException> problems = new ArrayList<>();
        int total = going.stream().mapToInt(one -> one.modules().size() + one.configurations().size() + 1).sum();
        int done = 0;
        List<Bundle> gone = new ArrayList<>();
        for (Installed one : going.reversed()) {
            for (Map.Entry<String, String> part : List.copyOf(one.modules().entrySet()).reversed()) {
                progress.told("module " + part.getKey(), done++, total);
                if (goes(part, holders)) {
                    try {
                        modules.remove(part.getKey());
                    } catch (ArcellaException e) {
                        problems.add(e);
                    }
                }
            }
            for (String sha256 : List.copyOf(one.bundles().values()).reversed()) {
                Path file = store.content(sha256);
                if (holders.stream().noneMatch(other -> other.bundles().containsValue(sha256))) {
                    bundles.find(file).ifPresent(gone::add);
                }
            }
            progress.told("bundles", done++, total);
            try {
                bundles.uninstall(gone);
            } catch (ArcellaException e) {
                problems.add(e);
            }
            gone.clear();
            PropertyKeeper.of(one).keySet().stream()
                    .filter(key -> holders.stream().noneMatch(other -> PropertyKeeper.of(other).containsKey(key)))
                    .forEach(properties::remove);
            for (String pid : one.configurations()) {
                progress.told("configuration " + pid, done++, total);
                if (holders.stream().noneMatch(other -> other.configurations().contains(pid))) {
                    try {
                        settings.delete(pid);
                    } catch (ArcellaException e) {
                        problems.add(e);
                    }
                }
            }
        }
        progress.told("done", total, total);
        return problems;
    }

    /** The modules of a feature that the store has as installed stay, those that do not run yet are started. What went wrong. */
    List<ArcellaException> settle(Installed feature) throws InterruptedException {
        List<ArcellaException> problems = new ArrayList<>();
        for (Feature.Module module : feature.feature().modules()) {
            ArtifactId artifact = module.artifact().id();
            settle(new ModuleId(artifact.artifact(), artifact.version()), module.start()).ifPresent(problems::add);
        }
        return problems;
    }

    /** A module stays; whether it is to run is said. What went wrong. */
    Optional<ArcellaException> settle(ModuleId id, boolean start) throws InterruptedException {
        if (planner.find(id).isPresent()) {
            try {
                modules.settle(id.toString(), start);
            } catch (ArcellaException e) {
                return Optional.of(e);
            }
        }
        return Optional.empty();
    }

    /**
     * Gives the framework the properties and bundles of a feature, after a start: it has forgotten all. Settles its modules, if a
     * crash came before. What went wrong.
     */
    List<ArcellaException> bring(Installed feature) throws InterruptedException {
        List<ArcellaException> problems = new ArrayList<>();
        Map<Bundle, String> toStart = new LinkedHashMap<>();
        PropertyKeeper.of(feature).forEach(properties::make);
        feature.bundles().forEach((id, sha256) -> {
            try {
                BundleContent content = BundleContent.read(store.content(sha256), id);
                if (bundles.find(content).isEmpty()) {
                    Bundle bundle = bundles.install(store.content(sha256), id);
                    if (!content.fragment()) {
                        toStart.put(bundle, id);
                    }
                }
            } catch (ArcellaException e) {
                problems.add(e);
            }
        });
        toStart.forEach((bundle, id) -> {
            try {
                bundles.start(bundle, id);
            } catch (ArcellaException e) {
                problems.add(e);
            }
        });
        problems.addAll(settle(feature));
        return problems;
    }
}
