package arcella.runtime.internal.container;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import arcella.runtime.ModuleId;
import arcella.runtime.internal.toml.TomlScope;
import arcella.runtime.manifest.Limit;
import arcella.runtime.manifest.LimitBounds;
import arcella.runtime.manifest.LimitsReader;

/**
 * What {@code etc/arcella.toml} says of limits. Immutable.
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

    /** Reads the two tables; mistakes are noted in the document. */
    static LimitPolicy read(TomlScope root) {
        TomlScope defaults = root.table("defaults");
        Map<Limit, Long> standard = LimitsReader.read(defaults.table("limits"));
        defaults.end();
        TomlScope caps = root.table("caps");
        Map<Limit, Long> all = LimitsReader.read(caps.table("limits"));
        Map<String, Map<Limit, Long>> named = new HashMap<>();
        TomlScope modules = caps.table("modules");
        for (String name : modules.keys()) {
            if (!ModuleId.validName(name)) {
                modules.problem(name, "'" + name + "' is no module's name; those are lower-case words joined by single hyphens");
            }
            TomlScope module = modules.table(name);
            named.put(name, LimitsReader.read(module.table("limits")));
            module.end();
        }
        caps.end();
        return new LimitPolicy(standard, all, named);
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
