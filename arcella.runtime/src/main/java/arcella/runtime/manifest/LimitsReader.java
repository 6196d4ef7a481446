package arcella.runtime.manifest;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import arcella.runtime.internal.toml.TomlScope;

/** Reads a table of limits, of a manifest or of the container's configuration: the same keys and values in both. */
public final class LimitsReader {

    private LimitsReader() {}

    /** The limits that the table states; mistakes are noted in its document, unknown keys too. */
    public static Map<Limit, Long> read(TomlScope scope) {
        Map<Limit, Long> stated = new EnumMap<>(Limit.class);
        for (Limit limit : Limit.values()) {
            limit(scope, limit).ifPresent(value -> stated.put(limit, value));
        }
        scope.end();
        return stated;
    }

    private static Optional<Long> limit(TomlScope scope, Limit limit) {
        return switch (limit.unit()) {
            case COUNT -> scope.whole(limit.key(), 1, Long.MAX_VALUE);
            case BYTES -> size(scope, limit.key());
            case TIME -> duration(scope, limit.key()).map(Duration::toMillis).filter(millis -> {
                if (millis == 0) {
                    scope.problem(limit.key(), "'" + limit.key() + "' must be above 0");
                }
                return millis > 0;
            });
        };
    }

    private static Optional<Long> size(TomlScope scope, String key) {
        Optional<String> text = scope.string(key);
        Optional<Long> size = text.flatMap(ByteSize::parse).map(ByteSize::bytes).filter(bytes -> bytes > 0);
        if (text.isPresent() && size.isEmpty()) {
            scope.problem(key, "'" + key + "' must be a size above 0, such as \"64MiB\"");
        }
        return size;
    }

    static Optional<Duration> duration(TomlScope scope, String key) {
        Optional<String> text = scope.string(key);
        Optional<Duration> duration = text.flatMap(Durations::parse);
        if (text.isPresent() && duration.isEmpty()) {
            scope.problem(key, "'" + key + "' must be a duration, such as \"500ms\", \"5s\" or \"2min\"");
        }
        return duration;
    }
}
