package arcella.runtime.internal.container;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import arcella.runtime.internal.config.ModuleSettings;
import arcella.runtime.manifest.Limit;
import arcella.runtime.manifest.Limits;
import arcella.runtime.manifest.Manifest;
import arcella.worker.InstanceLimits;
import arcella.worker.ModuleInstance;

/**
 * What one installed module is given: what its manifest says, as its configuration changes it and its grants allow. Some
 * limits change while an instance lives, the others with the next one. Thread-safe.
 */
final class ModuleConfiguration {

    /** What an instance takes on without having been made anew. */
    private static final Set<Limit> LIVE = EnumSet.of(Limit.DEADLINE, Limit.HOST_CALL_BYTES);

    private final Manifest manifest;
    private final boolean command;
    private final Supplier<ModuleSettings> settings;
    private final Supplier<? extends Collection<String>> grants;
    private volatile Collection<String> knownGrants;
    private volatile @Nullable Map<Limit, Long> applied;

    /**
     * @param command whether the module is a command, whose fuel is counted only where that is stated
     * @param settings its configuration, as it is now
     * @param ownGrants what it was granted when it was installed
     * @param grants all that it is granted, as it is now; may fail, where what is granted cannot be read
     */
    ModuleConfiguration(Manifest manifest, boolean command, Supplier<ModuleSettings> settings, Collection<String> ownGrants,
            Supplier<? extends Collection<String>> grants) {
        this.manifest = manifest;
        this.command = command;
        this.settings = settings;
        this.grants = grants;
        this.knownGrants = List.copyOf(ownGrants);
    }

    /**
     * What holds at one moment.
     *
     * @param manifest with the limits of the configuration
     * @param problems what of the configuration does not hold, and why
     */
    record Now(Manifest manifest, Permissions permissions, List<String> problems) {}

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
        boolean asks = !present.limits().isEmpty() || !Permissions.asks(manifest).isEmpty();
        Collection<String> granted = asks ? grants.get() : knownGrants;
        knownGrants = granted;
        return now(present, granted);
    }

    private Now now(ModuleSettings present, Collection<String> granted) {
        Permissions asked = Permissions.judge(manifest, granted);
        List<String> problems = new ArrayList<>(present.problems());
        Map<Limit, Long> limits = new EnumMap<>(Limit.class);
        limits.putAll(manifest.limits().stated());
        present.limits().forEach((limit, value) -> {
            if (value <= limit.standard() || Permissions.allows(granted, limit)) {
                limits.put(limit, value);
            } else {
                problems.add(ModuleSettings.LIMIT_PREFIX + limit.key() + " = " + limit.text(value) + " is above the default of "
                        + limit.text(limit.standard()) + " and not granted, " + limit.text(asked.limit(manifest, limit))
                        + " holds; grant " + Permissions.ask(limit));
            }
        });
        Manifest changed = manifest.with(new Limits(limits));
        return new Now(changed, Permissions.judge(changed, granted), problems);
    }

    /**
     * What holds now, by what is known of the grants: for lists of many modules, which need not ask anew, and do not fail
     * where what is granted cannot be read.
     *
     * @param known what the module was granted when it was made
     */
    Now shown(Permissions known) {
        ModuleSettings present = settings.get();
        return present.limits().isEmpty() ? new Now(manifest, known, present.problems()) : now(present, knownGrants);
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
        return LIVE.contains(limit) || limit == Limit.FUEL && applied.containsKey(limit);
    }

    /**
     * The limits as text, each with what a living instance has where that is not what holds now.
     *
     * @param lives whether there is an instance
     */
    Map<String, String> limits(Now now, boolean lives) {
        Map<Limit, Long> present = limits(now);
        Map<Limit, Long> before = applied;
        Map<String, String> texts = new LinkedHashMap<>();
        for (Limit limit : Limit.values()) {
            Long value = present.get(limit);
            Long has = lives && before != null ? before.get(limit) : value;
            String text = value == null ? "not counted" : limit.text(value);
            texts.put(limit.key(), Objects.equals(value, has) ? text
                    : text + " (" + (has == null ? "not counted" : limit.text(has)) + " until it is restarted)");
        }
        return texts;
    }

    /** What of the limits waits for the next instance, a line each. */
    List<String> waiting(Now now) {
        return limits(now, true).entrySet().stream().filter(entry -> entry.getValue().endsWith(")"))
                .map(entry -> entry.getKey() + " " + entry.getValue()).toList();
    }
}
