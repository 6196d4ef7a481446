package arcella.runtime.internal.wiring;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;

import arcella.runtime.ModuleId;
import arcella.runtime.internal.store.ModuleRecord;
import arcella.runtime.internal.wiring.Ranks.Position;
import arcella.runtime.module.WitExport;
import arcella.wit.SemVer;
import arcella.worker.ModuleInstance;

/**
 * The exports of one module as services, registered in the module's own bundle context while it is Active. Thread-safe.
 */
public final class Publication {

    private static final AtomicLong SEQUENCE = new AtomicLong();

    private final ModuleId id;
    private final int revision;
    private final String isolation;
    private final String group;
    private final List<Interface> exports;
    private final Ranks ranks;
    private final IntSupplier rank;
    private final List<Published> published = new ArrayList<>();
    private @Nullable BundleContext context;
    private @Nullable ModuleInstance instance;

    /** One service. */
    private record Published(String path, Position position, ServiceRegistration<WitExport> registration) {}

    /** @param rank what the operator says of its exports beside others', as it is now */
    public Publication(ModuleRecord record, String isolation, String group, List<Interface> exports, Ranks ranks,
            IntSupplier rank) {
        this.id = record.id();
        this.revision = record.revision();
        this.isolation = isolation;
        this.group = group;
        this.exports = List.copyOf(exports);
        this.ranks = ranks;
        this.rank = rank;
    }

    /** Registers the exports of this instance; without effect if they are. */
    public synchronized void publish(BundleContext bundle, ModuleInstance ready) {
        if (instance == ready) {
            return;
        }
        withdraw();
        context = bundle;
        instance = ready;
        register(bundle, ready);
    }

    /**
     * The operator's rank has changed: consumers change over, to it or away from it. A service whose ranking rises is
     * looked at by those who use it only, so that it is a new one that takes its place.
     */
    public synchronized void ranked() {
        if (context != null && instance != null) {
            List<Published> before = List.copyOf(published);
            published.clear();
            register(context, instance);
            withdraw(before);
        }
    }

    private void register(BundleContext bundle, ModuleInstance ready) {
        String[] functions = exports.stream().flatMap(one -> one.functions().stream()).toArray(String[]::new);
        for (Interface one : exports) {
            Position position = new Position(
                    rank.getAsInt(), one.version(), SemVer.parse(id.version()), revision, SEQUENCE.incrementAndGet());
            // Filled before anybody could spread the ranks: both happen under this object's lock or after it.
            @Nullable ServiceRegistration<?>[] known = new ServiceRegistration<?>[1];
            int ranking = ranks.take(one.path(), position, changed -> rerank(known[0], one, functions, changed));
            ServiceRegistration<WitExport> registration = bundle.registerService(
                    WitExport.class, new Export(id, one, exports, ready), properties(one, functions, ranking));
            known[0] = registration;
            published.add(new Published(one.path(), position, registration));
        }
    }

    private void rerank(@Nullable ServiceRegistration<?> registration, Interface one, String[] functions, int ranking) {
        if (registration != null) {
            try {
                registration.setProperties(properties(one, functions, ranking));
            } catch (IllegalStateException e) {
                // It was withdrawn at the same moment, and needs no rank any more.
                return;
            }
        }
    }

    /** Takes the services back: consumers are bound elsewhere, or wait, when this returns. */
    public synchronized void withdraw() {
        context = null;
        instance = null;
        List<Published> gone = List.copyOf(published);
        published.clear();
        withdraw(gone);
    }

    private void withdraw(List<Published> gone) {
        for (Published one : gone) {
            ranks.leave(one.path(), one.position());
            try {
                one.registration().unregister();
            } catch (IllegalStateException e) {
                // The framework took it back when the bundle stopped.
                continue;
            }
        }
    }

    private Dictionary<String, Object> properties(Interface one, String[] functions, int ranking) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(Constants.SERVICE_RANKING, ranking);
        properties.put(Properties.MODULE, id.name());
        properties.put(Properties.MODULE_VERSION, id.version());
        properties.put(Properties.ISOLATION, isolation);
        properties.put(Properties.GROUP, group);
        properties.put(Properties.INTERFACE, one.path());
        properties.put(Properties.NAME, one.name());
        properties.put(Properties.FUNCTIONS, functions);
        Optional<SemVer> version = one.version();
        if (version.isPresent()) {
            properties.put(Properties.TRACK, one.track());
            properties.put(Properties.VERSION, Interface.osgi(version.get()));
        }
        return properties;
    }
}
