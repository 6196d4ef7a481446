package arcella.runtime.manifest;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a container's operator sets for the limits of one module, in {@code etc/arcella.toml}. Immutable.
 *
 * @param defaults what holds of limits that a module does not state, where that is not the built-in default
 * @param caps what no manifest, configuration or grant leads beyond
 * @param named those of the caps that name the module: of time and fuel they hold for a command's whole run, too
 */
public record LimitBounds(Map<Limit, Long> defaults, Map<Limit, Long> caps, Set<Limit> named) {

    /** The built-in defaults, and no caps. */
    public static final LimitBounds NONE = new LimitBounds(Map.of(), Map.of(), Set.of());

    /** Copies. */
    public LimitBounds {
        defaults = Collections.unmodifiableMap(copy(defaults));
        caps = Collections.unmodifiableMap(copy(caps));
        named = Set.copyOf(named);
    }

    private static Map<Limit, Long> copy(Map<Limit, Long> values) {
        Map<Limit, Long> copy = new EnumMap<>(Limit.class);
        copy.putAll(values);
        return copy;
    }

    /** What holds of a limit that a module does not state. */
    public long standard(Limit limit) {
        return within(limit, defaults.getOrDefault(limit, limit.standard()));
    }

    /** The cap, if there is one. */
    public OptionalLong cap(Limit limit) {
        Long cap = caps.get(limit);
        return cap == null ? OptionalLong.empty() : OptionalLong.of(cap);
    }

    /** The stricter of the cap and what is asked for. */
    public long within(Limit limit, long asked) {
        return Math.min(asked, cap(limit).orElse(Long.MAX_VALUE));
    }
}
