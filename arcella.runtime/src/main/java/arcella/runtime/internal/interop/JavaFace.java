package arcella.runtime.internal.interop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

import arcella.error.ArcellaException;
import arcella.runtime.BundleName;
import arcella.runtime.RuntimeError;
import arcella.runtime.internal.wiring.Interface;
import arcella.runtime.internal.wiring.Properties;
import arcella.runtime.internal.wiring.TypedExport;
import arcella.runtime.module.WitExport;

/**
 * A Java interface of a bundle that stands for a WIT interface, as one of the bundle's capabilities says. Compared by
 * identity: a bundle that is started anew has others. Immutable, but for what {@link JavaFaces} keeps of it.
 */
public final class JavaFace {

    static final String NAMESPACE = "arcella.wit.face";

    private final Bundle bundle;
    private final BundleName owner;
    private final String className;
    private final String wit;
    private final String track;
    /** The services that stand for exports now; guarded by {@link JavaFaces}. */
    final Map<ServiceReference<WitExport>, JavaFaces.Shown> shown = new HashMap<>();

    private JavaFace(Bundle bundle, String className, String wit, String track) {
        this.bundle = bundle;
        this.owner = BundleName.of(bundle);
        this.className = className;
        this.wit = wit;
        this.track = track;
    }

    /** Those that a bundle declares. */
    static List<JavaFace> of(Bundle bundle) {
        List<JavaFace> found = new ArrayList<>();
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision != null) {
            for (BundleCapability capability : revision.getDeclaredCapabilities(NAMESPACE)) {
                Map<String, Object> attributes = capability.getAttributes();
                if (attributes.get("class") instanceof String name && attributes.get("wit") instanceof String wit) {
                    found.add(new JavaFace(bundle, name, wit,
                            attributes.get("track") instanceof String track ? track : ""));
                }
            }
        }
        return found;
    }

    Bundle bundle() {
        return bundle;
    }

    /** The bundle that declares it. */
    public BundleName owner() {
        return owner;
    }

    /** The Java interface. */
    public String className() {
        return className;
    }

    boolean names(ServiceReference<WitExport> export) {
        Object its = export.getProperty(Properties.TRACK);
        return wit.equals(export.getProperty(Properties.INTERFACE)) && (its == null ? track.isEmpty() : its.equals(track));
    }

    /** Whether an export is of the WIT interface that it stands for, and its methods fit the functions. */
    public boolean fits(Interface export) {
        if (!wit.equals(export.path()) || !track.equals(export.track())) {
            return false;
        }
        try {
            TypedExport.check(export, load());
            return true;
        } catch (ArcellaException e) {
            // Which is the answer; whoever shows such an export says why.
            return false;
        }
    }

    /** @throws ArcellaException if the bundle has no such class */
    Class<?> load() {
        try {
            return bundle.loadClass(className);
        } catch (ClassNotFoundException e) {
            throw new ArcellaException(RuntimeError.JAVA_FACE,
                    "bundle " + bundle.getSymbolicName() + " has no class " + className, "mend its " + NAMESPACE, e);
        }
    }
}
