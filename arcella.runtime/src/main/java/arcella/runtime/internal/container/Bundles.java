package arcella.runtime.internal.container;

import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;

import arcella.error.ArcellaException;
import arcella.runtime.ModuleId;
import arcella.runtime.RuntimeError;
import arcella.runtime.internal.bundle.ModuleBundle;
import arcella.runtime.internal.text.Causes;

/**
 * Module bundles in the framework: found, installed, started, stopped, uninstalled. Thread-safe.
 *
 * <p>Starts and stops are transient: the store, and not the framework's cache, knows what the operator wants.
 */
final class Bundles {

    private final BundleContext context;
    private final int startLevel;

    Bundles(BundleContext context) {
        this.context = context;
        this.startLevel = context.getBundle().adapt(BundleStartLevel.class).getStartLevel();
    }

    /** The container's own context. */
    BundleContext context() {
        return context;
    }

    /** The module bundles that the framework has. */
    Map<ModuleId, Bundle> present() {
        Map<ModuleId, Bundle> found = new HashMap<>();
        for (Bundle bundle : context.getBundles()) {
            ModuleBundle.idOf(bundle.getHeaders("")).ifPresent(id -> found.put(id, bundle));
        }
        return found;
    }

    /** Whether a bundle stands for a module as it is now. */
    static boolean isFor(Bundle bundle, ModuleBundle jar) {
        var headers = bundle.getHeaders("");
        return jar.id().toString().equals(headers.get(ModuleBundle.MODULE_HEADER))
                && jar.sha256().equals(headers.get(ModuleBundle.CONTENT_HEADER))
                && Integer.toString(jar.revision()).equals(headers.get(ModuleBundle.REVISION_HEADER));
    }

    /** Installs a module's bundle. */
    Bundle install(ModuleBundle jar, byte[] wasm, Optional<String> manifest) {
        try {
            Bundle bundle = context.installBundle(
                    jar.location(), new ByteArrayInputStream(jar.write(wasm, manifest)));
            level(bundle);
            return bundle;
        } catch (BundleException e) {
            throw new ArcellaException(
                    RuntimeError.BUNDLE,
                    "the framework did not take the bundle of module " + jar.id() + ": " + e.getMessage(),
                    "see bundle:list for what has its place",
                    e);
        }
    }

    /** Lets a bundle run whenever this one runs: a transient start fails above the framework's level. */
    void level(Bundle bundle) {
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        if (level.getStartLevel() != startLevel) {
            level.setStartLevel(startLevel);
        }
    }

    /** @throws ArcellaException the module's own failure, or {@code BUNDLE} if the framework has one */
    void start(ModuleId id, Bundle bundle) {
        try {
            bundle.start(Bundle.START_TRANSIENT);
        } catch (BundleException e) {
            throw Causes.coded(e).orElseGet(() -> new ArcellaException(
                    RuntimeError.BUNDLE,
                    "the framework did not start the bundle of module " + id + ": " + e.getMessage(),
                    "see bundle:diag " + bundle.getBundleId(),
                    e));
        }
    }

    void stop(ModuleId id, Bundle bundle) {
        try {
            bundle.stop(Bundle.STOP_TRANSIENT);
        } catch (BundleException e) {
            throw Causes.coded(e).orElseGet(() -> new ArcellaException(
                    RuntimeError.BUNDLE,
                    "the framework did not stop the bundle of module " + id + ": " + e.getMessage(),
                    "try again",
                    e));
        }
    }

    void uninstall(ModuleId id, Bundle bundle) {
        if (bundle.getState() == Bundle.UNINSTALLED) {
            return;
        }
        try {
            bundle.uninstall();
        } catch (BundleException e) {
            throw new ArcellaException(
                    RuntimeError.BUNDLE,
                    "the framework did not remove the bundle of module " + id + ": " + e.getMessage(),
                    "try again",
                    e);
        }
    }
}
