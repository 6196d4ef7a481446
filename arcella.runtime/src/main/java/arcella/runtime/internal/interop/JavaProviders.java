package arcella.runtime.internal.interop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.Version;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

import arcella.error.ArcellaException;
import arcella.runtime.ModuleId;
import arcella.runtime.RuntimeError;
import arcella.runtime.internal.wiring.ImportSet;
import arcella.runtime.internal.wiring.Interface;
import arcella.runtime.internal.wiring.JavaExport;
import arcella.runtime.internal.wiring.Properties;
import arcella.runtime.module.WitExport;
import arcella.wit.SemVer;

/**
 * Java services as providers of imports. A service with the property {@code arcella.wit=ns:pkg/iface}, and
 * {@code arcella.wit.version} where the interface has one, is compared with every import of that interface that some
 * installed module has; where it fits, it is registered once more, as a {@link WitExport} with the functions of that
 * import, which modules' references find like any other. Where it does not fit, that is reported, once.
 *
 * <p>Classes that stand for resources are named in {@code arcella.wit.resources}. Thread-safe.
 */
public final class JavaProviders implements AutoCloseable {

    private static final String RESOURCES = "arcella.wit.resources";

    private final BundleContext context;
    private final Consumer<ArcellaException> problems;
    private final ServiceTracker<Object, Offer> tracker;
    private final Map<List<String>, Interface> wanted = new HashMap<>();
    private final Map<ServiceReference<Object>, Offer> offers = new HashMap<>();

    /** A Java service, and what it is registered as. Guarded by the outer object. */
    private static final class Offer {
        private final Object service;
        private final Map<List<String>, ServiceRegistration<WitExport>> registered = new HashMap<>();

        Offer(Object service) {
            this.service = service;
        }
    }

    /**
     * Looks for such services from now on.
     *
     * @param problems hears of services that do not fit what modules import
     */
    public JavaProviders(BundleContext context, Consumer<ArcellaException> problems) {
        this.context = context;
        this.problems = problems;
        this.tracker = new ServiceTracker<>(context, filter(), new Customizer());
        tracker.open(true);
    }

    private static Filter filter() {
        try {
            return FrameworkUtil.createFilter(
                    "(&(" + Properties.INTERFACE + "=*)(!(" + Properties.FUNCTIONS + "=*)))");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A module imports this interface from others: what fits is offered from now on. */
    public void want(Interface iface) {
        List<Runnable> later = new ArrayList<>();
        synchronized (this) {
            if (wanted.putIfAbsent(iface.functions(), iface) == null) {
                offers.forEach((reference, offer) -> later.add(() -> offer(reference, offer, iface)));
            }
        }
        later.forEach(Runnable::run);
    }

    /** Whether a Java service offers what a module imports. */
    public boolean offers(ImportSet set, ModuleId importer) {
        set.interfaces().forEach(this::want);
        try {
            ServiceReference<?>[] found = context.getAllServiceReferences(WitExport.class.getName(), set.filter(importer));
            return found != null
                    && Arrays.stream(found).anyMatch(reference -> reference.getProperty(Properties.MODULE) == null);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("a filter of ours does not read: " + set.filter(importer), e);
        }
    }

    private final class Customizer implements ServiceTrackerCustomizer<Object, Offer> {
        @Override
        public Offer addingService(ServiceReference<Object> reference) {
            Offer offer = new Offer(context.getService(reference));
            List<Interface> all;
            synchronized (JavaProviders.this) {
                offers.put(reference, offer);
                all = List.copyOf(wanted.values());
            }
            all.forEach(iface -> offer(reference, offer, iface));
            return offer;
        }

        @Override
        public void modifiedService(ServiceReference<Object> reference, Offer offer) {
            List<Interface> all;
            synchronized (JavaProviders.this) {
                all = List.copyOf(wanted.values());
            }
            withdraw(offer);
            all.forEach(iface -> offer(reference, offer, iface));
        }

        @Override
        public void removedService(ServiceReference<Object> reference, Offer offer) {
            synchronized (JavaProviders.this) {
                offers.remove(reference);
            }
            withdraw(offer);
            context.ungetService(reference);
        }
    }

    private void offer(ServiceReference<Object> reference, Offer offer, Interface iface) {
        Bundle bundle = reference.getBundle();
        if (bundle == null || !names(reference.getProperty(Properties.INTERFACE)).contains(iface.path())
                || !onTrack(reference.getProperty(Properties.VERSION), iface)) {
            return;
        }
        String provider = bundle.getSymbolicName() + "/" + bundle.getVersion();
        JavaExport export;
        try {
            export = new JavaExport(provider, iface, offer.service, classes(bundle, reference.getProperty(RESOURCES)));
        } catch (ArcellaException e) {
            problems.accept(new ArcellaException(RuntimeError.JAVA_SERVICE,
                    "a Java service of bundle " + provider + " is no " + iface.name() + ": " + e.what(), e.remedy(), e));
            return;
        }
        BundleContext owner = bundle.getBundleContext();
        if (owner == null) {
            return;
        }
        try {
            ServiceRegistration<WitExport> registration =
                    owner.registerService(WitExport.class, export, properties(reference, iface));
            boolean kept;
            synchronized (this) {
                kept = offers.get(reference) == offer && offer.registered.putIfAbsent(iface.functions(), registration) == null;
            }
            if (!kept) {
                registration.unregister();
            }
        } catch (IllegalStateException e) {
            // The bundle is stopping, and its services go with it.
            return;
        }
    }

    private void withdraw(Offer offer) {
        List<ServiceRegistration<WitExport>> gone;
        synchronized (this) {
            gone = List.copyOf(offer.registered.values());
            offer.registered.clear();
        }
        for (ServiceRegistration<WitExport> registration : gone) {
            try {
                registration.unregister();
            } catch (IllegalStateException e) {
                // Its bundle has stopped, and took it along.
                continue;
            }
        }
    }

    private static Dictionary<String, Object> properties(ServiceReference<?> reference, Interface iface) {
        Dictionary<String, Object> properties = new Hashtable<>();
        Object ranking = reference.getProperty(Constants.SERVICE_RANKING);
        if (ranking instanceof Integer) {
            properties.put(Constants.SERVICE_RANKING, ranking);
        }
        properties.put(Properties.INTERFACE, iface.path());
        properties.put(Properties.NAME, iface.name());
        properties.put(Properties.FUNCTIONS, iface.functions().toArray(String[]::new));
        if (!iface.track().isEmpty()) {
            properties.put(Properties.TRACK, iface.track());
            Object version = reference.getProperty(Properties.VERSION);
            properties.put(Properties.VERSION, version instanceof Version ? version : String.valueOf(version));
        }
        return properties;
    }

    private static boolean onTrack(Object version, Interface iface) {
        if (version == null) {
            return iface.track().isEmpty();
        }
        try {
            return SemVer.parse(version.toString()).track().text().equals(iface.track());
        } catch (ArcellaException e) {
            // Not a semver of three numbers: it may name the track itself, as 0.1 does.
            return version.toString().equals(iface.track());
        }
    }

    private static List<Class<? extends AutoCloseable>> classes(Bundle bundle, Object property) {
        List<Class<? extends AutoCloseable>> classes = new ArrayList<>();
        for (String name : names(property)) {
            try {
                classes.add(bundle.loadClass(name).asSubclass(AutoCloseable.class));
            } catch (ClassNotFoundException | ClassCastException e) {
                throw new ArcellaException(RuntimeError.JAVA_SERVICE,
                        "the class " + name + " of " + RESOURCES + " is not there, or is not AutoCloseable", "mend the property", e);
            }
        }
        return classes;
    }

    private static List<String> names(Object property) {
        return switch (property) {
            case null -> List.of();
            case String name -> List.of(name);
            case String[] names -> List.of(names);
            case Iterable<?> names -> {
                List<String> found = new ArrayList<>();
                names.forEach(name -> found.add(String.valueOf(name)));
                yield found;
            }
            default -> List.of();
        };
    }

    /** Takes everything back. */
    @Override
    public void close() {
        tracker.close();
    }
}
