package arcella.runtime.manifest;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The limits that a manifest states, within what the container's operator sets; those that it leaves out have their
 * defaults.
 *
 * @param stated in bytes, pieces or milliseconds, as {@link Limit#unit()} says; each above 0
 * @param bounds the operator's defaults and caps
 */
public record Limits(Map<Limit, Long> stated, LimitBounds bounds) {

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

    /** With the built-in defaults, and no caps. */
    public Limits(Map<Limit, Long> stated) {
        this(stated, LimitBounds.NONE);
    }

    /** The same within other bounds. */
    public Limits within(LimitBounds others) {
        return new Limits(stated, others);
    }

    /** The stated value, or the default; the cap, where that is less. */
    public long value(Limit limit) {
        return bounds.within(limit, stated.getOrDefault(limit, standard(limit)));
    }

    /** What holds where nothing is stated, or nothing more is granted. */
    public long standard(Limit limit) {
        return bounds.standard(limit);
    }

    /** Whether the manifest states it. */
    public boolean states(Limit limit) {
        return stated.containsKey(limit);
    }

    /** The limits stated above their defaults, as far as a cap allows: those need a grant. */
    public Set<Limit> aboveStandard() {
        Set<Limit> above = EnumSet.noneOf(Limit.class);
        stated.forEach((limit, value) -> {
            if (bounds.within(limit, value) > standard(limit)) {
                above.add(limit);
            }
        });
        return above;
    }

    /** The limits stated above their caps. */
    public Set<Limit> capped() {
        Set<Limit> capped = EnumSet.noneOf(Limit.class);
        stated.forEach((limit, value) -> {
            if (bounds.within(limit, value) < value) {
                capped.add(limit);
            }
        });
        return capped;
    }
}
