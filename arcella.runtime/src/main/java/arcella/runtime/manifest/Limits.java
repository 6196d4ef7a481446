package arcella.runtime.manifest;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * The limits that a manifest states; those that it leaves out have their defaults.
 *
 * @param stated in bytes, pieces or milliseconds, as {@link Limit#unit()} says; each above 0
 */
public record Limits(Map<Limit, Long> stated) {

    /** Nothing stated. */
    public static final Limits STANDARD = new Limits(Map.of());

    public Limits {
        Map<Limit, Long> copy = new EnumMap<>(Limit.class);
        copy.putAll(stated);
        if (copy.values().stream().anyMatch(value -> value <= 0)) {
            throw new IllegalArgumentException("a limit of nothing: " + copy);
        }
        stated = Collections.unmodifiableMap(copy);
    }

    /** The stated value, or the default. */
    public long value(Limit limit) {
        return stated.getOrDefault(limit, limit.standard());
    }

    /** Whether the manifest states it. */
    public boolean states(Limit limit) {
        return stated.containsKey(limit);
    }

    /** The limits stated above their defaults: those need a grant. */
    public Set<Limit> aboveStandard() {
        Set<Limit> above = java.util.EnumSet.noneOf(Limit.class);
        stated.forEach((limit, value) -> {
            if (value > limit.standard()) {
                above.add(limit);
            }
        });
        return above;
    }
}
