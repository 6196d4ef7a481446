package arcella.wasi.preview2;

import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import arcella.wasi.keyvalue.KeyValues;
import arcella.wasi.preview2.logging.LogSink;

/**
 * What a guest uses of whoever runs it, and not of the operating system: it may live in another process than the guest.
 *
 * @param configuration the values of {@code wasi:config} as they are now; asked at every call of the guest's
 * @param log takes the messages of {@code wasi:logging}
 * @param keyValues the buckets of {@code wasi:keyvalue}
 */
public record HostServices(Supplier<Map<String, String>> configuration, LogSink log, KeyValues keyValues) {

    /** Refuses null. */
    public HostServices {
        Objects.requireNonNull(configuration, "configuration");
        Objects.requireNonNull(log, "log");
        Objects.requireNonNull(keyValues, "keyValues");
    }

    /** No values, no log, no buckets. */
    public static HostServices none() {
        return new HostServices(Map::of, LogSink.discard(), KeyValues.none());
    }
}
