package arcella.runtime.internal.container;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import arcella.runtime.config.ConfigKey;
import arcella.runtime.config.ConfigKeys;
import arcella.runtime.config.Configuration;
import arcella.runtime.manifest.Limit;
import arcella.runtime.manifest.LimitBounds;

/**
 * What the container's configuration says of limits. Immutable.
 *
 * @param defaults {@code [defaults.limits]}: what modules have that state nothing
 * @param caps {@code [caps.limits]}: what no module has more of
 * @param named {@code [caps.modules.NAME.limits]}: the same for the modules of a name, in place of those for all
 */
record LimitPolicy(Map<Limit, Long> defaults, Map<Limit, Long> caps, Map<String, Map<Limit, Long>> named) {

    /** Nothing said. */
    static final LimitPolicy NONE = new LimitPolicy(Map.of(), Map.of(), Map.of());

    LimitPolicy {
        defaults = Map.copyOf(defaults);
        caps = Map.copyOf(caps);
        named = Map.copyOf(named);
    }

    static LimitPolicy of(Configuration configuration) {
        Map<String, Map<Limit, Long>> named = new HashMap<>();
        ConfigKeys.MODULE_CAPS.forEach((limit, key) -> configuration.named(key).forEach((name, value) ->
                named.computeIfAbsent(name, _ -> new EnumMap<>(Limit.class)).put(limit, value)));
        return new LimitPolicy(stated(configuration, ConfigKeys.DEFAULTS), stated(configuration, ConfigKeys.CAPS), named);
    }

    private static Map<Limit, Long> stated(Configuration configuration, Map<Limit, ConfigKey<Long>> keys) {
        Map<Limit, Long> stated = new EnumMap<>(Limit.class);
        keys.forEach((limit, key) -> configuration.stated(key).ifPresent(value -> stated.put(limit, value)));
        return stated;
    }

    /** What of it is for the modules of a name. */
    LimitBounds of(String name) {
        Map<Limit, Long> own = named.getOrDefault(name, Map.of());
        Map<Limit, Long> both = new EnumMap<>(Limit.class);
        both.putAll(caps);
        both.putAll(own);
        Set<Limit> byName = EnumSet.noneOf(Limit.class);
        byName.addAll(own.keySet());
        return new LimitBounds(defaults, both, byName);
    }
}
