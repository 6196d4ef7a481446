package arcella.runtime.internal.interop;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.Version;

import arcella.error.ArcellaException;
import arcella.runtime.BundleName;
import arcella.runtime.RuntimeError;
import arcella.runtime.internal.wiring.ImportSet;
import arcella.runtime.internal.wiring.Interface;
import arcella.runtime.internal.wiring.JavaExport;
import arcella.runtime.internal.wiring.Properties;
import arcella.runtime.module.WitExport;
import arcella.wit.SemVer;

/**
 * A Java service, the interfaces that it says it is, and what became of it: the sets of imports that it is registered for,
 * and those that it does not fit. Both are guarded by {@link JavaProviders}.
 */
final class JavaOffer {

    private static final String RESOURCES = "arcella.wit.resources";

    /** By what tells a set of imports from others. */
    final Map<List<String>, ServiceRegistration<WitExport>> registered = new HashMap<>();
    /** Why it does not fit. */
    final Map<List<String>, String> misfits = new HashMap<>();

    private final ServiceReference<Object> reference;
    private final Object service;

    JavaOffer(ServiceReference<Object> reference, Object service) {
        this.reference = reference;
        this.service = service;
    }

    /** What tells sets apart: the interfaces, and the functions that are imported with their types. */
    static List<String> key(ImportSet set) {
        List<String> key = new ArrayList<>();
        set.interfaces().forEach(one -> {
            key.add(one.key());
            key.addAll(one.functions());
        });
        return key;
    }

    /** The bundle, as people know it; empty once the service is unregistered. */
    Optional<BundleName> owner() {
        return Optional.ofNullable(reference.getBundle()).map(BundleName::of);
    }

    /** Whether it says that it is all of these. */
    boolean claims(ImportSet set) {
        return set.interfaces().stream().allMatch(this::claims);
    }

    /** Whether it says that it is this, in a version of the same track. */
    boolean claims(Interface wanted) {
        Object common = reference.getProperty(Properties.VERSION);
        for (String name : names(reference.getProperty(Properties.INTERFACE))) {
            int at = name.indexOf('@');
            String path = at < 0 ? name : name.substring(0, at);
            Object version = at < 0 ? common : name.substring(at + 1);
            if (path.equals(wanted.path()) && onTrack(version, wanted)) {
                return true;
            }
        }
        return false;
    }

    private static boolean onTrack(Object version, Interface wanted) {
        if (version == null) {
            return wanted.track().isEmpty();
        }
        try {
            return SemVer.parse(version.toString()).track().text().equals(wanted.track());
        } catch (ArcellaException e) {
            // Not a semver of three numbers: it may name the track itself, as 0.1 does.
            return version.toString().equals(wanted.track());
        }
    }

    /** @throws ArcellaException if it does not fit */
    JavaExport export(BundleName owner, Bundle bundle, ImportSet set) {
        return new JavaExport(owner, set, service, classes(bundle, reference.getProperty(RESOURCES)));
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

    /** What references of modules look for: the first interface of the set, and the functions of all. */
    Dictionary<String, Object> properties(ImportSet set) {
        Dictionary<String, Object> properties = new Hashtable<>();
        Object ranking = reference.getProperty(Constants.SERVICE_RANKING);
        if (ranking instanceof Integer) {
            properties.put(Constants.SERVICE_RANKING, ranking);
        }
        Interface first = set.first();
        properties.put(Properties.INTERFACE, first.path());
        properties.put(Properties.NAME, first.name());
        properties.put(Properties.FUNCTIONS,
                set.interfaces().stream().flatMap(one -> one.functions().stream()).toArray(String[]::new));
        if (!first.track().isEmpty()) {
            properties.put(Properties.TRACK, first.track());
            Object version = reference.getProperty(Properties.VERSION);
            properties.put(Properties.VERSION, version instanceof Version ? version
                    : version == null ? first.track() : String.valueOf(version));
        }
        return properties;
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
}
