package arcella.runtime.internal.wiring;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

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
    private final Supplier<String> isolation;
    private final String group;
    private final List<Interface> exports;
    private final Ranks ranks;
    private final IntSupplier rank;
    private final Supplier<Set<String>> needs;
    private final List<Published> published = new ArrayList<>();
    /** Read without the lock, which is held while services are registered. */
    private volatile long sequence;
    private @Nullable BundleContext context;
    private @Nullable ModuleInstance instance;

    /** One service. */
    private record Published(String path, Position position, Shown shown) {}

    /** What a service says of itself that may change. Both may change at the same time: each change tells all. */
    private final class Shown {
        private final Interface iface;
        private final String[] functions;
        private Set<String> needed;
        private OptionalInt ranking = OptionalInt.empty();
        private @Nullable ServiceRegistration<WitExport> registration;

        Shown(Interface iface, String[] functions, Set<String> needed) {
            this.iface = iface;
            this.functions = functions;
            this.needed = needed;
        }

        synchronized void register(BundleContext bundle, WitExport export, int first) {
            if (ranking.isEmpty()) {
                // Else all were given new numbers in the meantime.
                ranking = OptionalInt.of(first);
            }
            registration = bundle.registerService(WitExport.class, export, properties());
        }

        synchronized void rerank(int next) {
            ranking = OptionalInt.of(next);
            tell();
        }

        synchronized void need(Set<String> next) {
            if (!needed.equals(next)) {
                needed = next;
                tell();
            }
        }

        private void tell() {
            ServiceRegistration<WitExport> made = registration;
            if (made != null) {
                try {
                    made.setProperties(properties());
                } catch (IllegalStateException e) {
                    // It was withdrawn at the same moment, and needs to say nothing any more.
                    return;
                }
            }
        }

        void unregister() {
            ServiceRegistration<WitExport> made;
            synchronized (this) {
                made = registration;
            }
            if (made != null) {
                try {
                    made.unregister();
                } catch (IllegalStateException e) {
                    // The framework took it back when the bundle stopped.
                    return;
                }
            }
        }

        private Dictionary<String, Object> properties() {
            return Publication.this.properties(iface, functions, ranking.orElseThrow(), needed);
        }
    }

    /**
     * @param isolation where its instance runs
     * @param rank what the operator says of its exports beside others', as it is now
     * @param needs whom the module needs, as it is now
     */
    public Publication(ModuleRecord record, Supplier<String> isolation, String group, List<Interface> exports, Ranks ranks,
            IntSupplier rank, Supplier<Set<String>> needs) {
        this.id = record.id();
        this.revision = record.revision();
        this.isolation = isolation;
        this.group = group;
        this.exports = List.copyOf(exports);
        this.ranks = ranks;
        this.rank = rank;
        this.needs = needs;
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
     * The operator's rank may have changed; if it has: consumers change over, to it or away from it. A service whose ranking rises is
     * looked at by those who use it only, so that it is a new one that takes its place.
     */
    public synchronized void ranked() {
        int now = rank.getAsInt();
        if (context != null && instance != null && published.stream().anyMatch(one -> one.position().rank() != now)) {
            List<Published> before = List.copyOf(published);
            published.clear();
            register(context, instance);
            withdraw(before);
        }
    }

    private void register(BundleContext bundle, ModuleInstance ready) {
        String[] functions = exports.stream().flatMap(one -> one.functions().stream()).toArray(String[]::new);
        Set<String> needed = needs.get();
        for (Interface one : exports) {
            Position position = new Position(
                    rank.getAsInt(), one.version(), SemVer.parse(id.version()), revision, SEQUENCE.incrementAndGet());
            Shown shown = new Shown(one, functions, needed);
            int ranking = ranks.take(one.path(), position, shown::rerank);
            shown.register(bundle, new Export(id, one, exports, ready), ranking);
            published.add(new Published(one.path(), position, shown));
        }
        sequence = published.isEmpty() ? 0 : published.getFirst().position().sequence();
    }

    /** Whom the module needs has changed, perhaps: consumers that it needs are led elsewhere. */
    public synchronized void needed() {
        if (!published.isEmpty()) {
            Set<String> now = needs.get();
            published.forEach(one -> one.shown().need(now));
        }
    }

    /** When the exports were registered, by a number that later ones exceed; empty if they are not. */
    public OptionalLong sequence() {
        long first = sequence;
        return first == 0 ? OptionalLong.empty() : OptionalLong.of(first);
    }

    /** Takes the services back: consumers are bound elsewhere, or wait, when this returns. */
    public synchronized void withdraw() {
        sequence = 0;
        context = null;
        instance = null;
        List<Published> gone = List.copyOf(published);
        published.clear();
        withdraw(gone);
    }

    private void withdraw(List<Published> gone) {
        for (Published one : gone) {
            ranks.leave(one.path(), one.position());
            one.shown().unregister();
        }
    }

    private Dictionary<String, Object> properties(
            Interface one, String[] functions, int ranking, Set<String> needed) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(Constants.SERVICE_RANKING, ranking);
        properties.put(Properties.MODULE, id.name());
        properties.put(Properties.MODULE_VERSION, id.version());
        properties.put(Properties.ISOLATION, isolation.get());
        properties.put(Properties.GROUP, group);
        properties.put(Properties.INTERFACE, one.path());
        properties.put(Properties.NAME, one.name());
        properties.put(Properties.FUNCTIONS, functions);
        if (!needed.isEmpty()) {
            properties.put(Properties.NEEDS, needed.toArray(String[]::new));
        }
        Optional<SemVer> version = one.version();
        if (version.isPresent()) {
            properties.put(Properties.TRACK, one.track());
            properties.put(Properties.VERSION, Interface.osgi(version.get()));
        }
        return properties;
    }
}
