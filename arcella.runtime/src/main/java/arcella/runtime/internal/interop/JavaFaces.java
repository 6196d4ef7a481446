package arcella.runtime.internal.interop;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
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
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

import arcella.error.ArcellaException;
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

    private static final String NAMESPACE = "arcella.wit.face";

    private final BundleContext context;
    private final Consumer<ArcellaException> problems;
    private final BundleTracker<List<Face>> bundles;
    private final ServiceTracker<WitExport, WitExport> exports;
    private final List<Face> faces = new ArrayList<>();
    private final Map<ServiceReference<WitExport>, WitExport> present = new HashMap<>();

    /** A Java interface of a bundle. Its services are guarded by the outer object. */
    private static final class Face {
        private final Bundle bundle;
        private final String className;
        private final String wit;
        private final String track;
        private final Map<ServiceReference<WitExport>, Shown> shown = new HashMap<>();

        Face(Bundle bundle, String className, String wit, String track) {
            this.bundle = bundle;
            this.className = className;
            this.wit = wit;
            this.track = track;
        }

        boolean fits(ServiceReference<WitExport> export) {
            Object its = export.getProperty(Properties.TRACK);
            return wit.equals(export.getProperty(Properties.INTERFACE)) && (its == null ? track.isEmpty() : its.equals(track));
        }
    }

    /** A service that stands for an export. */
    private record Shown(ServiceRegistration<?> registration, TypedExport.Proxy<?> proxy) {}

    /** Looks for such bundles and for exports from now on. */
    public JavaFaces(BundleContext context, Consumer<ArcellaException> problems) {
        this.context = context;
        this.problems = problems;
        this.bundles = new BundleTracker<>(context, Bundle.ACTIVE | Bundle.STARTING, new Bundles());
        this.exports = new ServiceTracker<>(context, WitExport.class, new Exports());
        bundles.open();
        exports.open();
    }

    private final class Bundles implements BundleTrackerCustomizer<List<Face>> {
        @Override
        public List<Face> addingBundle(Bundle bundle, BundleEvent event) {
            List<Face> found = facesOf(bundle);
            Map<ServiceReference<WitExport>, WitExport> now;
            synchronized (JavaFaces.this) {
                faces.addAll(found);
                now = Map.copyOf(present);
            }
            found.forEach(face -> now.forEach((reference, export) -> show(face, reference, export)));
            return found;
        }

        @Override
        public void modifiedBundle(Bundle bundle, BundleEvent event, List<Face> found) {
            // From STARTING to ACTIVE: what it shows stays.
        }

        @Override
        public void removedBundle(Bundle bundle, BundleEvent event, List<Face> found) {
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
            List<Face> now;
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
            List<Face> now;
            synchronized (JavaFaces.this) {
                present.remove(reference);
                now = List.copyOf(faces);
            }
            now.forEach(face -> hide(face, reference));
            context.ungetService(reference);
        }
    }

    private static List<Face> facesOf(Bundle bundle) {
        List<Face> found = new ArrayList<>();
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision != null) {
            for (BundleCapability capability : revision.getDeclaredCapabilities(NAMESPACE)) {
                Map<String, Object> attributes = capability.getAttributes();
                if (attributes.get("class") instanceof String name && attributes.get("wit") instanceof String wit) {
                    found.add(new Face(bundle, name, wit,
                            attributes.get("track") instanceof String track ? track : ""));
                }
            }
        }
        return found;
    }

    private synchronized List<ServiceReference<WitExport>> references(Face face) {
        return List.copyOf(face.shown.keySet());
    }

    private void show(Face face, ServiceReference<WitExport> reference, WitExport export) {
        BundleContext owner = face.bundle.getBundleContext();
        if (owner == null || !face.fits(reference) || !(export instanceof TypedExport typed)) {
            return;
        }
        TypedExport.Proxy<?> proxy;
        try {
            proxy = typed.proxy(face.bundle.loadClass(face.className));
        } catch (ClassNotFoundException e) {
            problems.accept(new ArcellaException(RuntimeError.JAVA_FACE,
                    "bundle " + face.bundle.getSymbolicName() + " has no class " + face.className, "mend its " + NAMESPACE, e));
            return;
        } catch (ArcellaException e) {
            problems.accept(new ArcellaException(RuntimeError.JAVA_FACE, face.className + " of bundle "
                    + face.bundle.getSymbolicName() + " does not fit " + export.name() + " of " + export.provider() + ": "
                    + e.what(), e.remedy(), e));
            return;
        }
        try {
            ServiceRegistration<?> registration =
                    owner.registerService(face.className, proxy.object(), properties(reference));
            boolean kept;
            synchronized (this) {
                kept = faces.contains(face) && present.containsKey(reference)
                        && face.shown.putIfAbsent(reference, new Shown(registration, proxy)) == null;
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

    private void hide(Face face, ServiceReference<WitExport> reference) {
        Shown gone;
        synchronized (this) {
            gone = face.shown.remove(reference);
        }
        if (gone != null) {
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

    /** Takes all services back. */
    @Override
    public void close() {
        exports.close();
        bundles.close();
    }
}
