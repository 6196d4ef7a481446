package arcella.runtime.internal.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.osgi.framework.Constants;

import arcella.runtime.internal.text.Nearest;
import arcella.runtime.manifest.ByteSize;
import arcella.runtime.manifest.Durations;
import arcella.runtime.manifest.Limit;

/**
 * What a module's configuration says: {@code limits.memory} and the like are limits, in the spelling of a manifest,
 * {@code service.ranking} is what its exports are worth beside others' of the same interface; everything else is a value of
 * {@code wasi:config}. Immutable.
 *
 * @param values the values, by key
 * @param rank the higher is taken first; 0 unless said
 * @param limits the limits, in bytes, pieces or milliseconds
 * @param problems what is wrong with it, one line each; what they are about is left out
 */
public record ModuleSettings(Map<String, String> values, int rank, Map<Limit, Long> limits, List<String> problems) {

    /** How the keys of limits begin. */
    public static final String LIMIT_PREFIX = "limits.";

    /** The key of the rank: OSGi's own word for it. */
    public static final String RANK = Constants.SERVICE_RANKING;

    /** No configuration. */
    public static final ModuleSettings NONE = new ModuleSettings(Map.of(), 0, Map.of(), List.of());

    /** Copies. */
    public ModuleSettings {
        values = Map.copyOf(values);
        limits = Map.copyOf(limits);
        problems = List.copyOf(problems);
    }

    /** Reads the properties of a configuration. */
    public static ModuleSettings of(Map<String, String> properties) {
        Map<String, String> values = new TreeMap<>();
        Map<Limit, Long> limits = new EnumMap<>(Limit.class);
        List<String> problems = new ArrayList<>();
        int rank = rank(properties.getOrDefault(RANK, "0").strip(), problems);
        new TreeMap<>(properties).forEach((key, text) -> {
            if (key.equals(RANK)) {
                return;
            }
            if (!key.startsWith(LIMIT_PREFIX)) {
                values.put(key, text);
                return;
            }
            String name = key.substring(LIMIT_PREFIX.length());
            Optional<Limit> limit = Arrays.stream(Limit.values()).filter(one -> one.key().equals(name)).findFirst();
            if (limit.isEmpty()) {
                problems.add("there is no limit '" + name + "'"
                        + Nearest.of(name, Arrays.stream(Limit.values()).map(Limit::key).toList())
                                .map(near -> "; did you mean '" + LIMIT_PREFIX + near + "'?").orElse(""));
                return;
            }
            parse(limit.get(), text.strip()).ifPresentOrElse(value -> limits.put(limit.get(), value),
                    () -> problems.add("'" + key + "' is '" + text + "', and must be " + wanted(limit.get())));
        });
        return new ModuleSettings(values, rank, limits, problems);
    }

    private static int rank(String text, List<String> problems) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            problems.add("'" + RANK + "' is '" + text + "', and must be a whole number such as 10 or -1");
            return 0;
        }
    }

    private static Optional<Long> parse(Limit limit, String text) {
        Optional<Long> value = switch (limit.unit()) {
            case BYTES -> ByteSize.parse(text).map(ByteSize::bytes);
            case TIME -> Durations.parse(text).map(java.time.Duration::toMillis);
            case COUNT -> text.matches("\\d{1,18}|\\d{1,3}(_\\d{3}){1,5}")
                    ? Optional.of(Long.valueOf(text.replace("_", ""))) : Optional.empty();
        };
        return value.filter(number -> number > 0);
    }

    private static String wanted(Limit limit) {
        return switch (limit.unit()) {
            case BYTES -> "a size above 0, such as 64MiB";
            case TIME -> "a duration above 0, such as 500ms, 5s or 2min";
            case COUNT -> "a whole number above 0";
        };
    }
}
