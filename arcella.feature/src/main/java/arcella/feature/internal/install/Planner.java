package arcella.feature.internal.install;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.osgi.framework.Bundle;

import arcella.error.ArcellaException;
import arcella.feature.Feature.Settings;
import arcella.feature.internal.install.Prepared.BundlePart;
import arcella.feature.internal.install.Prepared.ModulePart;
import arcella.feature.internal.install.Step.Action;
import arcella.feature.internal.store.FeatureStore;
import arcella.feature.internal.store.Installed;
import arcella.feature.internal.store.State;
import arcella.runtime.ModuleId;
import arcella.runtime.ModulePlan;
import arcella.runtime.ModuleReport;
import arcella.runtime.Modules;

/** Compares what features bring with what is there. Changes nothing. */
final class Planner {

    static final String FEATURE = "feature";
    static final String BUNDLE = "bundle";
    static final String CONFIGURATION = "configuration";
    static final String PROPERTY = "framework property";
    static final String MODULE = "module";
    /** How the origins of modules begin that features brought. */
    static final String ORIGIN = "feature:";

    private final FeatureStore store;
    private final BundleKeeper bundles;
    private final SettingsKeeper settings;
    private final Modules modules;
    private final PropertyKeeper properties;

    Planner(FeatureStore store, BundleKeeper bundles, SettingsKeeper settings, Modules modules, PropertyKeeper properties) {
        this.store = store;
        this.bundles = bundles;
        this.settings = settings;
        this.modules = modules;
        this.properties = properties;
    }

    /** What an install would do. */
    FeaturePlan install(List<Prepared> all) {
        List<Step> steps = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Prepared one : all) {
            steps.add(new Step(Action.ADD, FEATURE, one.feature().id().toString(), one.requested() ? "" : "required"));
            one.feature().frameworkProperties().forEach((key, value) ->
                    property(key, value, steps, refused).ifPresent(steps::add));
            one.feature().configurations().forEach(wanted -> steps.add(configuration(wanted, steps, refused)));
            one.bundles().forEach(part -> steps.add(bundle(part, steps, refused)));
            one.modules().forEach(part -> steps.add(module(part, steps, refused)));
            notes.addAll(one.feature().notes());
        }
        amongThemselves(all, refused);
        return new FeaturePlan(all.getLast().feature().id(), steps, refused, notes);
    }

    /** What comes with two of them is the same in both. */
    private static void amongThemselves(List<Prepared> all, List<String> refused) {
        Map<String, Map<String, Object>> settings = new HashMap<>();
        Map<String, String> content = new HashMap<>();
        Map<String, String> properties = new HashMap<>();
        for (Prepared one : all) {
            one.feature().frameworkProperties().forEach((key, value) -> {
                String other = properties.putIfAbsent(key, value);
                if (other != null && !other.equals(value)) {
                    refused.add("two of the features set the framework property " + key + ", to '" + other + "' and to '" + value + "'");
                }
            });
            one.feature().configurations().forEach(wanted -> Optional.ofNullable(settings.putIfAbsent(wanted.pid(), wanted.properties()))
                    .flatMap(other -> SettingsKeeper.difference(other, wanted.properties()))
                    .ifPresent(key -> refused.add("two of the features have the configuration " + wanted.pid()
                            + ", and differ in '" + key + "'")));
            one.bundles().forEach(part -> once(content, BUNDLE + " " + part.content().name() + " " + part.content().version(), part.sha256(), refused));
            one.modules().forEach(part -> once(content, MODULE + " " + part.id(), part.sha256(), refused));
        }
    }

    private static void once(Map<String, String> content, String what, String sha256, List<String> refused) {
        String other = content.putIfAbsent(what, sha256);
        if (other != null && !other.equals(sha256)) {
            refused.add(what + " comes twice, with different content");
        }
    }

    private Optional<Step> property(String key, String value, List<Step> before, List<String> refused) {
        Optional<String> problem = PropertyKeeper.problem(key);
        Optional<Installed> holder = store.state().features().stream()
                .filter(other -> PropertyKeeper.of(other).containsKey(key)).findFirst();
        Optional<String> present = holder.map(other -> PropertyKeeper.of(other).get(key)).or(() -> properties.get(key));
        if (present.isPresent() && !present.get().equals(value)) {
            refused.add("the framework property " + key + " would have to be '" + value + "' and is '" + present.get() + "'"
                    + holder.map(other -> ", as feature " + other.id() + " wants it").orElse(""));
            return Optional.empty();
        }
        if (present.isEmpty() && problem.isPresent()) {
            refused.add(problem.get());
            return Optional.empty();
        }
        String what = key + "=" + value;
        String detail = PropertyKeeper.atLaunch(key) && properties.get(key).isEmpty() ? "from the next start on" : "";
        return Optional.of(holder.isEmpty() && !properties.own(key) ? step(Action.ADD, PROPERTY, what, detail, before)
                : new Step(holder.isPresent() ? Action.SHARE : Action.KEEP, PROPERTY, what, detail));
    }

    private static Step step(Action action, String kind, String what, String detail, List<Step> before) {
        boolean comes = before.stream().anyMatch(step -> step.kind().equals(kind) && step.what().equals(what));
        return new Step(comes ? Action.SHARE : action, kind, what, detail);
    }

    Step configuration(Settings wanted, List<Step> before, List<String> refused) {
        Optional<Map<String, Object>> present = settings.get(wanted.pid());
        if (present.isEmpty()) {
            return step(Action.ADD, CONFIGURATION, wanted.pid(), String.join(", ", wanted.properties().keySet()), before);
        }
        SettingsKeeper.difference(present.get(), wanted.properties()).ifPresent(key -> refused.add("the configuration " + wanted.pid()
                + " is there and says something else of '" + key + "': "
                + (present.get().containsKey(key) ? SettingsKeeper.text(present.get().get(key)) : "nothing") + " instead of "
                + (wanted.properties().containsKey(key) ? SettingsKeeper.text(wanted.properties().get(key)) : "nothing")
                + " (delete it with config:delete, or have it say the same)"));
        boolean shared = store.state().features().stream().anyMatch(other -> other.configurations().contains(wanted.pid()));
        return new Step(shared ? Action.SHARE : Action.KEEP, CONFIGURATION, wanted.pid(), "");
    }

    Step bundle(BundlePart part, List<Step> before, List<String> refused) {
        String name = part.content().name() + " " + part.content().version();
        Optional<Bundle> present = bundles.find(part.content());
        if (present.isEmpty()) {
            return step(Action.ADD, BUNDLE, name, part.id().toString(), before);
        }
        if (bundles.find(store.content(part.sha256())).isPresent()) {
            return new Step(Action.SHARE, BUNDLE, name, part.id().toString());
        }
        if (BundleKeeper.from(store.content(), present.get())) {
            refused.add("bundle " + name + " is there with other content, from another feature");
        }
        return new Step(Action.KEEP, BUNDLE, name, part.id().toString());
    }

    Step module(ModulePart part, List<Step> before, List<String> refused) {
        String name = part.id().toString();
        Optional<ModuleReport> present = find(part.id());
        if (present.isEmpty()) {
            return step(Action.ADD, MODULE, name, part.module().artifact().id().toString(), before);
        }
        if (!present.get().sha256().equals(part.sha256())) {
            refused.add("module " + name + " is there with other content (update or remove it, or give the feature's another version)");
        }
        return new Step(byFeature(present.get()) ? Action.SHARE : Action.KEEP, MODULE, name,
                present.get().state().live() ? "" : "it is " + present.get().state().word() + ", and stays so");
    }

    /** Whether it came with a feature and is as it came. */
    static boolean byFeature(ModuleReport module) {
        return module.origin().startsWith(ORIGIN);
    }

    Optional<ModuleReport> find(ModuleId id) {
        return modules.list().stream().filter(module -> module.id().equals(id)).findFirst();
    }

    /**
     * What goes with some features.
     *
     * @param going the features
     * @param rest what stays
     */
    FeaturePlan uninstall(List<Installed> going, State rest, List<String> refused) {
        List<Step> steps = new ArrayList<>();
        for (Installed one : going.reversed()) {
            List.copyOf(one.modules().entrySet()).reversed().forEach(part -> steps.add(new Step(
                    moduleGoes(part.getKey(), part.getValue(), rest), MODULE, part.getKey(), "")));
            one.bundles().forEach((bundle, sha256) -> steps.add(new Step(bundleGoes(bundle, sha256, rest), BUNDLE, bundle, "")));
            one.configurations().forEach(pid -> steps.add(new Step(settings.get(pid).isEmpty() ? Action.GONE
                    : heldBy(rest, other -> other.configurations().contains(pid)), CONFIGURATION, pid, changed(one, pid))));
            PropertyKeeper.of(one).forEach((key, value) -> steps.add(propertyGoes(key, value, rest)));
            steps.add(new Step(Action.REMOVE, FEATURE, one.id().toString(), one.requested() ? "" : "nothing requires it any more"));
        }
        return new FeaturePlan(going.getLast().id(), steps, refused, left(steps));
    }

    private Step propertyGoes(String key, String value, State rest) {
        Action action = heldBy(rest, other -> PropertyKeeper.of(other).containsKey(key));
        if (action == Action.REMOVE && properties.own(key)) {
            return new Step(Action.KEEP, PROPERTY, key + "=" + value, "");
        }
        // What framework and container read as they start goes with the next one, if they have it by now.
        boolean holds = action == Action.REMOVE && PropertyKeeper.atLaunch(key) && properties.get(key).isPresent();
        return new Step(action, PROPERTY, key + "=" + value, holds ? "holds until the next start" : "");
    }

    private String changed(Installed feature, String pid) {
        try {
            return feature.feature().configurations().stream().filter(wanted -> wanted.pid().equals(pid)).findFirst()
                    .flatMap(wanted -> settings.get(pid).flatMap(present -> SettingsKeeper.difference(present, wanted.properties())))
                    .map(key -> "'" + key + "' has been changed since").orElse("");
        } catch (ArcellaException _) {
            // What does not read any more cannot be compared; it goes all the same.
            return "";
        }
    }

    private Action moduleGoes(String name, String sha256, State rest) {
        Optional<ModuleReport> present = modules.list().stream().filter(module -> module.id().toString().equals(name)).findFirst();
        if (present.isEmpty()) {
            return Action.GONE;
        }
        return byFeature(present.get()) && present.get().sha256().equals(sha256)
                ? heldBy(rest, other -> other.modules().containsKey(name)) : Action.KEEP;
    }

    private Action bundleGoes(String id, String sha256, State rest) {
        if (bundles.find(store.content(sha256)).isPresent()) {
            return heldBy(rest, other -> other.bundles().containsValue(sha256));
        }
        try {
            return bundles.find(BundleContent.read(store.content(sha256), id)).isPresent() ? Action.KEEP : Action.GONE;
        } catch (ArcellaException _) {
            // What does not read is not there under its name; the removal goes on.
            return Action.GONE;
        }
    }

    /** Which modules that stay would wait for what goes. */
    private List<String> left(List<Step> steps) {
        List<String> gone = steps.stream().filter(step -> step.kind().equals(MODULE) && step.action() == Action.REMOVE)
                .map(Step::what).toList();
        return gone.stream().flatMap(module -> modules.plan(ModulePlan.Action.REMOVE, module, Optional.empty()).waiting().stream())
                .filter(one -> !gone.contains(one.module().toString()))
                .map(one -> "makes " + one.module() + " wait for " + String.join(", ", one.imports())).distinct().toList();
    }

    private static Action heldBy(State rest, Predicate<Installed> holds) {
        return rest.features().stream().filter(other -> other.phase() == Installed.Phase.INSTALLED).anyMatch(holds)
                ? Action.SHARE : Action.REMOVE;
    }
}
