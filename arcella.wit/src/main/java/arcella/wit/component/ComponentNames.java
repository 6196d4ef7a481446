package arcella.wit.component;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a component's name section calls things, for messages and tools ({@code component-name} section). Names say nothing
 * about validity and may be missing or wrong.
 *
 * @param component the component's own name
 * @param names for each index space, the names of some of its indices
 */
public record ComponentNames(Optional<String> component, Map<Sort, Map<Integer, String>> names) {

    /** No names at all. */
    public static final ComponentNames NONE = new ComponentNames(Optional.empty(), Map.of());

    public ComponentNames {
        Objects.requireNonNull(component, "component");
        Map<Sort, Map<Integer, String>> copy = new EnumMap<>(Sort.class);
        names.forEach((sort, map) -> copy.put(sort, Collections.unmodifiableMap(new HashMap<>(map))));
        names = Collections.unmodifiableMap(copy);
    }

    /** The name of one definition. */
    public Optional<String> name(Sort sort, int index) {
        return Optional.ofNullable(names.getOrDefault(sort, Map.of()).get(index));
    }
}
