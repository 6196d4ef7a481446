package arcella.wasi.preview2;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import arcella.wasi.keyvalue.KeyValues;
import arcella.wasi.preview2.config.ConfigStore;
import arcella.wasi.preview2.keyvalue.Atomics;
import arcella.wasi.preview2.keyvalue.Batch;
import arcella.wasi.preview2.keyvalue.BucketResource;
import arcella.wasi.preview2.keyvalue.CasResource;
import arcella.wasi.preview2.keyvalue.Store;
import arcella.wasi.preview2.logging.LogSink;
import arcella.wasi.preview2.logging.Logging;

/**
 * What a guest uses of whoever runs it, and not of the operating system: it may live in another process than the guest.
 *
 * @param configuration the values of {@code wasi:config} as they are now; asked at every call of the guest's
 * @param log takes the messages of {@code wasi:logging}
 * @param keyValues the buckets of {@code wasi:keyvalue}
 */
public record HostServices(Supplier<Map<String, String>> configuration, LogSink log, KeyValues keyValues) {

    private static final String KEYVALUE = "0.2.0-draft2";

    /** An interface, what implements it, and the classes of the resources that it defines. */
    record Offer(String iface, Object host, List<Class<? extends AutoCloseable>> resources) {}

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

    /** The interfaces: drafts, each with a version of its own that is matched exactly. */
    List<Offer> offers() {
        Logging logging = new Logging(log);
        return List.of(
                new Offer("wasi:config/store@0.2.0-rc.1", new ConfigStore(configuration), List.of()),
                new Offer("wasi:logging/logging@0.1.0-draft", logging, List.of()),
                new Offer("wasi:logging/logging", logging, List.of()),
                new Offer("wasi:keyvalue/store@" + KEYVALUE, new Store(keyValues), List.of(BucketResource.class)),
                new Offer("wasi:keyvalue/atomics@" + KEYVALUE, new Atomics(), List.of(CasResource.class)),
                new Offer("wasi:keyvalue/batch@" + KEYVALUE, new Batch(), List.of()));
    }
}
