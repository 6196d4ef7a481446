package arcella.runtime.internal.interop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

import arcella.error.ArcellaException;
import arcella.runtime.BundleName;
import arcella.runtime.RuntimeError;
import arcella.runtime.internal.wiring.Properties;
import arcella.runtime.internal.wiring.TypedExport;
import arcella.runtime.module.WitExport;

/**
 * Modules' exports as typed Java services. A bundle says which of its Java interfaces stand for which WIT interfaces:
 *
 * <pre>
 * Provide-Capability: arcella.wit.face; class="com.example.Greetings"; wit="arcella:greeter/greetings"; track="0.1"
 * </pre>
 *
 * <p>While that bundle is active, every export of such an interface is a service of that Java interface, registered on the
 * bundle's behalf with the export's ranking and its properties {@code arcella.…}: {@code @Reference Greetings} is all that
 * Java code needs. An interface that does not fit is reported, once for each export. Thread-safe.
 */
public final class JavaFaces implements AutoCloseable {

    private final BundleContext context;
    private final Consumer<ArcellaException> problems;
    private final BundleTracker<List<JavaFace>> bundles;
    private final ServiceTracker<WitExport, WitExport> exports;
    private final List<JavaFace> faces = new ArrayList<>();
    private final Map<ServiceReference<WitExport>, WitExport> present = new HashMap<>();

    /** A service that stands for an export. */
    record Shown(ServiceRegistration<?> registration, TypedExport export, TypedExport.Proxy<?> proxy) {}

    /** Looks for such bundles and for exports from now on. */
    public JavaFaces(BundleContext context, Consumer<ArcellaException> problems) {
        this.context = context;
        this.problems = problems;
        this.bundles = new BundleTracker<>(context, Bundle.ACTIVE | Bundle.STARTING, new Bundles());
        this.exports = new ServiceTracker<>(context, WitExport.class, new Exports());
        bundles.open();
        exports.open();
    }

    private final class Bundles implements BundleTrackerCustomizer<List<JavaFace>> {
        @Override
        public List<JavaFace> addingBundle(Bundle bundle, BundleEvent event) {
            List<JavaFace> found = JavaFace.of(bundle);
            Map<ServiceReference<WitExport>, WitExport> now;
            synchronized (JavaFaces.this) {
                faces.addAll(found);
                now = Map.copyOf(present);
            }
            found.forEach(face -> now.forEach((reference, export) -> show(face, reference, export)));
            return found;
        }

        @Override
        public void modifiedBundle(Bundle bundle, BundleEvent event, List<JavaFace> found) {
            // From STARTING to ACTIVE: what it shows stays.
        }

        @Override
        public void removedBundle(Bundle bundle, BundleEvent event, List<JavaFace> found) {
            synchronized (JavaFaces.this) {
                faces.removeAll(found);
            }
            found.forEach(face -> List.copyOf(references(face)).forEach(reference -> hide(face, reference)));
        }
    }

    private final class Exports implements ServiceTrackerCustomizer<WitExport, WitExport> {
        @Override
        public WitExport addingService(ServiceReference<WitExport> reference) {
            WitExport export = context.getService(reference);
            List<JavaFace> now;
            synchronized (JavaFaces.this) {
                present.put(reference, export);
                now = List.copyOf(faces);
            }
            now.forEach(face -> show(face, reference, export));
            return export;
        }

        @Override
        public void modifiedService(ServiceReference<WitExport> reference, WitExport export) {
            List<Shown> changed = new ArrayList<>();
            synchronized (JavaFaces.this) {
                faces.forEach(face -> Optional.ofNullable(face.shown.get(reference)).ifPresent(changed::add));
            }
            changed.forEach(shown -> shown.registration().setProperties(properties(reference)));
        }

        @Override
        public void removedService(ServiceReference<WitExport> reference, WitExport export) {
            List<JavaFace> now;
            synchronized (JavaFaces.this) {
                present.remove(reference);
                now = List.copyOf(faces);
            }
            now.forEach(face -> hide(face, reference));
            context.ungetService(reference);
        }
    }

    private synchronized List<ServiceReference<WitExport>> references(JavaFace face) {
        return List.copyOf(face.shown.keySet());
    }

    private void show(JavaFace face, ServiceReference<WitExport> reference, WitExport export) {
        BundleContext owner = face.bundle().getBundleContext();
        if (owner == null || !face.names(reference) || !(export instanceof TypedExport typed)) {
            return;
        }
        TypedExport.Proxy<?> proxy;
        try {
            Class<?> type = face.load();
            proxy = proxy(face, typed, type);
        } catch (ArcellaException e) {
            problems.accept(e);
            return;
        }
        try {
            ServiceRegistration<?> registration =
                    owner.registerService(face.className(), proxy.object(), properties(reference));
            boolean kept;
            synchronized (this) {
                kept = faces.contains(face) && present.containsKey(reference)
                        && face.shown.putIfAbsent(reference, new Shown(registration, typed, proxy)) == null;
            }
            if (!kept) {
                registration.unregister();
                proxy.close();
            }
        } catch (IllegalStateException e) {
            // The bundle is stopping.
            proxy.close();
        }
    }

    private static TypedExport.Proxy<?> proxy(JavaFace face, TypedExport export, Class<?> type) {
        try {
            return export.proxy(type);
        } catch (ArcellaException e) {
            throw new ArcellaException(RuntimeError.JAVA_FACE, face.className() + " of " + face.owner()
                    + " does not fit " + export.name() + " of " + export.provider() + ": " + e.what(), e.remedy(), e);
        }
    }

    private void hide(JavaFace face, ServiceReference<WitExport> reference) {
        Shown gone;
        Optional<TypedExport> next;
        synchronized (this) {
            gone = face.shown.remove(reference);
            next = face.shown.entrySet().stream().max(Map.Entry.comparingByKey()).map(one -> one.getValue().export());
        }
        if (gone != null) {
            // Before it goes: whoever calls the object until they hear of it is served by the next one.
            next.ifPresent(gone.proxy()::lead);
            try {
                gone.registration().unregister();
            } catch (IllegalStateException e) {
                // Its bundle has stopped, and took it along.
                return;
            } finally {
                gone.proxy().close();
            }
        }
    }

    private static Dictionary<String, Object> properties(ServiceReference<?> reference) {
        Dictionary<String, Object> properties = new Hashtable<>();
        for (String key : reference.getPropertyKeys()) {
            // Not the list of functions: by it modules would take this for an export.
            if (key.equals(Constants.SERVICE_RANKING) || key.startsWith("arcella.") && !key.startsWith(Properties.INTERFACE)) {
                properties.put(key, reference.getProperty(key));
            }
        }
        return properties;
    }

    /** The Java interfaces of bundles that are active, whether a module exports what they stand for or not. */
    public synchronized List<JavaFace> faces() {
        return List.copyOf(faces);
    }

    /** The exports that are Java services now, and who uses them. */
    public List<JavaUse> uses() {
        Map<JavaFace, List<Shown>> all = new LinkedHashMap<>();
        synchronized (this) {
            faces.stream().sorted(Comparator.comparing(face -> face.owner().id()))
                    .forEach(face -> all.put(face, List.copyOf(face.shown.values())));
        }
        List<JavaUse> uses = new ArrayList<>();
        all.forEach((face, shown) -> shown.forEach(one -> uses.add(
                new JavaUse(face, one.export(), users(one.registration()), one.proxy().held()))));
        return uses;
    }

    private static List<BundleName> users(ServiceRegistration<?> registration) {
        try {
            Bundle[] users = registration.getReference().getUsingBundles();
            return users == null ? List.of() : Arrays.stream(users).map(BundleName::of).toList();
        } catch (IllegalStateException e) {
            // It was unregistered at this moment.
            return List.of();
        }
    }

    /** Takes all services back. */
    @Override
    public void close() {
        exports.close();
        bundles.close();
    }
}
