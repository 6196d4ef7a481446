package arcella.runtime.internal.container;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import arcella.runtime.LimitReport;
import arcella.runtime.LimitReport.Origin;
import arcella.runtime.internal.config.ModuleSettings;
import arcella.runtime.manifest.Limit;
import arcella.runtime.manifest.LimitBounds;
import arcella.runtime.manifest.Limits;
import arcella.runtime.manifest.Manifest;
import arcella.worker.InstanceLimits;
import arcella.worker.ModuleInstance;

/**
 * What one installed module is given: what its manifest says, as its configuration changes it and its grants allow. Some
 * limits change while an instance lives, the others with the next one. Thread-safe.
 */
final class ModuleConfiguration {

    private final Manifest manifest;
    private final boolean command;
    private final Supplier<ModuleSettings> settings;
    private final Rules rules;
    private volatile Collection<String> knownGrants;
    private volatile @Nullable Map<Limit, Long> applied;
    private volatile boolean madeInMain;

    /**
     * @param command whether the module is a command, whose fuel is counted only where that is stated
     * @param settings its configuration, as it is now
     * @param rules where grants and bounds come from
     */
    ModuleConfiguration(Manifest manifest, boolean command, Supplier<ModuleSettings> settings, Rules rules) {
        this.manifest = manifest;
        this.command = command;
        this.settings = settings;
        this.rules = rules;
        this.knownGrants = List.copyOf(rules.known());
    }

    /**
     * What an operator allows a module.
     *
     * @param known what it was granted as far as is known
     * @param grants all that it is granted, as it is now; may fail, where what is granted cannot be read
     * @param bounds the operator's defaults and caps, as they are now; may fail likewise
     * @param knownBounds those as far as they are known
     */
    record Rules(Collection<String> known, Supplier<? extends Collection<String>> grants, Supplier<LimitBounds> bounds,
            Supplier<LimitBounds> knownBounds) {}

    /**
     * What holds at one moment.
     *
     * @param manifest with the limits of the configuration, within the operator's bounds
     * @param configured the limits that come from the configuration
     * @param problems what of the configuration does not hold, and why
     */
    record Now(Manifest manifest, Permissions permissions, Set<Limit> configured, List<String> problems) {

        private boolean denied(Limit limit) {
            return permissions.denied().contains(Permissions.ask(limit));
        }

        /** Where what holds of a limit comes from. */
        Origin origin(Limit limit) {
            Limits limits = manifest.limits();
            LimitBounds bounds = limits.bounds();
            if (limits.states(limit) && !denied(limit)) {
                return limits.capped().contains(limit) ? Origin.CAPPED
                        : configured.contains(limit) ? Origin.CONFIGURATION : Origin.MANIFEST;
            }
            Long own = bounds.defaults().get(limit);
            return bounds.standard(limit) < (own == null ? limit.standard() : own) ? Origin.CAPPED
                    : own == null ? Origin.DEFAULT : Origin.CONTAINER_DEFAULT;
        }

        /** What of a limit was asked for and is not given. */
        OptionalLong refused(Limit limit) {
            Limits limits = manifest.limits();
            return denied(limit) || limits.capped().contains(limit)
                    ? OptionalLong.of(limits.stated().get(limit)) : OptionalLong.empty();
        }
    }

    /** What holds of each limit; fuel only where it is counted. */
    private Map<Limit, Long> limits(Now now) {
        Map<Limit, Long> limits = new EnumMap<>(Limit.class);
        for (Limit limit : Limit.values()) {
            limits.put(limit, now.permissions().limit(now.manifest(), limit));
        }
        if (InstanceSpecs.fuel(now.manifest(), now.permissions(), command).isEmpty()) {
            limits.remove(Limit.FUEL);
        }
        return limits;
    }

    /** What holds now. A limit above its default that was not granted leaves the manifest's as it is. */
    Now now() {
        ModuleSettings present = settings.get();
        Manifest own = manifest.with(manifest.limits().within(rules.bounds().get()));
        boolean asks = !present.limits().isEmpty() || !Permissions.asks(own).isEmpty();
        Collection<String> granted = asks ? rules.grants().get() : knownGrants;
        knownGrants = granted;
        return now(own, present, granted);
    }

    private static Now now(Manifest manifest, ModuleSettings present, Collection<String> granted) {
        Permissions asked = Permissions.judge(manifest, granted);
        LimitBounds bounds = manifest.limits().bounds();
        List<String> problems = new ArrayList<>(present.problems());
        Map<Limit, Long> limits = new EnumMap<>(Limit.class);
        limits.putAll(manifest.limits().stated());
        Set<Limit> configured = EnumSet.noneOf(Limit.class);
        present.limits().forEach((limit, value) -> {
            if (bounds.within(limit, value) <= bounds.standard(limit) || Permissions.allows(granted, limit)) {
                limits.put(limit, value);
                configured.add(limit);
            } else {
                problems.add(ModuleSettings.LIMIT_PREFIX + limit.key() + " = " + limit.text(value) + " is above the default of "
                        + limit.text(bounds.standard(limit)) + " and not granted, " + limit.text(asked.limit(manifest, limit))
                        + " holds; grant " + Permissions.ask(limit));
            }
        });
        Manifest changed = manifest.with(new Limits(limits, bounds));
        return new Now(changed, Permissions.judge(changed, granted), configured, problems);
    }

    /**
     * What holds now, by what is known of the grants: for lists of many modules, which need not ask anew, and do not fail
     * where what is granted cannot be read.
     */
    Now shown() {
        return now(manifest.with(manifest.limits().within(rules.knownBounds().get())), settings.get(), knownGrants);
    }

    /**
     * All that is asked for, whether it is granted or not, by what is known of the operator's bounds: the manifest, with those limits
     * of the configuration that are above its own.
     */
    Manifest asking() {
        LimitBounds bounds = rules.knownBounds().get();
        Map<Limit, Long> limits = new EnumMap<>(Limit.class);
        limits.putAll(manifest.limits().stated());
        settings.get().limits().forEach((limit, value) -> limits.merge(limit, value, Math::max));
        return manifest.with(new Limits(limits, bounds));
    }

    /** The values of {@code wasi:config} as they are now: the manifest's, and over them the configuration's. */
    Map<String, String> values() {
        Map<String, String> values = new HashMap<>(manifest.config());
        values.putAll(settings.get().values());
        return values;
    }

    /** What its exports are worth beside others' of the same interface; the higher is taken first. */
    int rank() {
        return settings.get().rank();
    }

    /** What an instance made now may use. */
    InstanceLimits instanceLimits(Now now) {
        return InstanceSpecs.limits(now.manifest(), now.permissions(), command);
    }

    /** An instance is made with this. */
    void given(Now now) {
        applied = limits(now);
        madeInMain = now.permissions().inMain(manifest);
    }

    /**
     * Where its instance runs; without one, where one made now would, as far as is known.
     *
     * @param lives whether there is an instance
     */
    String isolation(boolean lives) {
        return word(lives && applied != null ? madeInMain : shown().permissions().inMain(manifest));
    }

    static String word(boolean inMain) {
        return inMain ? "main" : "worker";
    }

    /** Gives a living instance what it can take on of what holds now. */
    void apply(Now now, ModuleInstance instance) {
        Map<Limit, Long> before = applied;
        if (before != null) {
            instance.limits(instanceLimits(now));
            Map<Limit, Long> limits = new EnumMap<>(Limit.class);
            limits.putAll(before);
            limits(now).forEach((limit, value) -> {
                if (live(limit, before)) {
                    limits.put(limit, value);
                }
            });
            applied = limits;
        }
    }

    /** Fuel can change where it is counted. */
    private static boolean live(Limit limit, Map<Limit, Long> applied) {
        return limit.live() && (limit != Limit.FUEL || applied.containsKey(limit));
    }

    /**
     * The limits, each with where it comes from, and with what a living instance has where that is not what holds now.
     *
     * @param lives whether there is an instance
     */
    List<LimitReport> limits(Now now, boolean lives) {
        Map<Limit, Long> present = limits(now);
        Map<Limit, Long> before = applied;
        List<LimitReport> reports = new ArrayList<>();
        for (Limit limit : Limit.values()) {
            Long value = present.get(limit);
            Long has = lives && before != null ? before.get(limit) : value;
            Optional<String> other = Objects.equals(value, has) ? Optional.empty()
                    : Optional.of(has == null ? LimitReport.NOT_COUNTED : limit.text(has));
            reports.add(new LimitReport(limit, number(value), now.origin(limit), now.refused(limit), other));
        }
        return reports;
    }

    private static OptionalLong number(@Nullable Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** What of the limits waits for the next instance, a line each. */
    List<String> waiting(Now now) {
        return limits(now, true).stream().flatMap(limit -> limit.present().stream().map(other ->
                limit.limit().key() + " " + limit.valueText() + " (" + other + " until it is restarted)")).toList();
    }
}
